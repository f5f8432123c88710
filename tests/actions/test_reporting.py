"""Opening a report, arranging it, its items, its marks and its moves."""

import pytest

from server.actions import arranging, confirming, reporting
from server.actions.allowing import allow
from server.actions.arranging import Arranged
from server.report.outline import RESERVED_KEYS
from server.report.problems import Locked, NotAllowed, NotFound, Refused
from server.report.snapshot import Item
from server.report.who import Act
from server.report.workflow import Move, State
from server.storage import contents, reports
from tests.cast import LIN, NOW, QIAN, WU, YEAR, ZHAO, ZHENG, ZHOU, Town, unit_of


def _open(town: Town, year: int, outline: str = "standard") -> int:
    with town.database.write() as connection:
        unit = unit_of(town.library, "清溪镇")
        return reporting.open_report(connection, town.library, town.actor(ZHAO), town.unit, unit, year, town.library.outlines[outline])


def _arrange(town: Town, *wanted: Arranged, move: tuple[int, int] | None = None, login: str = ZHAO) -> None:
    with town.database.write() as connection:
        arranging.arrange(connection, town.actor(login), town.report, list(wanted), move)


def _move(town: Town, login: str, step: Move, reason: str = "") -> State:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(login), town.report, step, reason)
        report = reports.report(connection, town.report)
    assert report is not None
    return report.state


def _keys(town: Town, parent: str) -> list[str]:
    return [section.key for section in town.sections().values() if section.level and section.parent == parent]


def test_a_new_report_has_the_sections_of_its_outline_and_a_front_of_defaults(town: Town) -> None:
    outline = town.library.outlines["standard"]
    sections = town.sections()
    assert [key for key in sections if key not in RESERVED_KEYS] == [section.key for section, _, _ in outline.walk()]
    assert town.text("title") == "中共云澜县清溪镇委员会　云澜县清溪镇人民政府关于2025年度法治政府建设情况的报告"
    assert town.text("recipients").endswith("：")
    assert "2025年，我镇" in town.text("opening")
    assert town.text("closing") == "特此报告。"


def test_headings_carry_the_years_of_the_report(town: Town) -> None:
    headings = [section.heading for section in town.sections().values()]
    assert any("2026年" in heading for heading in headings)
    assert not [heading for heading in headings if "{" in heading]


@pytest.mark.parametrize(
    "outline", ["standard", "flat", "five_part", "classic_2015", "outline_2021", "township_2020", "department_three_part"]
)
def test_every_outline_can_be_opened(town: Town, outline: str) -> None:
    report_id = _open(town, 2024, outline)
    with town.database.read() as connection:
        report = reports.report(connection, report_id)
        shown = [section for section in reports.sections(connection, report_id) if section.level and section.shown]
    assert report is not None
    headings = {section.parent for section in shown}
    assert (report.outline, report.sections_shown) == (outline, sum(section.key not in headings for section in shown))
    assert shown


def test_a_unit_has_one_report_a_year(town: Town) -> None:
    with pytest.raises(Refused, match="已有2025年度的报告"):
        _open(town, YEAR)
    assert _open(town, YEAR - 1) != town.report


def test_sections_are_renamed_and_switched(town: Town) -> None:
    section = town.section("disputes")
    _arrange(town, Arranged(section.id, "  化解社会矛盾。 ", shown=False))
    changed = town.section("disputes")
    assert (changed.heading, changed.shown) == ("化解社会矛盾。", False)


def test_an_empty_heading_leaves_the_one_before(town: Town) -> None:
    section = town.section("disputes")
    _arrange(town, Arranged(section.id, "  ", shown=True))
    assert town.section("disputes").heading == section.heading


def test_a_section_moves_past_its_neighbour(town: Town) -> None:
    before = _keys(town, "achievements")
    _arrange(town, move=(town.section(before[1]).id, -1))
    assert _keys(town, "achievements") == [before[1], before[0], *before[2:]]
    _arrange(town, move=(town.section(before[1]).id, 1))
    assert _keys(town, "achievements") == before


def test_at_the_end_it_stays(town: Town) -> None:
    before = list(town.sections())
    keys = _keys(town, "achievements")
    _arrange(town, move=(town.section(keys[0]).id, -1))
    _arrange(town, move=(town.section(keys[-1]).id, 1))
    assert list(town.sections()) == before


def test_a_chapter_moves_with_everything_below_it(town: Town) -> None:
    chapters = _keys(town, "")
    children = _keys(town, chapters[0])
    _arrange(town, move=(town.section(chapters[0]).id, 1))
    order = [key for key in town.sections() if key not in RESERVED_KEYS]
    assert _keys(town, "")[:2] == [chapters[1], chapters[0]]
    start = order.index(chapters[0])
    assert order[start : start + 1 + len(children)] == [chapters[0], *children]
    assert [section.position for section in town.sections().values()] == list(range(len(town.sections())))


def test_a_section_of_our_own_stands_at_the_end_of_its_chapter(town: Town) -> None:
    with town.database.write() as connection:
        arranging.add_section(connection, town.actor(ZHAO), town.report, "achievements", "建设法治文化阵地")
        below = arranging.add_section(connection, town.actor(ZHAO), town.report, "disputes", "诉源治理")
        arranging.add_section(connection, town.actor(ZHAO), town.report, "", "附则")
    assert _keys(town, "achievements")[-1] == "custom.1"
    assert _keys(town, "")[-1] == "custom.3"
    assert (town.section("custom.2").level, town.section("custom.2").parent, town.section("custom.2").id) == (3, "disputes", below)
    order = list(town.sections())
    assert order[order.index("disputes") + 1] == "custom.2"


@pytest.mark.parametrize("parent", ["no.such", "custom.1"])
def test_no_section_hangs_below_nothing_or_below_the_third_level(town: Town, parent: str) -> None:
    with town.database.write() as connection:
        arranging.add_section(connection, town.actor(ZHAO), town.report, "disputes", "诉源治理")
    with pytest.raises(NotFound), town.database.write() as connection:
        arranging.add_section(connection, town.actor(ZHAO), town.report, parent, "再下一级")


def test_arranging_what_is_not_in_the_report_is_refused(town: Town) -> None:
    for wanted, move in (
        ([Arranged(town.section("title").id, "x", shown=True)], None),
        ([], (99_999, 1)),
        ([Arranged(99_999, "x", shown=True)], None),
    ):
        with pytest.raises(NotFound):
            _arrange(town, *wanted, move=move)


def test_only_the_editor_arranges(town: Town) -> None:
    with pytest.raises(NotAllowed):
        _arrange(town, login=LIN)
    with pytest.raises(NotFound):
        _arrange(town, login=ZHOU)


def test_items_are_added_lifted_and_removed(town: Town) -> None:
    section, lin = town.section("problems").id, town.actor(LIN)
    with town.database.write() as connection:
        one, two, three = (reporting.add_item(connection, lin, town.report, section, Item(title=title)) for title in "一二三")
        reporting.lift_item(connection, lin, town.report, section, three)
        reporting.lift_item(connection, lin, town.report, section, one)
        reporting.lift_item(connection, lin, town.report, section, one)
        reporting.remove_item(connection, lin, town.report, section, two)
        found = [each.id for each in contents.items(connection, [section])]
    assert found == [one, three]


def test_items_of_other_sections_and_reports_are_left_alone(town: Town) -> None:
    here, there, lin = town.section("problems").id, town.section("plans").id, town.actor(LIN)
    with town.database.write() as connection:
        item = reporting.add_item(connection, lin, town.report, here, Item())
    for act in (reporting.remove_item, reporting.lift_item):
        for section, each in ((there, item), (99_999, item), (here, 99_999)):
            with pytest.raises(NotFound), town.database.write() as connection:
                act(connection, lin, town.report, section, each)
    with pytest.raises(NotFound), town.database.write() as connection:
        reporting.add_item(connection, lin, town.report, 99_999, Item())


def test_a_section_is_done_when_somebody_says_so_and_can_be_opened_again(town: Town) -> None:
    section, lin = town.section("problems").id, town.actor(LIN)
    with town.database.write() as connection:
        confirming.mark_done(connection, lin, town.report, section, done=True)
    assert (town.section("problems").done_by, town.section("problems").done_at) == ("林晓", NOW)
    with town.database.write() as connection:
        confirming.mark_done(connection, lin, town.report, section, done=False)
        report = reports.report(connection, town.report)
    assert town.section("problems").done_at is None
    assert report is not None
    assert report.sections_done == 0


def test_a_report_goes_its_way_from_hand_to_hand(town: Town) -> None:
    assert _move(town, ZHAO, Move.ask_county) is State.county_review
    assert _move(town, ZHENG, Move.end_county) is State.filling
    assert _move(town, ZHAO, Move.submit) is State.submitted
    assert _move(town, WU, Move.send_back, "第二章要重写") is State.returned
    assert _move(town, ZHAO, Move.submit) is State.submitted
    assert _move(town, WU, Move.approve) is State.approved
    assert _move(town, WU, Move.sign) is State.signed
    assert _move(town, ZHAO, Move.withdraw, "日期写错") is State.filling


@pytest.mark.parametrize("reason", ["", "  \n\t "])
def test_sending_back_and_withdrawing_need_a_reason(town: Town, reason: str) -> None:
    _move(town, ZHAO, Move.submit)
    for login, step in ((WU, Move.send_back), (ZHAO, Move.withdraw)):
        with pytest.raises(Refused, match="请写明理由"):
            _move(town, login, step, reason)


def test_a_step_out_of_turn_is_locked_and_one_not_theirs_not_allowed(town: Town) -> None:
    with pytest.raises(Locked):
        _move(town, WU, Move.approve)
    with pytest.raises(NotAllowed):
        _move(town, LIN, Move.submit)
    with pytest.raises(NotAllowed):
        _move(town, ZHENG, Move.submit)
    with pytest.raises(NotFound):
        _move(town, ZHOU, Move.submit)


def test_what_is_submitted_cannot_be_written_in(town: Town) -> None:
    _move(town, ZHAO, Move.submit)
    section = town.section("problems").id
    with pytest.raises(Locked), town.database.write() as connection:
        reporting.add_item(connection, town.actor(LIN), town.report, section, Item())
    with pytest.raises(Locked), town.database.write() as connection:
        confirming.mark_done(connection, town.actor(LIN), town.report, section, done=True)
    with pytest.raises(Locked):
        _arrange(town)


def test_who_sees_the_report(town: Town) -> None:
    with town.database.read() as connection:
        for login in (LIN, ZHAO, WU, ZHENG, QIAN):
            assert allow(connection, town.actor(login), Act.see_report, town.report).report.id == town.report
        for login, report in ((ZHOU, town.report), (LIN, 99_999), (LIN, -1)):
            with pytest.raises(NotFound):
                allow(connection, town.actor(login), Act.see_report, report)
