"""A table that came back: what is right goes in, what is doubtful is asked about, nothing is dropped and nothing guessed."""

import tomllib
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.library import Library
from server.report.forms.collecting import AskedText, Wording, code_of, codes_in, sound
from server.report.forms.grids import Cell, Grid, Look, letters, pasted_grid
from server.report.forms.naming import Names
from server.report.forms.outcomes import Kind
from server.report.forms.shares import Total, totals
from tests.sheets.forms import CODE, INDICATORS, OTHER_CODE, ROOT, answered, form, short, table

HEAD = "指标|单位|本年数|备注"
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def _typed(raw: str, key: str = "dis.received", lasts: dict[str, str] | None = None) -> tuple[str, str]:
    """What becomes of one cell, and what is suggested."""
    grid = Grid("填报表", ((Cell("指标"), Cell("本年数")), (Cell(INDICATORS[key].name), Cell(raw))))
    outcome = answered(grid, forms=(form(lasts=lasts),)).outcomes[0]
    return outcome.kind.value, outcome.suggestion


@pytest.mark.parametrize(
    "raw", ["50", "0", "50件", "50 件 ", "１２", "五十", "1.2万", "约50件", "50余", "近8万", "1,234", "50宗", "不适用", "50.0"]
)
def test_what_can_be_read_goes_in_as_typed(raw: str) -> None:
    outcome = answered(table(f"指标|本年数\n信访受理|{raw}")).outcomes[0]
    assert (outcome.kind, outcome.indicator, outcome.raw, outcome.message) == (Kind.new, "dis.received", raw.strip(), "")


@pytest.mark.parametrize(
    ("raw", "suggestion"),
    [
        ("无", "0"),
        ("没有", "0"),
        ("未发生", "0"),
        ("/", "不适用"),
        ("—", "不适用"),
        ("50（其中村级12）", "50"),
        ("50，其中村级12", "50"),
        ("50，另有3件", ""),
        ("12/10", ""),
        ("30-40", ""),
        ("＝12+13", "25"),
        ("12+13=25", "25"),
        ("12+13=26", ""),
        ("见附件", ""),
        ("见附件2", ""),
        ("同上", ""),
        ("50次", ""),
        ("50元", ""),
        ("12.5", ""),
        ("50左右", "约50"),
        ("大概50件", "约50件"),
        ("50+", "50余"),
        ("50件以上", "50余件"),
        ("全年共50件", "50件"),
        ("几十件", ""),
        ("5O", ""),
        ("50%", ""),
        ("√", ""),
        ("去年50今年60", ""),
        ("1" * 30 + "." + "1" * 400, ""),
    ],
)
def test_what_is_doubtful_is_asked_about(raw: str, suggestion: str) -> None:
    assert _typed(raw) == ("unclear", suggestion)


@pytest.mark.parametrize(
    ("raw", "key", "outcome"),
    [
        ("-3", "dis.received", ("outside", "")),
        ("－3件", "dis.received", ("outside", "")),
        ("13800001111", "dis.received", ("outside", "")),
        ("99999999999999999999", "dis.received", ("outside", "")),
        ("102", "dis.pleased", ("outside", "")),
        ("100", "dis.pleased", ("new", "")),
        ("92.2%", "dis.pleased", ("new", "")),
        ("0.922", "dis.pleased", ("unclear", "92.2")),
        ("1", "dis.pleased", ("unclear", "100")),
        ("0.9%", "dis.pleased", ("new", "")),
        ("0", "dis.pleased", ("new", "")),
        ("百分之九十二", "dis.pleased", ("unclear", "九十二%")),
        ("2.2万元", "enf.fines", ("new", "")),
        ("22000.5", "enf.fines", ("new", "")),
    ],
)
def test_bounds(raw: str, key: str, outcome: tuple[str, str]) -> None:
    assert _typed(raw, key) == outcome


@pytest.mark.parametrize(
    ("last", "now", "kind"),
    [
        ("48", "961", "outside"),
        ("48", "960", "new"),
        ("48", "2", "outside"),
        ("40", "2", "new"),
        ("48", "0", "outside"),
        ("5", "0", "new"),
        ("0", "500", "new"),
        ("", "500", "new"),
    ],
)
def test_a_figure_far_from_last_years_is_to_be_verified(last: str, now: str, kind: str) -> None:
    assert _typed(now, lasts={"dis.received": last})[0] == kind


def test_every_doubt_says_what_was_typed_and_what_to_do() -> None:
    outcomes = answered(table("指标|本年数\n信访受理|见附件\n信访办结|-3\n矛盾纠纷排查次数|无")).of(Kind.unclear, Kind.outside)
    assert [each.message for each in outcomes] == [
        "填的是“见附件”，没有看懂。请填数字（单位：件），没有发生填0，没有这项工作填“不适用”。",
        "填的是“-3”，这一项不会是负数。请核实。",
        "填的是“无”，不知道是没有发生（填0），还是没有这项工作（填“不适用”）。请选一个。",
    ]
    assert [each.place for each in outcomes] == ["填报表 第2行第2列", "填报表 第3行第2列", "填报表 第4行第2列"]


def test_cells_that_the_spreadsheet_spoilt_are_asked_about() -> None:
    cells = (Cell("2025-12-10", Look.day), Cell("", Look.unread, formula="=B1+B2"), Cell("#REF!", Look.unread), Cell("50", rows=2))
    names = ("信访受理", "信访办结", "矛盾纠纷排查次数", "群众满意率")
    rows = tuple((Cell(name), cell) for name, cell in zip(names, cells, strict=True))
    grid = Grid("填报表", ((Cell("指标"), Cell("本年数")), *rows, (Cell("罚没金额"), Cell(look=Look.covered))))
    outcomes = answered(grid).of(Kind.unclear)
    assert [(each.raw, each.message[:12]) for each in outcomes] == [
        ("2025-12-10", "这一格是日期 2025-"),
        ("=B1+B2", "这一格是公式“=B1+B"),
        ("#REF!", "这一格是公式“#REF!"),
        ("50", "这个数填在合并的2行里，"),
        ("50", "这个数填在合并的2行里，"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        "序号|指标|单位|口径|上年数|本年数|备注|编号",
        "编号|本年数|备注|指标|单位",
        "序号|统计指标|2024年|2025年|说明",
        "项目名称|计量单位|去年|今年数",
        "指 标|单 位：|数量（件）",
        "行次|填报项目|填报数|情况说明",
        "指标|经办人|本年数（2025年度）|联系电话",
        "名称|本年度",
    ],
)
def test_columns_are_found_wherever_they_are_and_whatever_they_are_called(head: str) -> None:
    named, now = {"指标", "统计指标", "项目名称", "指 标", "填报项目", "名称"}, ("本年", "2025", "今年", "数量", "填报数")
    row = ["信访受理" if text in named else "50" if text.startswith(now) else "" for text in head.split("|")]
    assert short(answered(table(head + "\n" + "|".join(row))).outcomes)[:1] == [("new", "dis.received", "50")]


def test_the_better_heading_wins_and_the_other_column_is_shown() -> None:
    found = answered(table("指标|数量|2024年|2025年\n信访受理|7|48|50"), forms=(form(lasts={"dis.received": "48"}),))
    assert short(found.outcomes) == [("new", "dis.received", "50"), ("remark", "dis.received", "7")]
    assert found.outcomes[1].message == "写在“数量”一列。请看是否要用。"


def test_two_columns_of_one_name_are_not_chosen_between() -> None:
    assert short(answered(table("指标|本年数|本年数\n信访受理|7|50\n信访办结||5")).outcomes) == [
        ("unclear", "dis.received", "7　50"),
        ("new", "dis.done", "5"),
    ]


def test_a_heading_of_two_rows() -> None:
    grid = Grid(
        "表",
        (
            (Cell("指标", rows=2), Cell("数量", columns=2), Cell(look=Look.covered)),
            (Cell(look=Look.covered), Cell("上年"), Cell("本年")),
            (Cell("信访受理"), Cell("48"), Cell("50")),
        ),
    )
    assert short(answered(grid, forms=(form(lasts={"dis.received": "48"}),)).outcomes) == [("new", "dis.received", "50")]


def test_a_first_row_that_holds_the_number_2025_is_no_second_heading() -> None:
    assert short(answered(table("指标|本年数\n信访受理|2025")).outcomes) == [("new", "dis.received", "2025")]


def test_blocks_below_and_beside_one_another() -> None:
    below = table("指标|本年数\n信访受理|50\n\n项目|数量\n信访办结|40")
    beside = table("序号|指标|本年数|序号|指标|本年数\n1|信访受理|50|2|信访办结|40")
    wanted = [("new", "dis.received", "50"), ("new", "dis.done", "40")]
    assert short(answered(below).outcomes) == wanted
    assert short(answered(beside).outcomes) == wanted


@pytest.mark.parametrize(
    "name",
    [
        "信访受理（件）",
        "1．信访受理",
        "（一）信访受理",
        "1.2 信访 受理",
        "其中：信访受理",
        "信访受理数",
        "信访受理件数",
        "①信访受理",
        "信访受理：",
    ],
)
def test_names_as_people_rewrite_them(name: str) -> None:
    assert short(answered(table(f"指标|本年数\n{name}|50")).outcomes)[0] == ("new", "dis.received", "50")


def test_every_name_of_the_catalogue_stands_for_one_figure(library: Library) -> None:
    names = Names(library.indicators)
    assert {key: names.find(each.name) for key, each in library.indicators.items()} == {key: key for key in library.indicators}


@given(
    key=st.sampled_from(sorted(INDICATORS)),
    gaps=st.lists(st.sampled_from(["", " ", "\u3000", "\n"]), min_size=20, max_size=20),
    before=st.sampled_from(["", "1、", "（2）", "三、", "12.", "其中：", "③"]),
    behind=st.sampled_from(["", "：", "（{unit}）", "[{unit}]", "(　{unit} )"]),
)
def test_a_name_survives_spaces_numbering_brackets_and_units(key: str, gaps: list[str], before: str, behind: str) -> None:
    name = "".join(sign + gap for sign, gap in zip(INDICATORS[key].name, gaps, strict=False))
    assert Names(INDICATORS).find(before + name + behind.replace("{unit}", INDICATORS[key].unit)) == key


@given(st.text(max_size=30))
def test_no_text_breaks_the_look_up_of_names(text: str) -> None:
    assert Names(INDICATORS).find(text) in {"", *INDICATORS}


def test_an_id_speaks_where_the_name_does_not_and_a_quarrel_is_asked_about() -> None:
    outcomes = answered(table("指标|本年数|编号\n收信访件|50|dis.received\n信访受理|40|dis.done")).outcomes
    assert short(outcomes) == [("new", "dis.received", "50"), ("remark", "dis.received", "收信访件"), ("unclear", "信访受理", "40")]
    assert outcomes[2].near == "dis.done dis.received"
    assert outcomes[2].message == "这一行的编号是“信访办结”，名称却是“信访受理”，可能是排序时没有带上全部的列。请核对这个数是哪一项的。"


def test_unknown_names_are_shown_with_what_they_resemble_and_known_ones_not_asked_for_are_offered() -> None:
    outcomes = answered(table("指标|本年数\n信访件受理|50\n合计|90\n学法考试|44\n合同|不少")).outcomes
    assert short(outcomes) == [
        ("unknown", "信访件受理", "50"),
        ("unknown", "合计", "90"),
        ("extra", "learn.exams", "44"),
        ("unknown", "合同", "不少"),
    ]
    assert outcomes[0].near == "dis.received"
    assert "信访受理" in outcomes[0].message


def test_what_stands_in_the_report_is_compared_by_what_it_means() -> None:
    grid = table("指标|本年数\n信访受理|50件\n信访办结|40\n矛盾纠纷排查次数|约3")
    outcomes = answered(grid, present={"dis.received": "50", "dis.done": "41", "dis.meetings": "3"}).outcomes
    assert [(each.kind.value, each.present) for each in outcomes[:3]] == [("same", "50"), ("differs", "41"), ("differs", "3")]


def test_figures_that_contradict_one_another_or_the_report_are_outside() -> None:
    both = answered(table("指标|本年数\n信访受理|40\n信访办结|50"))
    assert short(both.outcomes) == [("outside", "dis.received", "40"), ("outside", "dis.done", "50")]
    assert both.outcomes[0].message == "办结数不能大于受理数（现为 50 与 40）。请核实。"
    assert short(answered(table("指标|本年数\n信访办结|50"), present={"dis.received": "40"}).outcomes) == [("outside", "dis.done", "50")]
    assert short(answered(table("指标|本年数\n信访办结|约50"), present={"dis.received": "40"}).outcomes) == [("new", "dis.done", "约50")]


def test_a_figure_given_twice_is_taken_once_or_asked_about() -> None:
    grid = table("指标|本年数\n信访受理|50\n信访受理|50\n信访办结|40\n信访办结|41\n矛盾纠纷排查次数|\n矛盾纠纷排查次数|3")
    assert short(answered(grid).outcomes) == [
        ("new", "dis.received", "50"),
        ("same", "dis.received", "50"),
        ("unclear", "dis.done", "40"),
        ("unclear", "dis.done", "41"),
        ("new", "dis.meetings", "3"),
    ]


def test_what_was_not_given_is_listed_once() -> None:
    blank = answered(table("指标|本年数\n信访受理|\n信访受理|\n信访办结|5")).of(Kind.blank)
    assert [(each.indicator, each.place) for each in blank] == [
        ("dis.received", "填报表 第2行第2列"),
        ("dis.meetings", ""),
        ("dis.pleased", ""),
        ("enf.fines", ""),
        ("pub.villages", ""),
    ]


def test_a_row_that_was_not_asked_for_and_is_empty_says_nothing() -> None:
    assert short(answered(table("指标|本年数\n学法考试|\n" + "长" * 41 + "|5")).outcomes) == [("unknown", "长" * 41, "5")]


def test_day_source_and_remark_go_along_with_the_figure() -> None:
    head = "指标|本年数|统计截止日|数据来源|备注\n"
    first, note = answered(table(head + "信访受理|50|11月底|信访系统|其中网信12件")).outcomes[:2]
    assert (first.as_of, first.system, first.note) == ("11月底", "信访系统", "其中网信12件")
    assert (note.kind, note.field, note.raw) == (Kind.remark, "note", "其中网信12件")


@pytest.mark.parametrize("day", ["去年底", "2024-12-31", "13月", "2026-03-01"])
def test_a_strange_day_is_asked_about_and_the_figure_goes_in(day: str) -> None:
    outcomes = answered(table(f"指标|本年数|统计截止日\n信访受理|50|{day}")).outcomes
    assert [(each.kind.value, each.field, each.raw) for each in outcomes[:2]] == [("new", "raw", "50"), ("unclear", "as_of", day)]
    assert outcomes[0].as_of == ""


def test_nothing_that_was_written_is_dropped() -> None:
    grid = table(
        "请王主任过目\n指标|单位|上年数|本年数|备注|联系人\n信访受理|件|48|50||李四\n信访办结|万件|47|5\n罚没金额|元|1||罚款都交了\n以上数据已核|盖章"
    )
    lasts = {"dis.received": "48", "dis.done": "46"}
    assert short(answered(grid, forms=(form(lasts=lasts),)).outcomes) == [
        ("new", "dis.received", "50"),
        ("remark", "dis.received", "李四"),
        ("unclear", "dis.done", "5"),
        ("remark", "dis.done", "万件"),
        ("remark", "dis.done", "47"),
        ("remark", "enf.fines", "1"),
        ("remark", "enf.fines", "罚款都交了"),
        ("remark", "", "请王主任过目"),
        ("remark", "", "以上数据已核　盖章"),
    ]


@given(
    st.lists(
        st.lists(st.sampled_from(["", "指标", "本年数", "信访受理", "50", "备注", "dis.done", "说明一下", "填报人", "无"]), max_size=5),
        max_size=6,
    )
)
def test_every_cell_with_words_of_its_own_is_in_some_outcome(rows: list[list[str]]) -> None:
    grid = Grid("表", tuple(tuple(map(Cell, row)) for row in rows))
    found = answered(grid)
    said = "　".join([*(each.raw for each in found.outcomes), *(each.label + each.message for each in found.outcomes), found.giver])
    assert all("说明一下" in said for row in rows if "说明一下" in row)
    assert all("50" in said for row in rows if "50" in row)


def test_comments_are_remarks_and_a_computed_rate_is_not_taken() -> None:
    grid = Grid("表", ((Cell("指标"), Cell("本年数")), (Cell("信访办结率"), Cell("92.2%", Look.percent, comment="领导定的"))))
    outcomes = answered(grid).outcomes
    assert [(each.kind.value, each.raw) for each in outcomes[:2]] == [("remark", "92.2%"), ("remark", "领导定的")]
    assert outcomes[0].message == "“信访办结率”由系统按分子、分母计算，不用填。交来的数请用来核对。"


def test_the_foot_tells_who_when_and_how_to_reach() -> None:
    found = answered(table("指标|本年数\n信访受理|50\n填报人：张三|联系电话|0000-111|填报日期|2025年12月15日"))
    assert (found.giver, found.phone, found.day) == ("张三", "0000-111", "2025年12月15日")
    assert short(found.outcomes) == [("new", "dis.received", "50")]
    assert answered(table("填表人||审核人|王五\n指标|本年数\n信访受理|50")).giver == ""


def test_paragraphs_come_back_under_their_section() -> None:
    texts = (AskedText("disputes", "化解矛盾"), AskedText("publicity", "普法"))
    grid = table("报告章节|要写进报告的工作（文字）|编号\n化解矛盾|开展大排查。|\n普 法|办了讲座。|text:publicity\n其他|另有一事。")
    found = answered(grid, forms=(form(texts=texts),))
    assert short(found.outcomes) == [
        ("words", "disputes", "开展大排查。"),
        ("words", "publicity", "办了讲座。"),
        ("remark", "其他", "另有一事。"),
    ]


def test_without_headings_a_number_is_offered_and_not_taken() -> None:
    found = answered(table("1|信访受理|件|50\n2|信访办结|48|47\n说明|都是全年数"))
    assert short(found.outcomes) == [
        ("unclear", "dis.received", "50"),
        ("unclear", "dis.done", "2　信访办结　48　47"),
        ("remark", "", "1　件"),
        ("remark", "", "说明　都是全年数"),
    ]
    assert found.outcomes[0].suggestion == "50"
    assert found.notes == ("“填报表”里没有找到表头（“指标”“本年数”等），数字没有直接采用，请逐个核对。",)


def test_hidden_sheets_and_rows_are_read_and_said() -> None:
    plain = table("指标|本年数\n信访受理|50")
    found = answered(replace(plain, hidden=True, hidden_rows=frozenset({1})))
    assert found.notes == ("工作表“填报表”是隐藏的，里面的内容也读了。请核对它是不是这次要交的。",)
    assert found.outcomes[0].message == "第2行是隐藏的，交表的人可能没有看到。请核对后再采用。"


FORMS = (form(CODE), form(OTHER_CODE))
PLAIN = "指标|本年数\n信访受理|50\n"


@pytest.mark.parametrize(
    ("grid", "name", "answers"),
    [
        (table(PLAIN + f"表格编码：{CODE}"), "", (CODE,)),
        (table(PLAIN + "编码 ｃｂ—2222—259h"), "", (CODE,)),
        (replace(table(PLAIN), marks=("作者", f'"{OTHER_CODE}"')), "", (OTHER_CODE,)),
        (table(PLAIN), f"{OTHER_CODE} 信访办(1).xlsx", (OTHER_CODE,)),
        (replace(table(PLAIN + CODE), marks=(OTHER_CODE,)), f"{OTHER_CODE}.xlsx", (CODE,)),
        (table(PLAIN), "信访办.xlsx", ()),
        (table(PLAIN + "CB-2222-259J"), "", ()),
    ],
)
def test_the_form_is_known_by_its_code(grid: Grid, name: str, answers: tuple[str, ...]) -> None:
    assert answered(grid, forms=FORMS, name=name).forms == answers


def test_what_is_said_about_codes() -> None:
    assert answered(table(PLAIN), forms=FORMS).notes[0].startswith("没有找到表格编码")
    assert answered(table(PLAIN + "CB-2222-259J"), forms=FORMS).notes[0] == (
        "表格编码“CB-2222-259J”抄错了字。请对照原表核对，或直接选定交表单位。"
    )
    assert answered(table(PLAIN + "CB-2222-236A"), forms=FORMS).notes[0].startswith("表格编码 CB-2222-236A 不是本报告发出的")
    assert answered(table(PLAIN + f"{CODE}\n{OTHER_CODE}"), forms=FORMS).notes[0].startswith("这张表里有几个表格编码")
    assert answered(table(PLAIN)).forms == (CODE,)
    assert answered(table(PLAIN + OTHER_CODE)).forms == ()


def test_sheets_of_one_file_may_answer_different_forms() -> None:
    villages = (form(CODE, share=True), form(OTHER_CODE, share=True))
    found = answered(table(PLAIN + CODE), table(PLAIN + OTHER_CODE), forms=villages)
    assert found.forms == (CODE, OTHER_CODE)
    assert [(each.form, each.kind) for each in found.outcomes if each.raw == "50"] == [(CODE, Kind.new), (OTHER_CODE, Kind.new)]


@given(st.integers(0, len(SIGNS) ** 7 - 1), st.integers(0, 7), st.sampled_from(SIGNS))
def test_a_code_survives_being_retyped_and_one_slip_is_noticed(number: int, place: int, sign: str) -> None:
    code = code_of(number)
    signs = code.removeprefix("CB-").replace("-", "")
    full = "".join(chr(ord(each) + 0xFEE0) for each in code.lower())
    assert codes_in(f"表{full}，") == codes_in(f"CB{signs}") == codes_in(f"cb {signs[:4]} {signs[4:]} (2)") == (code,)
    assert sound(code)
    slipped = signs[:place] + sign + signs[place + 1 :]
    assert sound(f"CB-{slipped[:4]}-{slipped[4:]}") == (slipped == signs)
    swapped = signs[:place] + signs[place : place + 2][::-1] + signs[place + 2 :]
    assert sound(f"CB-{swapped[:4]}-{swapped[4:]}") == (swapped == signs)


CELLS = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters='"\u2028\u2029'), max_size=5)
WITH_LINES = st.builds(lambda first, second: f'{first}\n"{second}\t', CELLS, CELLS)


@given(st.lists(st.lists(CELLS | WITH_LINES, min_size=1, max_size=4), min_size=1, max_size=4))
def test_a_pasted_block_gives_its_cells_back(rows: list[list[str]]) -> None:
    def copied(cell: str) -> str:
        quoted = cell.replace('"', '""')
        return f'"{quoted}"' if set(cell) & set('\n\t"') else cell

    pasted = "".join("\t".join(map(copied, row)) + "\r\n" for row in rows)
    grid = pasted_grid(pasted, "粘贴内容")
    assert [[cell.text for cell in row] for row in grid.rows] == rows


def test_quotes_that_never_close_are_characters() -> None:
    grid = pasted_grid('"好\t5\n12"管\t""\n', "粘贴内容")
    assert [[cell.text for cell in row] for row in grid.rows] == [['"好', "5"], ['12"管', ""]]
    assert grid.place(1, 0) == "粘贴内容 第2行第1列"


def test_a_block_beyond_the_bounds_is_cut_and_says_so() -> None:
    grid = pasted_grid("1\n" * 5001, "粘贴内容")
    assert (len(grid.rows), len(grid.notes)) == (5000, 1)
    assert [letters(each) for each in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_too_many_foreign_rows_are_counted() -> None:
    found = answered(table("\n".join(f"无关的第{at}行" for at in range(310))))
    assert (len(found.of(Kind.remark)), found.notes) == (300, ("“填报表”里还有10行与填报表无关的内容，没有逐条列出。请打开原文件看。",))


def test_shares_are_added_and_a_missing_one_is_never_nought() -> None:
    given_by = {
        "东村": {"dis.received": "12", "dis.pleased": "99"},
        "西村": {"dis.received": "8件"},
        "南村": {"dis.received": "约5"},
        "北村": {"dis.received": ""},
        "中村": {"dis.received": "不适用"},
        "上村": {"dis.received": "见附件"},
    }
    indicators = INDICATORS | {"dis.pleased": INDICATORS["dis.pleased"].model_copy(update={"sums": False})}
    (total,) = totals(given_by, indicators)
    apart = (("南村", "约5"), ("上村", "见附件"))
    assert total == Total("dis.received", Decimal(20), 5, 6, apart, ("中村",), ("北村",))
    assert not total.whole
    assert totals({"东村": {"dis.done": "0"}}, INDICATORS)[0] == Total("dis.done", Decimal(0), 1, 1)


def test_the_words_of_the_form_name_every_column() -> None:
    wording = Wording.model_validate(tomllib.loads((ROOT / "data/collecting.toml").read_text("utf-8")))
    assert [column.heading for column in wording.column] == [
        *("序号", "指标", "单位", "口径", "上年数", "本年数", "统计截止日", "数据来源", "备注", "编号"),
    ]
