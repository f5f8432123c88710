"""The offices' own templates in the store: one a unit, the newest; what was there before stays among the files."""

from server.storage import files, templates
from server.storage.files import Kept
from tests.cast import NOW, QIAN, ZHOU, Town

FIRST, SECOND = Kept("红头.docx", "application/x", b"PK\x00\xff"), Kept("红头（新）.docx", "application/x", b"PK2")


def test_a_template_is_kept_whole_with_who_brought_it(town: Town) -> None:
    with town.database.write() as connection:
        digest = templates.put(connection, town.unit, FIRST, town.ids[QIAN], NOW)
        found = templates.template(connection, town.unit)
        assert templates.template(connection, town.other) is None
    assert found is not None
    assert (found.unit_id, found.name, found.content, found.put_at, found.person) == (town.unit, "红头.docx", b"PK\x00\xff", NOW, "钱立")
    assert found.digest == digest


def test_a_new_one_takes_its_place_and_the_old_bytes_stay(town: Town) -> None:
    with town.database.write() as connection:
        old = templates.put(connection, town.unit, FIRST, town.ids[QIAN], NOW)
        templates.put(connection, town.unit, SECOND, town.ids[QIAN], NOW)
        found = templates.template(connection, town.unit)
        kept = files.kept(connection, old)
    assert found is not None
    assert found.content == b"PK2"
    assert kept is not None
    assert kept.content == b"PK\x00\xff"


def test_the_same_file_may_be_the_template_of_two_units_under_two_names(town: Town) -> None:
    with town.database.write() as connection:
        templates.put(connection, town.unit, FIRST, town.ids[QIAN], NOW)
        templates.put(connection, town.other, Kept("白石镇.docx", "application/x", FIRST.content), town.ids[ZHOU], NOW)
        names = [found.name for unit in (town.unit, town.other) if (found := templates.template(connection, unit))]
    assert names == ["红头.docx", "白石镇.docx"]


def test_a_template_is_taken_away_once(town: Town) -> None:
    with town.database.write() as connection:
        templates.put(connection, town.unit, FIRST, town.ids[QIAN], NOW)
        assert templates.remove(connection, town.unit)
        assert not templates.remove(connection, town.unit)
        assert templates.template(connection, town.unit) is None
