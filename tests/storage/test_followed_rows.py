"""How far leaders have read, what was written since, and other papers kept, on both kinds of store."""

from datetime import timedelta

from server.actions.saving import Field, save_fields
from server.storage import followed, others
from server.storage.others import Clash, Kept
from tests.cast import LIN, NOW, WU, ZHAO, Town


def saved(town: Town, kind: str, key: str, value: dict[str, str], base: int = 0) -> None:
    """林 saves a field."""
    with town.database.write() as connection:
        save_fields(connection, town.library, town.actor(LIN), town.standing(connection), [Field(kind, key, value, base)])


def entry(raw: str) -> dict[str, str]:
    """A figure as the form sends it."""
    return {"raw": raw}


def test_what_was_written_behind_a_point_is_told_once_with_what_it_was(town: Town) -> None:
    section = str(town.section("disputes").id)
    saved(town, "text", section, {"body": "甲。"})
    saved(town, "entry", "dis.found", entry("12"))
    with town.database.read() as connection:
        upto = followed.newest(connection, town.report)
        assert followed.written_since(connection, town.report, upto) == ()
    saved(town, "text", section, {"body": "乙。"}, 1)
    saved(town, "text", section, {"body": "丙。"}, 2)
    saved(town, "entry", "dis.screenings", entry("4"))
    with town.database.read() as connection:
        found = followed.written_since(connection, town.report, upto)
        everything = followed.written_since(connection, town.report, 0)
    told = [(each.target, each.before.get("body", each.before.get("raw")), each.now.get("body", each.now.get("raw"))) for each in found]
    assert told == [(f"text:{section}", "甲。", "丙。"), (f"entry:{town.report}:dis.screenings", None, "4")]
    assert {each.person for each in found} == {"林晓"}
    assert f"entry:{town.report}:dis.found" in [each.target for each in everything]


def test_a_reading_takes_the_place_of_the_one_before(town: Town) -> None:
    with town.database.write() as connection:
        followed.set_read(connection, town.report, town.ids[WU], 3, NOW)
        followed.set_read(connection, town.report, town.ids[ZHAO], 4, NOW + timedelta(minutes=1))
        followed.set_read(connection, town.report, town.ids[WU], 5, NOW + timedelta(minutes=2))
        found = followed.reads(connection, town.report)
    assert [(each.person, each.upto) for each in found] == [("吴江", 5), ("赵敏", 4)]


def test_other_papers_are_kept_with_their_clashes_and_other_content_has_none(town: Town) -> None:
    clash = Clash(name="信访受理", said="515件", entered="513件", sentence="受理信访515件。")
    with town.database.write() as connection:
        others.keep(connection, town.report, "政府工作报告.docx", Kept(clashes=(clash,)).model_dump_json(), town.ids[ZHAO], NOW)
        others.keep(connection, town.report, "述职报告.docx", '{"clashes":"?"}', town.ids[ZHAO], NOW)
        found = others.others(connection, town.report)
    assert [(each.name, each.clashes, each.by) for each in found] == [
        ("述职报告.docx", (), "赵敏"),
        ("政府工作报告.docx", (clash,), "赵敏"),
    ]
