"""Papers that left, as they are kept: by report, by number within a unit, cancelled ones apart."""

from server.actions import reporting
from server.storage import papers
from server.storage.papers import Document
from tests.cast import LIN, NOW, ZHAO, Town, unit_of

NUMBER = "清政〔2026〕3号"


def _add(town: Town, report: int, content: bytes, number: str = NUMBER, form: str = "full") -> int:
    with town.database.write() as connection:
        snapshot = papers.keep_snapshot(connection, report, content.decode(), content, NOW)
        document = Document(0, report, snapshot, form, number, "2026年1月9日", '{"file": "x"}', NOW)
        return papers.add_document(connection, document, town.ids[LIN])


def test_what_left_is_listed_newest_first_with_who_took_it(town: Town) -> None:
    first, second = _add(town, town.report, b"one"), _add(town, town.report, b"two", "", "oa")
    with town.database.read() as connection:
        found = papers.documents(connection, town.report)
        assert papers.documents(connection, town.report + 1) == ()
    assert [(each.id, each.form, each.number, each.person, each.cancelled_at) for each in found] == [
        (second, "oa", "", "林晓", None),
        (first, "full", NUMBER, "林晓", None),
    ]
    assert (found[0].date, found[0].manifest, found[0].at) == ("2026年1月9日", '{"file": "x"}', NOW)


def test_a_number_is_looked_for_in_all_years_of_a_unit_and_in_no_other_unit(town: Town) -> None:
    with town.database.write() as connection:
        outline = town.library.outlines["standard"]
        unit = unit_of(town.library, "清溪镇")
        earlier = reporting.open_report(connection, town.library, town.actor(ZHAO), town.unit, unit, 2024, outline)
        foreign = reporting.open_report(connection, town.library, town.actor(ZHAO), town.other, unit, 2024, outline)
    for report, content in ((town.report, b"one"), (town.report, b"one"), (earlier, b"two"), (foreign, b"three")):
        _add(town, report, content)
    _add(town, town.report, b"four", "清政〔2026〕4号")
    with town.database.read() as connection:
        assert [content for _, content in papers.bearing(connection, town.unit, NUMBER)] == [b"one", b"two"]
        assert [content for _, content in papers.bearing(connection, town.other, NUMBER)] == [b"three"]
        assert papers.bearing(connection, town.unit, "清政〔2026〕5号") == ()


def test_a_cancelled_paper_stays_listed_and_binds_no_number(town: Town) -> None:
    number = _add(town, town.report, b"one")
    with town.database.write() as connection:
        assert papers.cancel(connection, town.report, number, NOW)
        assert not papers.cancel(connection, town.report, number, NOW)
        assert not papers.cancel(connection, town.report + 1, number, NOW)
        assert papers.bearing(connection, town.unit, NUMBER) == ()
        assert [each.cancelled_at for each in papers.documents(connection, town.report)] == [NOW]


def test_a_snapshot_is_found_in_its_own_report_only(town: Town) -> None:
    _add(town, town.report, b"one")
    with town.database.read() as connection:
        number = papers.documents(connection, town.report)[0].snapshot_id
        assert papers.snapshot(connection, town.report, number) == b"one"
        assert papers.snapshot(connection, town.report + 1, number) is None
        assert papers.snapshot(connection, town.report, number + 1) is None
