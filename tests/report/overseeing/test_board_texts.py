"""Chasing: which units a choice shows, the text to copy, the notice and the list; dates and names, no ranking."""

from datetime import date

import pytest

from server.library import Library
from server.report.deadlines import Extension, deliveries
from server.report.manuscript import Manuscript, Paragraph, Recipients, SignOff, Table, Title
from server.report.overseeing.blocking import Case
from server.report.overseeing.board import Line, chosen
from server.report.overseeing.standing import Progress, standing
from server.report.season.chasing import Chased, Choice, Watched, text
from server.report.season.chasing_papers import Chase, list_sheet, notice_paper, units_named
from server.report.season.countdown import Outlook
from server.report.season.ledger import FIRST, Done, Record, open_rows, rows_of
from server.report.workflow import State
from tests.cast import unit_of

OFFICE = "中共云澜县委全面依法治县委员会办公室"
SENT = ("report-higher_party", "report-higher_government", "copy-higher_oversight", "deliberate-own_party")
TODAY = date(2027, 1, 12)


def watched(
    library: Library, number: int, name: str, *, done: tuple[str, ...] = (), until: date | None = None, here: bool = True
) -> Watched:
    """A town with some rows done, or the reports put off."""
    granted = Extension(until, "县委依法治县办", "雪灾") if until else None
    rows = {(FIRST, key): Record(FIRST, key, done_on=date(2027, 1, 10)) for key in done}
    rows |= {(FIRST, key): Record(FIRST, key, extension=granted) for key in SENT[:3] if granted}
    unit = unit_of(library, name)
    due = deliveries(library.rules, unit, 2026, library.calendar, {key: granted for key in SENT[:3] if granted})
    first = tuple(row for row in rows_of(due, Done(rows)) if row.required)
    outlook = Outlook(open_rows(due, Done(rows)), None, (), library.calendar, date(2027, 9, 30), first=first)
    return Watched(number, unit, number if here else None, State.filling if here else None, outlook)


@pytest.fixture
def below(library: Library) -> tuple[Watched, ...]:
    """One that owes all, one that sent, one without a report, one put off, one that is through."""
    return (
        watched(library, 1, "清溪镇"),
        watched(library, 2, "白石镇", done=SENT),
        watched(library, 3, "青石镇", here=False),
        watched(library, 4, "双河镇", done=SENT[3:], until=date(2027, 2, 10)),
        watched(library, 5, "柳林镇", done=(*SENT, "publish-public")),
    )


def shown(below: tuple[Watched, ...], choice: Choice, today: date = TODAY) -> tuple[Chased, ...]:
    return tuple(each for _, each in chosen([line(each) for each in below], choice, today))


def line(watched: Watched) -> Line:
    """A unit whose report is whole and signed once it has gone out."""
    sent = all(row.done for row in watched.outlook.first if row.delivery.key in SENT)
    progress = Progress(State.signed if sent else State.filling, 3, 3 if sent else 1) if watched.report_id else None
    return Line(
        watched, Case(expected=True, outlook=watched.outlook, standing=standing(watched.outlook, progress, None), progress=progress)
    )


def names(units: tuple[Chased, ...]) -> str:
    return units_named(units)


def chase(below: tuple[Watched, ...], choice: Choice = Choice.unsent, today: date = TODAY) -> Chase:
    return Chase(shown(below, choice, today), "云澜县", OFFICE, 2026, choice, today)


def words_of(paper: Manuscript) -> str:
    return "\n".join(block.text for block in paper.blocks if isinstance(block, Paragraph | Recipients))


@pytest.mark.parametrize(
    ("choice", "today", "seen"),
    [
        (Choice.all, TODAY, "清溪镇、白石镇、青石镇、双河镇、柳林镇"),
        (Choice.unsent, TODAY, "清溪镇、青石镇、双河镇"),
        (Choice.late, TODAY, ""),
        (Choice.late, date(2027, 1, 31), ""),
        (Choice.late, date(2027, 2, 1), "清溪镇、青石镇"),
        (Choice.late, date(2027, 2, 11), "清溪镇、青石镇、双河镇"),
        (Choice.unpublished, TODAY, "清溪镇、白石镇、青石镇、双河镇"),
    ],
)
def test_a_choice_shows_its_units_in_their_own_order(below: tuple[Watched, ...], choice: Choice, today: date, seen: str) -> None:
    assert names(shown(below, choice, today)) == seen


def test_the_text_names_units_and_dates_earliest_first(below: tuple[Watched, ...], library: Library) -> None:
    assert text(shown(below, Choice.all), 2026, OFFICE, TODAY, library.labels).split("\n") == [
        "各位同事：截至2027年1月12日（周二），2026年度法治政府建设年度报告有以下事项还没有登记办结，请留意时间。",
        "请在2027年1月29日（周五）前报送、抄送（1月31日是休息日，请提前），还有17天（13个工作日）：清溪镇、青石镇。",
        "请在2027年2月10日（周三）前报送、抄送，还有29天（19个工作日）：双河镇。",
        "请在2027年3月31日（周三）前公开，还有78天（54个工作日）：白石镇。",
        "已经办结的、用纸质或者办公系统报送的，请告诉我们，以便登记。有困难的，请及时联系。",
        OFFICE,
    ]


@pytest.mark.parametrize(
    ("today", "line"),
    [
        (date(2027, 1, 29), "报送、抄送今天到期（1月31日是休息日，请提前）。"),
        (date(2027, 1, 30), "期限是1月31日，请马上报送、抄送。"),
        (date(2027, 2, 3), "2027年1月29日（周五）的期限已过5天（3个工作日），请尽快报送、抄送。"),
    ],
)
def test_one_unit_is_spoken_to_by_name(below: tuple[Watched, ...], library: Library, today: date, line: str) -> None:
    lines = text(shown(below, Choice.unsent, today)[:1], 2026, OFFICE, today, library.labels).split("\n")
    assert lines[0].startswith("清溪镇的同事：截至2027年")
    assert lines[1] == line


def test_with_nothing_open_the_text_says_so(below: tuple[Watched, ...], library: Library) -> None:
    assert text(shown(below, Choice.all)[4:], 2026, OFFICE, TODAY, library.labels) == (
        "各位同事：截至2027年1月12日（周二），2026年度法治政府建设年度报告没有要提醒的事项。"
    )


def test_the_notice_puts_together_who_has_the_same_to_do(below: tuple[Watched, ...], library: Library) -> None:
    paper = notice_paper(chase(below), library.labels)
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert table.rows[1:] == (
        (
            "清溪镇、青石镇",
            "报送中共云澜县委、云澜县人民政府，抄送中共云澜县委全面依法治县委员会办公室",
            "2027年1月29日（周五），还有17天（13个工作日）",
            "本地做法“1月底前”（地方惯例或默认）",
        ),
        (
            "双河镇",
            "报送中共云澜县委、云澜县人民政府，抄送中共云澜县委全面依法治县委员会办公室",
            "2027年2月10日（周三），还有29天（19个工作日）",
            "经县委依法治县办同意延期，理由：雪灾",
        ),
    )
    assert Recipients("云澜县清溪镇人民政府、云澜县青石镇人民政府、云澜县双河镇人民政府：") in paper.blocks
    assert SignOff((OFFICE,), "2027年1月12日", sealed=False) in paper.blocks
    assert "下列单位" in words_of(paper)


def test_a_notice_to_one_unit_speaks_to_it(below: tuple[Watched, ...], library: Library) -> None:
    paper = notice_paper(chase(below[:1]), library.labels)
    assert "你单位2026年度法治政府建设年度报告" in words_of(paper)
    assert "云澜县清溪镇人民政府：" in words_of(paper)


def test_a_notice_to_many_names_them_in_the_table_alone(library: Library) -> None:
    many = tuple(watched(library, number, f"第{number}镇") for number in range(1, 10))
    assert "各有关单位：" in words_of(notice_paper(chase(many), library.labels))


def test_a_notice_with_nothing_open_says_so_and_has_no_table(below: tuple[Watched, ...], library: Library) -> None:
    paper = notice_paper(chase(below[4:], Choice.all), library.labels)
    assert "没有待办的期限" in words_of(paper)
    assert not [block for block in paper.blocks if isinstance(block, Table)]


def test_the_list_has_a_line_for_every_unit_and_says_who_has_no_report(below: tuple[Watched, ...], library: Library) -> None:
    sheet = list_sheet(chase(below), library.labels)
    assert sheet.title == "云澜县2026年度法治政府建设年度报告未报送名单"
    assert sheet.rows[0] == (1, "清溪镇", "填报中", "报送、抄送", "2027年1月29日（周五）", "还有17天（13个工作日）")
    assert sheet.rows[1][1:3] == ("青石镇", "尚未建立报告")
    assert sheet.notes[1] == "其中1个单位尚未建立报告，日期按规则推算。"


def test_the_list_of_all_has_those_with_nothing_open_too(below: tuple[Watched, ...], library: Library) -> None:
    rows = list_sheet(chase(below, Choice.all), library.labels).rows
    assert rows[-1][1:] == ("柳林镇", "填报中", "没有待办的期限", "", "")


def test_titles_are_broken_at_words(below: tuple[Watched, ...], library: Library) -> None:
    (title,) = (block for block in notice_paper(chase(below), library.labels).blocks if isinstance(block, Title))
    assert "".join(title.lines) == "关于2026年度法治政府建设年度报告报送工作的催报通知"
