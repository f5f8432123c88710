"""Pasted blocks: cells as copied, columns found, every row read, left out with its reason, or told to be there already."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.report.ledgers.cells import Outcome, read_cell
from server.report.ledgers.dating import read_days
from server.report.ledgers.headers import head_of, split_label
from server.report.ledgers.identity import Kind
from server.report.ledgers.lists import Choice, Column
from server.report.ledgers.mapping import ColumnMap, Why, mapped
from server.report.ledgers.pasting import Pasted, pasted, rows_of
from server.report.ledgers.rows import LeftOut
from server.report.problems import Refused
from tests.report.shipped import CASES, DISPUTES, EVENTS, STUDY, WORDS

YEAR = 2026
MEETINGS = (
    "清溪镇2026年度会议学法台账\t\t\t\t\t\n"
    '序号\t学习时间\t会议名称\t学习形式\t学习内容\t"参加\n人数（人）"\t主讲人\n'
    "1\t2026.3.5\t镇党委会议\t会前学法\t行政处罚法\t12人\t王小明\n"
    "2\t3月5日\t镇党委会议\t会前学法\t民法典\t12\t王小明\n"
    "3\t4月上旬\t镇党委理论学习中心组学习会\t\t宪法\t约50人\t李四\n"
    "\t合  计\t\t\t\t74\t\n"
    "填表人：赵六\t\t\t审核：钱七\t\t\t\n"
)
HEADER = "日期\t会议名称\t学习形式\t学习内容\t参加人数\n"
cells = st.text(st.sampled_from('ab1 9"\t\n宪法会议，约年月日.-／　'), max_size=12)


def _map(text: str, columns: tuple[Column, ...] = STUDY.columns) -> ColumnMap:
    return mapped(rows_of(text), columns, YEAR)


def _pasted(text: str, present: tuple[dict[str, str], ...] = ()) -> Pasted:
    return pasted(rows_of(text), _map(text), STUDY, WORDS, YEAR, present)


def _copied(rows: list[list[str]]) -> str:
    """What Excel puts on the clipboard."""
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & set('\t\n"') else cell for cell in row] for row in rows]
    return "".join("\t".join(row) + "\r\n" for row in quoted)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", ()),
        ("\r\n\t\r\n", ()),
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
        ('a\t"b\nc ""d"""\ne', (("a", 'b\nc "d"'), ("e", ""))),
        ('"a\tb\nc', (('"a', "b"), ("c", ""))),
        ('说"好"\tb', (('说"好"', "b"),)),
        ("a\t\t\n\n b \t\t\n\n", (("a",), ("",), ("b",))),
        ("\ufeffa\xa0\tb\u200b", (("a", "b"),)),
    ],
)
def test_a_block_is_cut_into_rows_of_one_width(text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert rows_of(text) == rows


@given(st.lists(st.lists(cells.map(str.strip), min_size=3, max_size=3), min_size=1, max_size=5))
def test_pasting_back_what_was_copied_gives_the_same_cells(rows: list[list[str]]) -> None:
    found = rows_of(_copied(rows))
    width = len(found[0]) if found else 0
    assert [list(row) for row in found] == [row[:width] for row in rows[: len(found)]]
    assert not any(cell for row in rows[len(found) :] for cell in row)
    assert not any(cell for row in rows for cell in row[width:])


@given(st.text(st.sampled_from('"\t\n\ra中1 '), max_size=60))
def test_no_character_of_a_cell_is_lost(text: str) -> None:
    kept = sum(cell.count("中") + cell.count("a") + cell.count("1") for row in rows_of(text) for cell in row)
    assert kept == text.count("中") + text.count("a") + text.count("1")


@pytest.mark.parametrize("text", ["a\n" * 5001, "a\t" * 100 + "a", '"a\t' * 100_000])
def test_a_block_beyond_all_bounds_is_refused_with_one_sentence(text: str) -> None:
    with pytest.raises(Refused, match="一次最多粘贴5000行、100列，这次超过了，没有采用。请只选有内容的格子，分几次粘贴。"):
        rows_of(text)


@pytest.mark.parametrize(
    "raw",
    [
        *("2026-03-05", "2026.3.5", "3月5日", "20260305", "2026/3/5", "46086", "46086.375", "26.3.5", "3.5", "３月５日", "2026年3月5号"),
        *("2026-3-5 09:30:00", "2026-03-05T09:30:00", "2026年3月5日（星期四）上午", "3月5日下午3点", "今年3月5日", "二〇二六年三月五日"),
    ],
)
def test_one_day_is_written_in_many_ways(raw: str) -> None:
    days = read_days(raw, YEAR)
    assert days
    assert (days.first, days.last, days.exact, days.text) == (date(2026, 3, 5), date(2026, 3, 5), True, "2026-03-05")


@pytest.mark.parametrize(
    ("raw", "first", "last", "exact"),
    [
        ("3月5日-7日", date(2026, 3, 5), date(2026, 3, 7), True),
        ("2026.3.5—3.7", date(2026, 3, 5), date(2026, 3, 7), True),
        ("2026-12-30至2027-01-02", date(2026, 12, 30), date(2027, 1, 2), True),
        ("12月30日至1月2日", date(2026, 12, 30), date(2027, 1, 2), True),
        ("3月上旬", date(2026, 3, 1), date(2026, 3, 10), False),
        ("2026年2月底", date(2026, 2, 21), date(2026, 2, 28), False),
        ("2026.03", date(2026, 3, 1), date(2026, 3, 31), False),
    ],
)
def test_several_days_and_parts_of_a_month_are_told_apart(raw: str, first: date, last: date, *, exact: bool) -> None:
    days = read_days(raw, YEAR)
    assert days
    assert (days.first, days.last, days.exact) == (first, last, exact)


@pytest.mark.parametrize(
    "raw",
    ["", "3月5日、3月8日", "2月30日", "13.1", "去年3月", "第一季度", "15.3.5", "3/5/2026", "99999", "若干次", "2月5日-30日", "3月5日至2日"],
)
def test_what_is_no_day_or_could_be_two_is_not_guessed(raw: str) -> None:
    assert read_days(raw, YEAR) is None


@given(st.text(st.sampled_from("0123456789年月日.-/至旬上T: 二十"), max_size=14), st.integers(2000, 2099))
def test_what_is_kept_of_a_day_says_the_same_in_any_year(raw: str, year: int) -> None:
    days = read_days(raw, year)
    again = read_days(days.text, 2050) if days else None
    assert days is None or (again and (again.first, again.last, again.exact) == (days.first, days.last, days.exact))


@pytest.mark.parametrize(
    ("header", "label", "unit"), [("罚款金额（万元）", "罚款金额", "万元"), ("人数", "人数", ""), ("时间（按先后排列）", "时间", "")]
)
def test_a_header_is_parted_from_its_unit(header: str, label: str, unit: str) -> None:
    assert split_label(header) == (label, unit)


@pytest.mark.parametrize(
    ("raw", "unit", "text", "value"),
    [
        ("200", "", "200", 200),
        ("￥1,200.00元整", "", "￥1,200.00元整", 1200),
        ("0.5", "万元", "0.5万元", 5000),
        ("500元", "万元", "500元", 500),
        ("约50", "", "约50", 50),
        ("1200", "元", "1200", 1200),
    ],
)
def test_money_counts_in_the_unit_of_its_header(raw: str, unit: str, text: str, value: int) -> None:
    cell = read_cell(raw, CASES.by_key["fine"], YEAR, unit=unit)
    assert cell.outcome is Outcome.fine
    assert cell.number
    assert cell.number.value == value
    assert cell.text == text


@pytest.mark.parametrize(("raw", "value"), [("1200余册", 1200), ("300份", 300), ("0.2万本", 2000), ("50", 50)])
def test_other_words_for_a_unit_are_known(raw: str, value: int) -> None:
    cell = read_cell(raw, EVENTS.by_key["materials"], YEAR)
    assert cell.number
    assert (cell.text, cell.number.scaled) == (raw, value * 10_000)


def test_a_unit_that_cannot_be_converted_is_asked_about() -> None:
    assert read_cell("5", CASES.by_key["fine"], YEAR, unit="千元").outcome is Outcome.unclear


@pytest.mark.parametrize("raw", ["50+", "12、13", "近百来人", "-5", "50（含列席12）"])
def test_an_unclear_number_is_kept_and_asked_about(raw: str) -> None:
    cell = read_cell(raw, STUDY.by_key["people"], YEAR)
    assert (cell.text, cell.outcome) == (raw, Outcome.unclear)
    assert cell.message == f"“参加人数”填的是“{raw}”，没有看懂。请填以“人次”为单位的一个数，如 50、约50；没有的填0。"


@pytest.mark.parametrize(
    ("raw", "choice"),
    [
        ("调解成功", "success"),
        ("已化解", "success"),
        ("调解成功，签订协议", "success"),
        ("未调解成功", "failed"),
        ("没有调解成功", ""),
        ("已调解3次，仍有分歧", ""),
        ("正在化解", "pending"),
        ("化解", "success"),
        ("未化解", "pending"),
        ("√", "success"),
        ("调解成功，已移送派出所", ""),
        ("不详", ""),
    ],
)
def test_a_choice_is_known_by_its_words_and_never_by_their_opposite(raw: str, choice: str) -> None:
    cell = read_cell(raw, DISPUTES.by_key["result"], YEAR)
    assert (cell.choice, cell.outcome) == (choice, Outcome.fine if choice else Outcome.unclear)


def test_the_special_choice_wins_over_the_general_one() -> None:
    assert read_cell("国家宪法日法治宣传", EVENTS.by_key["kind"], YEAR).choice == "constitution"


@given(
    st.text(max_size=20), st.sampled_from([*STUDY.columns, *CASES.columns, *DISPUTES.columns]), st.sampled_from(["", "万元", "人", "（"])
)
def test_what_is_kept_of_a_cell_means_the_same_again(raw: str, column: Column, unit: str) -> None:
    cell = read_cell(raw, column, YEAR, unit=unit)
    again = read_cell(cell.text, column, YEAR)
    assert (again.text, again.days and again.days.first, again.choice) == (cell.text, cell.days and cell.days.first, cell.choice)
    assert (again.number and again.number.value) == (cell.number and cell.number.value)


def test_the_header_is_found_below_a_title_and_names_the_columns() -> None:
    table = _map(MEETINGS)
    assert (table.head.first, table.head.title, table.head.year) == (1, "清溪镇2026年度会议学法台账", 2026)
    assert [link.column for link in table.links] == ["", "date", "meeting", "kind", "topic", "people", "lecturer"]
    assert (table.links[0].why, table.asked, table.missing(STUDY.columns)) == (Why.numbering, (), ())


def test_a_header_of_two_rows_is_read_as_one() -> None:
    text = "日期\t会议名称\t参加人数\t\n\t\t应到\t实到\n3月5日\t党委会\t15\t12\n"
    assert head_of(rows_of(text), STUDY.columns).labels == ("日期", "会议名称", "参加人数 应到", "实到")
    assert {key: link.at for key, link in _map(text).source.items()} == {"date": 0, "meeting": 1, "people": 3}


def test_columns_that_two_headers_claim_are_asked_about() -> None:
    table = _map("日期\t会议名称\t人数\t人次\n3月5日\t党委会\t12\t20\n")
    assert [link.at for link in table.asked] == [2, 3]
    assert "people" not in table.source
    assert table.settled({3: "people", 2: ""}).source["people"].at == 3


def test_a_header_that_its_cells_contradict_is_asked_about() -> None:
    assert [link.label for link in _map("日期\t会议名称\t参加人数\n3月5日\t党委会\t全体班子成员\n").asked] == ["参加人数"]


def test_columns_without_headers_are_proposed_by_content_and_asked_about() -> None:
    table = _map("2026-3-5\t党委会\t会前学法\t12\n2026-4-2\t干部大会\t集中学法\t60\n")
    assert table.head.first == -1
    assert [(link.column, link.asked) for link in table.links] == [("date", True), ("", False), ("kind", True), ("people", True)]
    assert table.source == {}


def test_a_numbered_column_without_a_header_is_left_out() -> None:
    assert _map("\t日期\t会议名称\n1\t3月5日\t党委会\n2\t3月6日\t党委会\n").links[0].why is Why.numbering


def test_a_kept_mapping_applies_at_once_in_any_order() -> None:
    first = mapped(rows_of("台账\n何时\t干啥\t几个人\n3月5日\t党委会\t12\n"), STUDY.columns, YEAR, header=1)
    assert [link.column for link in first.asked] == ["", ""]
    kept = first.settled({0: "date", 1: "meeting", 2: "people"}).to_keep("党政办的表")
    assert kept.columns == {"何时": "date", "干啥": "meeting", "几个人": "people"}
    again = mapped(rows_of("几 个 人\t何时：\t干啥\n12\t3月5日\t党委会\n"), STUDY.columns, YEAR, [kept])
    assert (again.head.first, again.kept, again.asked) == (0, "党政办的表", ())
    assert [link.column for link in again.links] == ["people", "date", "meeting"]
    other = mapped(rows_of("几个人\t何时\t干啥\t备注\n12\t3月5日\t党委会\t无\n"), STUDY.columns, YEAR, [kept])
    assert other.kept == ""


def test_totals_headings_signatures_and_repeated_headers_are_left_out_and_told() -> None:
    text = MEETINGS + "\n一、干部职工集中学法\n" + MEETINGS.split("\n", 1)[1].split("1\t", 1)[0]
    assert _pasted(text).left == (
        (1, LeftOut.above),
        (2, LeftOut.header),
        (6, LeftOut.total),
        (7, LeftOut.footer),
        (8, LeftOut.empty),
        (9, LeftOut.heading),
        (10, LeftOut.header),
    )


@pytest.mark.parametrize("word", ["合计", "合 计", "总计：", "小计", "一季度小计", "本页合计", "全年合计12场", "3月份小计", "累计"])
def test_every_kind_of_total_is_left_out(word: str) -> None:
    assert _pasted(f"{HEADER}3月5日\t党委会\t会前学法\t宪法\t12\n{word}\t\t\t\t12\n").left[-1] == (3, LeftOut.total)


def test_rows_keep_what_was_typed_and_tell_what_is_unclear() -> None:
    first, _, third = _pasted(MEETINGS).rows
    assert first.values == {"date": "2026-03-05", "meeting": "镇党委会议", "kind": "会前学法", "topic": "行政处罚法", "people": "12人"}
    assert third.values["kind"] == "理论学习中心组学法"
    assert third.messages == (
        "“日期”填的是“4月上旬”，只知道大概时间。请补上具体日期；不补的，按这个月份计入。",
        "“学习形式”没有填，看“镇党委理论学习中心组学习会”归为理论学习中心组学法。请核对。",
    )


def test_a_day_of_another_year_is_told() -> None:
    (row,) = _pasted(f"{HEADER}2025-12-30\t党委会\t会前学法\t宪法\t12\n").rows
    assert row.cells["date"].outcome is Outcome.outside
    assert row.messages == ("“日期”填的是“2025-12-30”，不在2026年内，不计入本年度的数。年份写错的，请改过来。",)


def test_days_without_a_year_are_in_the_year_of_the_title() -> None:
    (row,) = _pasted(f"清溪镇2025年学法台账\n{HEADER}3月5日\t党委会\t会前学法\t宪法\t12\n").rows
    assert (row.values["date"], row.cells["date"].outcome) == ("2025-03-05", Outcome.outside)


def test_the_title_or_a_heading_between_rows_tells_the_kind() -> None:
    text = "会前学法台账\n日期\t会议名称\t学习内容\n3月5日\t党委会\t宪法\n二、干部职工集中学法\n3月6日\t职工大会\t宪法\n"
    assert [row.values["kind"] for row in _pasted(text).rows] == ["会前学法", "干部职工集中学法"]


def test_cells_under_merged_ones_are_filled_only_when_asked_for() -> None:
    text = f"{HEADER}3月5日\t党委会\t会前学法\t宪法\t12\n\t\t\t民法典\t\n"
    table = _map(text)
    assert table.gaps == ("date", "meeting", "kind")
    assert [row.values.get("date") for row in _pasted(text).rows] == ["2026-03-05", None]
    filled = pasted(rows_of(text), table.settled({}, ("date", "meeting")), STUDY, WORDS, YEAR)
    assert filled.rows[1].values == {"date": "2026-03-05", "meeting": "党委会", "topic": "民法典"}


def test_what_is_in_the_list_is_told_and_not_added_twice_unless_wanted() -> None:
    first = _pasted(MEETINGS)
    again = _pasted(MEETINGS + "4\t2026/5/6\t镇党委会议\t会前学法\t信访条例\t13\t\n", first.records())
    assert [row.twin for row in again.rows] == ["list", "list", "list", ""]
    assert [record["topic"] for record in again.records()] == ["信访条例"]
    assert [record["topic"] for record in again.records(wanted={4})] == ["民法典", "信访条例"]


def test_a_row_twice_in_one_block_names_the_first() -> None:
    row = "3月5日\t党委会\t会前学法\t宪法\t12\n"
    assert [each.twin for each in _pasted(HEADER + row + row).rows] == ["", "2"]


def test_cases_without_a_number_repeat_only_as_many_as_are_there() -> None:
    text = "处罚日期\t案由\t罚款金额\n" + "5月6日\t违停\t50\n" * 3
    table = mapped(rows_of(text), CASES.columns, YEAR)
    first = pasted(rows_of(text), table, CASES, WORDS, YEAR)
    assert len(first.records()) == 3
    again = pasted(rows_of(text + "5月6日\t违停\t50\n"), table, CASES, WORDS, YEAR, first.records())
    assert [row.twin for row in again.rows] == ["list", "list", "list", ""]


def test_persons_are_counted_and_not_kept_unless_asked_for() -> None:
    text = (
        "决定日期\t案由\t当事人\t身份证号\t备注\n"
        "5月6日\t张三占道经营\t张三\t110101199003074477\t电话13800001234\n"
        "5月7日\t乱倒垃圾\t李小四\t440801198001011231\t无\n"
    )
    table = mapped(rows_of(text), CASES.columns, YEAR)
    found = pasted(rows_of(text), table, CASES, WORDS, YEAR)
    assert [(each.at, each.kind, each.values) for each in found.personal] == [(2, Kind.name, 2), (3, Kind.id_number, 2)]
    assert found.taken == {Kind.name: 3, Kind.id_number: 2, Kind.phone: 1}
    assert found.records()[0] == {"decided": "2026-05-06", "cause": "〔姓名略〕占道经营", "note": "电话〔电话略〕"}
    kept = pasted(rows_of(text), table, CASES, WORDS, YEAR, keep={2})
    assert kept.records()[0]["party"] == "张三"


@given(st.lists(st.lists(cells, min_size=5, max_size=5), max_size=6), st.booleans())
@settings(max_examples=60)
def test_every_row_of_any_block_is_a_record_or_left_out_once(rows: list[list[str]], headed: bool) -> None:
    text = (HEADER if headed else "") + _copied(rows)
    found, block = _pasted(text), rows_of(text)
    assert sorted([row.number for row in found.rows] + [number for number, _ in found.left]) == list(range(1, len(block) + 1))


@given(st.text(max_size=80))
@settings(max_examples=60)
def test_no_text_makes_pasting_fail(text: str) -> None:
    _pasted(text)


def test_a_choice_of_one_character_is_known_only_as_the_whole_cell() -> None:
    column = Column(key="done", name="是否办结", type="choice", choices=(Choice(key="yes", name="是"), Choice(key="no", name="否")))
    assert read_cell("是", column, YEAR).choice == "yes"
    assert read_cell("是否办结", column, YEAR).choice == ""
