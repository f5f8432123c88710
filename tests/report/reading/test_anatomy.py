"""What the paragraphs of a report are: the parts around its body, the levels of its headings in every numbering, nothing lost."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.library import Library
from server.report import grammar
from server.report.composing import compose
from server.report.manuscript import Block, Heading, Recipients, SignOff, Table, Title
from server.report.manuscript import Paragraph as Printed
from server.report.outline import Outline
from server.report.reading.anatomy import Anatomy, Paragraph, Part, understand, written
from server.report.reading.gathering import gathered
from server.report.reading.source import Line, Look, Place, Source
from server.report.snapshot import Front, OutlineRef, SectionRecord, Snapshot
from server.report.units import Body, Unit

OPENING = "2023年以来，我镇依法履行职责，各项工作有序开展。现将有关情况报告如下："
BODY = "镇里成立了工作专班，每季度开会研究一次，有关任务都落实到人。"
CHAPTER = Look(outline=1, font="黑体", size=32)
SECTION = Look(outline=2, font="楷体_GB2312", size=32)
TEXT = Look(font="仿宋_GB2312", size=32)
BOLD = Look(font="仿宋_GB2312", size=32, bold=True)


def _read(*lines: str | Line) -> Anatomy:
    return understand(Source(tuple(Line(line) if isinstance(line, str) else line for line in lines)))


def _parts(*lines: str | Line) -> list[str]:
    return [paragraph.part.value for paragraph in _read(*lines).paragraphs]


def _levels(*lines: str | Line) -> list[int]:
    """The level of each paragraph behind an opening, 0 for text."""
    return [paragraph.level for paragraph in _read(OPENING, *lines).paragraphs][1:]


def _one(line: str, *, after: str = "") -> Paragraph:
    """The paragraph that a line below a chapter is."""
    return _read(OPENING, "一、主要举措", line, *([after] if after else [])).paragraphs[2]


WHOLE = (
    ("000012", "urgency"),
    ("秘密★1年", "urgency"),
    ("特急", "urgency"),
    ("云岭县清溪镇人民政府文件", "banner"),
    ("清溪府〔2024〕7号", "number"),
    ("签发人：林小川", "signatory"),
    ("清溪镇人民政府关于2023年度", "title"),
    ("法治政府建设情况的报告", "title"),
    ("县委、县政府：", "recipients"),
    (OPENING, "opening"),
    ("一、主要举措", "heading"),
    (BODY, "text"),
    ("（一）加强领导。成立了工作专班。", "heading"),
    ("二、下一步打算", "heading"),
    ("加强培训，补齐短板。", "text"),
    ("特此报告。", "closing"),
    ("附件：1.执法情况统计表", "attachment_note"),
    ("2.普法活动清单", "attachment_note"),
    ("清溪镇人民政府", "sign_off"),
    ("2024年1月5日", "date"),
    ("（联系人：林小川，电话：0000000）", "remark"),
    ("附件1", "attachment"),
    ("执法情况统计表", "attachment"),
    ("一、总体情况", "attachment"),
    ("抄送：县司法局。", "imprint"),
    ("清溪镇党政综合办公室", "imprint"),
    ("2024年1月6日印发", "imprint"),
)


def test_every_part_of_a_whole_paper_is_known() -> None:
    assert _parts(*(line for line, _ in WHOLE)) == [part for _, part in WHOLE]


def test_a_paper_says_its_number_and_who_signed() -> None:
    apart = _read(*(line for line, _ in WHOLE))
    together = _read("清溪镇人民政府文件", "清溪府〔2024〕7号\t签发人：林小川　赵一鸣", "清溪镇2023年度法治政府建设情况报告", OPENING)
    assert (apart.document_number, apart.signatory) == ("清溪府〔2024〕7号", "林小川")
    assert (together.document_number, together.signatory) == ("清溪府〔2024〕7号", "林小川 赵一鸣")
    assert (_read(OPENING).document_number, _read(OPENING).signatory) == ("", "")


@pytest.mark.parametrize(
    "number",
    ["清溪府〔2024〕7号", "清溪府[2024]7号", "清溪府（2024）07号", "清溪府【2024】第7号", "清溪府 〔2024〕 7 号", "文号：清溪府〔24〕7号"],
)
def test_a_document_number_is_known_in_every_bracket(number: str) -> None:
    assert _parts(number, "清溪镇2023年度法治政府建设情况报告", OPENING)[0] == "number"


@pytest.mark.parametrize(
    "number",
    [
        *("清溪府〔2024〕　号", "清溪府〔2024〕号", "清溪府〔　　〕　号", "清溪府〔20  〕__号", "清溪府〔2024〕××号"),
        *("清溪府〔2024〕　　号　　签发人：林小川", "清溪府〔2024〕　号\t签发人："),
    ],
)
def test_a_document_number_still_to_be_filled_in_is_known_and_none_yet(number: str) -> None:
    read = _read("清溪镇人民政府文件", number, "清溪镇2023年度法治政府建设情况报告", OPENING)
    assert [paragraph.part for paragraph in read.paragraphs] == ["banner", "number", "title", "opening"]
    assert read.document_number == ""


@pytest.mark.parametrize("line", ["按照国务院令（第　）号", "（　）号", "门牌：〔　〕号，共3处"])
def test_blank_brackets_before_a_number_are_not_always_one(line: str) -> None:
    assert _one(line).part == "text"


@pytest.mark.parametrize("day", ["　　年　月　日", "2024年　月　日", "2024年1月　日", "20　　年　月　日", "2024年__月__日", "XX年X月X日"])
def test_a_date_still_to_be_filled_in_ends_the_paper(day: str) -> None:
    read = _read(*(line for line, _ in WHOLE[:19]), day, *(line for line, _ in WHOLE[20:]))
    assert [paragraph.part for paragraph in read.paragraphs] == [part for _, part in WHOLE]


@pytest.mark.parametrize("printed", ["　　年　月　日印发", "2024年　月　日印发", "清溪镇党政综合办公室　2024年1月　日印发"])
def test_a_day_of_printing_still_to_be_filled_in_is_imprint(printed: str) -> None:
    read = _read(*(line for line, _ in WHOLE[:-1]), printed)
    assert [paragraph.part for paragraph in read.paragraphs] == [part for _, part in WHOLE]


@pytest.mark.parametrize(
    "lines",
    [
        ("清溪镇2023年度法治政府建设工作总结",),
        ("清溪镇人民政府", "2023年法治政府建设年度报告"),
        ("清溪镇人民政府", "关于2023年度法治政府建设情况的报告"),
        ("中共清溪镇委员会", "清溪镇人民政府", "关于2023年度法治政府建设情况的报告"),
        ("清溪镇2023年度法治政府建设情况", "报　告"),
        ("清溪镇2023年度法治政府建设情况报告（送审稿）",),
        ("2023年清溪镇法治政府建设工作情况",),
    ],
)
def test_a_title_may_run_over_several_lines(lines: tuple[str, ...]) -> None:
    assert _parts(*lines, "县委、县政府：", OPENING) == [*["title"] * len(lines), "recipients", "opening"]
    assert _read(*lines, OPENING).words(Part.title) == "\n".join(lines)


def test_a_large_centred_line_is_a_title_whatever_it_says() -> None:
    large = Look(size=44, align="center")
    assert _parts(Line("清溪镇这一年", look=large), Line("依法办事", look=large), OPENING) == ["title", "title", "opening"]


def test_a_title_said_twice_and_what_a_page_puts_around_it_are_margins() -> None:
    lines = ("首页 > 政务公开 > 清溪镇", "工作报告", "清溪镇2023年度法治政府建设情况报告", "来源：清溪镇 发布时间：2024-01-05 浏览量：12")
    assert _parts(*lines, "清溪镇2023年度法治政府建设情况报告", OPENING) == ["margin", "margin", "title", "margin", "margin", "opening"]


@pytest.mark.parametrize(
    "recipients",
    ["县委、县政府：", "区人民政府：", "县委全面依法治县委员会办公室:", "县委，县人大常委会，县政府：", "主送：县人民政府：", "县司法局："],
)
def test_recipients_are_the_bodies_before_the_first_text(recipients: str) -> None:
    assert _parts("清溪镇2023年度法治政府建设情况报告", recipients, OPENING)[1] == "recipients"


@pytest.mark.parametrize("line", ["现将有关情况报告如下：", "主要情况汇报如下：", "主要做法包括以下机构："])
def test_a_sentence_that_announces_is_no_recipient(line: str) -> None:
    assert _parts("清溪镇2023年度法治政府建设情况报告", line, "一、主要举措", BODY)[1] == "opening"


@pytest.mark.parametrize(
    "date",
    [
        "2024年1月5日",
        "2024 年 1 月 5 日",
        "二〇二四年一月五日",
        "二○二四年十二月三十一日",
        "2024.1.5",
        "2024-01-05",
        "2024年1月",
        "（2024年1月5日）",
        "2024年  月  日",
    ],
)
def test_a_date_is_known_in_every_hand(date: str) -> None:
    assert _parts(OPENING, "一、主要举措", BODY, "清溪镇人民政府", date)[-2:] == ["sign_off", "date"]


def test_signatures_stand_above_the_date_or_beside_it_or_alone() -> None:
    paper = (OPENING, "一、主要举措", BODY)
    assert _parts(*paper, "中共清溪镇委员会", "清溪镇人民政府", "2024年1月5日")[3:] == ["sign_off", "sign_off", "date"]
    assert _parts(*paper, "清溪镇人民政府（盖章）", "2024年1月5日")[3:] == ["sign_off", "date"]
    assert _parts(*paper, "清溪镇人民政府 2024年1月5日")[3:] == ["sign_off"]
    assert _parts(*paper, "云岭县东门街道办事处")[3:] == ["sign_off"]
    assert _parts(*paper, "2024年1月5日")[3:] == ["date"]
    assert _parts("清溪镇2023年度法治政府建设情况报告", "清溪镇人民政府", "（2024年1月5日）", OPENING) == [
        "title",
        "sign_off",
        "date",
        "opening",
    ]


@pytest.mark.parametrize(
    "closing", ["特此报告。", "特此报告", "以上报告，请审示。", "专此报告，请予审阅。", "以上是我镇工作情况，如有不妥，请批评指正。"]
)
def test_closing_words_are_known_at_the_end_only(closing: str) -> None:
    assert _parts(OPENING, "一、主要举措", BODY, closing, "清溪镇人民政府", "2024年1月5日")[3] == "closing"
    assert _parts(OPENING, "一、主要举措", closing, BODY)[2] == "text"


def test_attachments_end_the_paper_with_all_their_tables() -> None:
    row = Line("村\t件数", Place.table, table=1)
    lines = (OPENING, "一、主要举措", row, BODY, "清溪镇人民政府", "2024年1月5日", "附件：统计表", row, "抄送：县司法局")
    assert _parts(*lines) == ["opening", "heading", "table", "text", "sign_off", "date", "attachment", "attachment", "imprint"]
    undated = (OPENING, "一、主要举措", BODY, Line("附件1", page_break=True), "统计表", row)
    assert _parts(*undated)[3:] == ["attachment", "attachment", "attachment"]


def test_a_paper_sent_with_a_notice_is_read_with_its_own_head() -> None:
    notice = (
        "清溪镇人民政府关于印发年度报告的通知",
        "各村、各部门：",
        "现将报告印发给你们，请认真学习。",
        "清溪镇人民政府",
        "2024年1月5日",
    )
    report = ("清溪镇2023年度法治政府建设情况报告", OPENING, "一、主要举措", BODY, "二、存在问题", BODY)
    assert _parts(*notice, *report)[5:] == ["title", "opening", "heading", "text", "heading", "text"]


def test_what_follows_a_dated_report_is_no_part_of_it() -> None:
    report = (OPENING, "一、主要举措", BODY, "二、存在问题", BODY, "清溪镇人民政府", "2024年1月5日")
    assert _parts(*report, "清溪镇普法计划", "一、目标", "二、安排")[7:] == ["attachment", "attachment", "attachment"]


def test_notes_margins_and_text_boxes_keep_their_place() -> None:
    lines = (
        Line("— 3 —", Place.margin),
        OPENING,
        Line("一、主要举措", Place.box),
        Line(BODY, Place.box),
        Line("数据截至11月。", Place.note),
    )
    assert _parts(*lines) == ["margin", "opening", "heading", "text", "note"]


def test_a_paper_without_headings_opens_up_to_its_colon() -> None:
    assert _parts(OPENING, BODY, BODY) == ["opening", "text", "text"]
    assert _parts(BODY, "现将有关情况报告如下：", BODY) == ["opening", "opening", "text"]
    assert _parts(BODY, BODY) == ["opening", "text"]
    assert _parts() == []


@pytest.mark.parametrize(
    ("lines", "levels"),
    [
        (("一、甲", "（一）乙", "1.丙", "（1）丁", "①戊", "二、己"), [1, 2, 3, 4, 5, 1]),
        (("一、甲", "(一)乙", "（二)丙", "( 三 )丁", "（四） 戊", "五）己", "（六、庚", "㈦辛"), [1, 2, 2, 2, 2, 2, 2, 2]),
        (("一.甲", "二，乙", "三 、丙", "四．丁", "五：戊", "六 己己"), [1, 1, 1, 1, 1, 1]),
        (("一、甲", "1、乙", "2．丙", "3.丁", "4 、戊", "⒌己", "６、庚"), [1, 2, 2, 2, 2, 2, 2]),
        (("一、甲", "（一）乙", "1.丙", "(1)丁", "⑵戊", "3）己"), [1, 2, 3, 4, 4, 4]),
        (("一、甲", "三、乙", "（一）丙", "（四）丁"), [1, 1, 2, 2]),
        (("（一）甲", BODY, "（二）乙", "1.丙", "（三）丁"), [1, 0, 1, 2, 1]),
        (("1.甲", "（1）乙", "2.丙", "（1）丁"), [1, 2, 1, 2]),
        (("1.甲", "（一）乙", "（二）丙", "2.丁", "（一）戊"), [1, 2, 2, 1, 2]),
        (("第一部分　甲", "一、乙", "（一）丙", "第二部分　丁", "一、戊"), [1, 2, 3, 1, 2]),
        (("一、甲", "（一）乙", "1.丙", "2.丁", "（二）戊", "3.己", "二、庚", "（一）辛", "4.壬"), [1, 2, 3, 3, 2, 3, 1, 2, 3]),
        (("一、甲", "第一、乙", BODY, "第二、丙", "二、丁"), [1, 2, 0, 2, 1]),
        (("一、甲", "一是成立专班。", "二是开展培训。", "二、乙"), [1, 0, 0, 1]),
        (("一、甲", "1.5万元用于普法。", "2023年，开展普法。", "一、二季度开展普法。", "3、4月份开展普法。", "二、乙"), [1, 0, 0, 0, 0, 1]),
    ],
)
def test_levels_follow_the_numbers_however_they_are_typed(lines: tuple[str, ...], levels: list[int]) -> None:
    assert _levels(*lines) == levels


@pytest.mark.parametrize(
    ("lines", "levels"),
    [
        (
            ("一、2023年主要措施", "一、强化责任", BODY, "二、规范决策", BODY, "三、普法", BODY, "二、存在问题", BODY),
            [1, 2, 0, 2, 0, 2, 0, 1, 0],
        ),
        (("一、主要措施", "一、强化责任", BODY, "二、存在问题", BODY, "三、下步打算", BODY), [1, 2, 0, 1, 0, 1, 0]),
        (
            ("一、主要措施", "一、强化责任", "（一）甲", "（二）乙", "二、规范决策", "（一）丙", "二、存在问题", "（一）丁"),
            [1, 2, 3, 3, 2, 3, 1, 2],
        ),
        (("一、甲", BODY, "二、乙", BODY, "三、下步打算", "一、强化责任", BODY, "二、普法", BODY), [1, 0, 1, 0, 1, 2, 0, 2, 0]),
        (("一、甲", BODY, "二、乙", BODY, "一、丙", BODY, "二、丁", BODY), [1, 0, 1, 0, 1, 0, 1, 0]),
        (("一、甲", "（一）乙", "（一）丙", "（二）丁", "（二）戊", "二、己"), [1, 2, 3, 3, 2, 1]),
        (("一、甲", "（一）乙", "二、丙", "（一）丁", "（二）戊"), [1, 2, 1, 2, 2]),
    ],
)
def test_a_count_begun_again_is_told_from_the_chapters(lines: tuple[str, ...], levels: list[int]) -> None:
    assert _levels(*lines) == levels


def test_outline_levels_tell_a_count_begun_again() -> None:
    lines = [
        Line("一、甲", look=CHAPTER),
        Line(BODY),
        Line("二、乙", look=CHAPTER),
        Line("一、丙", look=SECTION),
        Line(BODY),
        Line("二、丁", look=SECTION),
    ]
    assert _levels(*lines) == [1, 0, 1, 2, 0, 2]
    assert _levels(*lines[:3], Line("一、丙", look=CHAPTER), Line(BODY)) == [1, 0, 1, 1, 0]


def test_the_look_tells_which_of_two_counts_goes_on() -> None:
    outer, inner = Look(font="黑体", size=32), Look(font="楷体", size=32)
    lines = [
        Line(word, look=look)
        for word, look in (("一、甲", outer), ("一、乙", inner), ("二、丙", inner), ("二、丁", outer), ("三、戊", outer))
    ]
    assert _levels(*lines) == [1, 2, 2, 1, 1]
    assert _levels(*lines[:2], *lines[3:]) == [1, 2, 1, 1]


def test_numbers_kept_by_word_lists_count_as_typed_ones() -> None:
    lines = (
        Line("主要举措", mark="一、"),
        Line("加强领导", mark="（一）"),
        Line("2023年任务", mark="1."),
        Line("存在问题", mark="二"),
        Line("其他", mark="●"),
    )
    assert _levels(*lines) == [1, 2, 3, 1, 0]
    both = _read(OPENING, "一、主要举措", Line("（一）加强领导。成立专班。", mark="1."), Line("（二）普法", mark="2.")).paragraphs
    assert [(each.mark, each.heading, each.text, each.level) for each in both[2:]] == [
        ("1.（一）", "加强领导。", "成立专班。", 2),
        ("2.（二）", "普法", "", 2),
    ]


@pytest.mark.parametrize("look", [BOLD, Look(font="黑体", size=32), Look(style="heading 1"), Look(outline=1), Look(align="center")])
def test_a_chapter_without_a_number_is_known_by_its_look(look: Look) -> None:
    paper = [
        Line(word, look=look if short else TEXT)
        for word, short in (("我们的一年", True), (BODY * 2, False), ("来年", True), (BODY * 2, False))
    ]
    assert _levels(*paper) == [1, 0, 1, 0]


def test_chapters_without_a_number_stand_above_the_numbers_below_them() -> None:
    assert _levels("主要做法", "（一）甲", BODY, "（二）乙", BODY, "存在问题", "（一）丙", BODY) == [1, 2, 0, 2, 0, 1, 2, 0]
    assert _levels("我们的一年", "（一）甲", BODY, "来年", "（一）丙", BODY) == [1, 2, 0, 1, 2, 0]
    assert _levels("一、甲", BODY, "存在问题", BODY) == [1, 0, 1, 0]
    assert _levels("一、甲", BODY, "原因", BODY, "二、乙", BODY) == [1, 0, 2, 0, 1, 0]
    assert _levels("一、甲", "（一）乙", BODY, "二、丙", Line("小标题", look=BOLD), Line(BODY * 2, look=TEXT)) == [1, 2, 0, 1, 2, 0]


def test_headings_that_look_alike_are_equals() -> None:
    lines = [
        Line("一、甲", look=CHAPTER),
        Line("（一）乙", look=SECTION),
        Line(BODY),
        Line("丙", look=SECTION),
        Line("丁戊", look=SECTION),
        Line(BODY * 2, look=TEXT),
    ]
    assert _levels(*lines) == [1, 2, 0, 0, 2, 0]
    styled = [
        Line(word, look=look)
        for word, look in (("甲甲", CHAPTER), ("乙乙", SECTION), (BODY * 2, TEXT), ("丙丙", CHAPTER), ("丁丁", SECTION))
    ]
    assert _levels(*styled) == [1, 2, 0, 1, 2]


@pytest.mark.parametrize("line", ["镇里成立了专班，", "任务完成", "以下几点：", "成效（见附表）；", "工作很实。"])
def test_a_short_line_is_no_heading_by_its_shortness_alone(line: str) -> None:
    assert _levels("一、甲", BODY, line, BODY, "二、乙") == [1, 0, 0, 0, 1]


SIXTY = "学习贯彻全面依法治国新理念新思想新战略，发挥党委在推进法治建设中总揽全局协调各方的领导核心作用情况"


@pytest.mark.parametrize(
    ("line", "mark", "heading", "text"),
    [
        ("（一）加强领导", "（一）", "加强领导", ""),
        ("（一） 加强领导。成立专班。印发2份方案。", "（一） ", "加强领导。", "成立专班。印发2份方案。"),
        ("（一）存在的问题：", "（一）", "存在的问题：", ""),
        (f"（一）{SIXTY}。严格履职。", "（一）", f"{SIXTY}。", "严格履职。"),
        (f"（一）{SIXTY}", "（一）", SIXTY, ""),
        (f"（一）{SIXTY}。", "（一）", "", f"{SIXTY}。"),
        (f"（一）我镇{SIXTY}。严格履职。", "（一）", "", f"我镇{SIXTY}。严格履职。"),
        (f"（一）2023年，{BODY}" * 1, "（一）", f"2023年，{BODY}", ""),
        (f"（一）全镇各部门要强化责任，细化任务，完善机制，补齐短板，把法治建设的各项要求落到实处，{BODY}", "（一）", "", None),
    ],
)
def test_a_heading_ends_where_its_title_ends(line: str, mark: str, heading: str, text: str | None) -> None:
    paragraph = _one(line)
    assert (paragraph.mark, paragraph.heading, paragraph.text) == (mark, heading, text if text is not None else line.removeprefix(mark))


def test_numbers_inside_a_paragraph_are_text() -> None:
    paragraph = _one("（一）普法。主要抓两件事：1.进村入户。2.进校入企。")
    assert (paragraph.heading, paragraph.text) == ("普法。", "主要抓两件事：1.进村入户。2.进校入企。")


def test_a_style_against_the_number_is_doubted_and_said() -> None:
    lines = [
        Line(word, look=CHAPTER if word[1] == "、" else SECTION)
        for word in ("一、甲", "（一）乙", "（二）丙", "（三）丁", "二、戊", "三、己")
    ]
    assert not [each.doubt for each in _read(OPENING, *lines).paragraphs if each.doubt]
    stray = [*lines[:2], replace(lines[2], look=CHAPTER), *lines[3:]]
    doubts = [each.doubt for each in _read(OPENING, *stray).paragraphs]
    assert doubts == [
        "",
        "",
        "",
        "第4段“（二）丙”：按编号是第2级标题，按文件里的样式是第1级，已先按编号放。请核对它属于哪一级。",
        "",
        "",
        "",
    ]
    assert _levels(*stray) == [1, 2, 2, 2, 1, 1]


def test_a_title_styled_as_heading_one_raises_no_doubt() -> None:
    title = Line("清溪镇2023年度法治政府建设情况报告", look=Look(style="heading 1", outline=1))
    lines = [Line(word, look=Look(outline=2)) for word in ("一、甲", "二、乙", "三、丙")]
    assert [(each.part.value, each.level, each.doubt) for each in _read(title, OPENING, *lines).paragraphs][2:] == [("heading", 1, "")] * 3


MARKS = ["一、", "（一）", "(二)", "1.", "2、", "（1）", "①", "第一部分", "第一、"]
WORDS = st.sampled_from(
    [
        *MARKS,
        *("主要举措", "存在问题", "成立专班", "，", "。", "：", "；", "2023年", " ", "\u3000", "\t", "(", "A", "7"),
        *("附件", "特此报告", "清溪镇人民政府", "2024年1月5日", "抄送：", "关于法治政府建设情况的报告"),
        *("签发人：", "清溪府〔2024〕7号", "打印", "— 3 —"),
    ]
)
LOOKS = st.sampled_from([Look(), CHAPTER, SECTION, TEXT, BOLD, Look(style="标题 2"), Look(align="center", size=44)])
LINES = st.builds(
    Line,
    st.lists(WORDS, max_size=8).map("".join),
    st.sampled_from([*[Place.body] * 6, Place.box, Place.table, Place.note, Place.margin]),
    st.sampled_from(["", "", "", "（一）", "1.", "●", "一"]),
    LOOKS,
    st.integers(0, 2),
    st.booleans(),
)


@given(st.lists(LINES, max_size=40))
@settings(max_examples=100, deadline=None)
def test_every_line_gets_one_part_and_keeps_every_character(lines: list[Line]) -> None:
    paragraphs = understand(Source(tuple(lines))).paragraphs
    assert len(paragraphs) == len(lines)
    for line, paragraph in zip(lines, paragraphs, strict=True):
        assert paragraph.whole.strip() == line.whole.strip()
        assert (1 <= paragraph.level <= 5) == (paragraph.part is Part.heading)


TOWN = Unit(
    name="清溪镇人民政府",
    short_name="清溪镇",
    kind="town",
    tier="township",
    address="我镇",
    bodies={
        Body.own_party: "中共清溪镇委员会",
        Body.own_government: "清溪镇人民政府",
        Body.higher_party: "县委",
        Body.higher_government: "县政府",
    },
)
CLAUSES = st.sampled_from(
    [
        "成立工作专班",
        "印发实施方案3份",
        "开展培训12期",
        "组织执法检查45次",
        "调解纠纷近80件",
        "办结率98.5%",
        "落实“谁执法谁普法”责任制",
        "修订《议事规则》",
        "参训1.2万人次",
        "12345热线按期办结",
    ]
)
SENTENCES = st.lists(CLAUSES, min_size=1, max_size=4).map(lambda clauses: "，".join(clauses) + "。")
PROSE = st.lists(SENTENCES, min_size=1, max_size=3).map("".join)
NAMES = st.sampled_from(["强化责任", "规范执法行为", "做实普法宣传，营造良好氛围", "办好民生实事", "推进政务公开"])


@st.composite
def _texts(draw: st.DrawFn, most: int) -> str:
    """Section text: paragraphs, “一是”, numbered lines down to `most` levels, tables."""
    blocks: list[grammar.Block] = []
    deepest = 0
    for kind in draw(st.lists(st.integers(0, 5), max_size=6)):
        level = min(draw(st.integers(1, 3)), deepest + 1, most)
        if kind <= 1 or level == 0:
            blocks.append(grammar.Plain(draw(st.sampled_from(["", "一是", "2023年，"])) + draw(PROSE)))
        elif kind == 5:
            blocks.append(grammar.Grid((("事项", "件数"), (draw(NAMES), "12"))))
        else:
            deepest = level
            name = draw(NAMES)
            blocks.append(draw(st.sampled_from([grammar.Numbered(level, name), grammar.Numbered(level, f"{name}。", draw(PROSE))])))
    return grammar.write(tuple(blocks))


@dataclass(frozen=True)
class _Printed:
    """A line of a printed report and what reading it must give: part, level, heading, text."""

    line: Line
    part: Part
    level: int = 0
    heading: str = ""
    text: str = ""


def _printed(block: Block, *, styled: bool, table: int) -> list[_Printed]:
    """The lines that our writer makes of a block."""
    match block:
        case Title(lines):
            look = Look(style="Title", size=44, align="center") if styled else Look()
            return [_Printed(Line(line, look=look), Part.title, text=line) for line in lines]
        case Recipients(text) | Printed(text):
            part = Part.recipients if isinstance(block, Recipients) else Part.text
            return [_Printed(Line(text, look=TEXT if styled else Look()), part, text=text)]
        case Table(rows):
            return [_Printed(Line("\t".join(row), Place.table, table=table), Part.table, text="\t".join(row)) for row in rows]
        case SignOff(names, date):
            return [*(_Printed(Line(name), Part.sign_off, text=name) for name in names), _Printed(Line(date), Part.date, text=date)]
        case Heading():
            return _headed(block, styled=styled)
        case _:
            raise AssertionError(block)


def _headed(block: Heading, *, styled: bool) -> list[_Printed]:
    alone = Look(style=f"heading {block.level}", outline=block.level, font="黑体", size=32) if styled else Look()
    words = block.number + block.heading
    if block.level == 1 and block.heading and block.text:
        apart = _Printed(Line(block.text), Part.text, text=block.text)
        return [_Printed(Line(words, look=alone), Part.heading, 1, block.heading), apart]
    return [_Printed(Line(words + block.text, look=Look() if block.text else alone), Part.heading, block.level, block.heading, block.text)]


@st.composite
def _sections(draw: st.DrawFn, outline: Outline) -> tuple[SectionRecord, ...]:
    walked = list(outline.walk())
    parents = {parent for _, _, parent in walked}
    return tuple(
        SectionRecord(
            key=section.key,
            level=level,
            parent=parent,
            heading=section.heading.replace("{year}", "2023").replace("{next_year}", "2024"),
            text=draw(_texts(0 if section.key in parents and level == 1 else 3)),
        )
        for section, level, parent in walked
    )


@given(data=st.data(), styled=st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_report_is_read_as_it_was_composed(library: Library, data: st.DataObject, styled: bool) -> None:
    outline = library.outlines[data.draw(st.sampled_from(sorted(library.outlines)))]
    reference = OutlineRef(key=outline.key, version=outline.version)
    sections = data.draw(_sections(outline))
    snapshot = Snapshot(unit=TOWN, year=2023, outline=reference, front=Front(), document_date="2024年1月5日", sections=sections)
    blocks = compose(snapshot, outline).manuscript.blocks
    expected = [each for number, block in enumerate(blocks) for each in _printed(block, styled=styled, table=number)]
    read = understand(Source(tuple(each.line for each in expected))).paragraphs
    first = next((at for at, each in enumerate(expected) if each.level), len(expected))
    closing = next(at for at, each in enumerate(expected) if each.part is Part.sign_off) - 1
    wanted = [Part.opening if at < first and each.part is Part.text else each.part for at, each in enumerate(expected)]
    wanted[closing] = Part.closing
    body = [(each.part, each.level, each.heading, each.text) for each in read]
    if first < len(expected):
        assert body == [(part, each.level, each.heading, each.text) for part, each in zip(wanted, expected, strict=True)]
    assert not [each.doubt for each in read if each.doubt]


@given(st.integers(1, 4).flatmap(lambda below: st.tuples(st.just(below), _texts(3))))
@settings(max_examples=80, deadline=None)
def test_paragraphs_written_back_are_the_same_tree(given_text: tuple[int, str]) -> None:
    below, text = given_text
    blocks = grammar.read(text)
    lines = [OPENING, "一、主要举措", *text.split("\n")]
    read = understand(gathered("\n".join(lines))).paragraphs
    body = [each for each in read if each.part in {Part.heading, Part.text, Part.table}][1:]
    assert grammar.read(written(body, below)) == blocks


def test_writing_back_numbers_afresh_and_keeps_the_order() -> None:
    paper = _read(
        OPENING,
        "一、甲",
        "(三)乙。做了。",
        "5、丙",
        BODY,
        Line("村\t件", Place.table, table=1),
        Line("东\t2\t", Place.table, table=1),
        Line("镇\t3", Place.table, table=2),
        "（七）丁",
    )
    expected = f"（一）乙。做了。\n1.丙\n{BODY}\n村\t件\t\n东\t2\t\n\n镇\t3\n（二）丁"
    assert written(paper.paragraphs[2:], 1) == expected
    assert written(paper.paragraphs[2:], 4).startswith("（1）乙。做了。\n①丙")
    assert written((), 1) == ""


def test_tables_that_only_set_head_and_foot_are_read_as_such() -> None:
    def row(text: str, table: int) -> Line:
        return Line(text, Place.table, table=table)

    head = (row("清溪镇人民政府文件", 1), row("清溪府〔2024〕7号\t签发人：林小川", 1), "清溪镇2023年度法治政府建设情况报告", OPENING)
    body = ("一、主要举措", row("抄送：县司法局", 2), row("村\t件数", 2), BODY)
    foot = (row("村\t件数", 3), row("抄送：县司法局。", 4), row("清溪镇党政综合办公室\t2024年1月6日印发", 4))
    assert _parts(*head, *body, *foot) == [
        *("banner", "number", "title", "opening"),
        *("heading", "table", "table", "text"),
        *("table", "imprint", "imprint"),
    ]
    assert _read(*head).signatory == "林小川"


@pytest.mark.parametrize("line", ["表1 执法情况", "单位：件", "（见附表）", "一是成立专班", "2023"])
def test_a_caption_is_no_heading_however_it_looks(line: str) -> None:
    lines = (
        Line("一、主要举措", look=CHAPTER),
        Line(BODY * 2, look=TEXT),
        Line(line, look=Look(bold=True, align="center")),
        Line(BODY * 2, look=TEXT),
    )
    assert _levels(*lines) == [1, 0, 0, 0]


def test_a_large_name_above_the_number_is_no_title() -> None:
    large = Look(size=84, align="center")
    lines = (Line("云岭县清溪镇", look=large), "清溪府〔2024〕7号", Line("这一年的依法办事", look=replace(large, size=44)), OPENING)
    assert _parts(*lines) == ["banner", "number", "title", "opening"]


HOSTILE = {
    "the same number": ("一、\n" * 20_000, 20_000),
    "dates": ("2024年1月5日\n" * 10_000, 10_000),
    "signatures": ("清溪镇人民政府\n2024年1月5日\n" * 5_000 + "一、甲\n二、乙\n", 10_002),
    "notes": ("附件：1.甲\n" * 5_000 + "2.乙\n" * 5_000, 10_000),
    "short lines": ("小标题\n一、甲\n" * 10_000, 20_000),
    "chapters": ("主要措施\n" * 20_000, 20_000),
    "open brackets": ("《甲\n" * 15_000, 1),
    "spaces": ("签发人" + " " * 200_000 + "\n" + "清" * 16 + " " * 200_000 + "〔\n" + "- " * 200_000, 3),
    "arrows": (("> " * 90 + "\n") * 2_000, 2_000),
    "long arrows": (("> " * 20_000 + "\n") * 10, 10),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize(("text", "paragraphs"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_to_the_end(text: str, paragraphs: int) -> None:
    read = understand(gathered(text)).paragraphs
    assert len(read) == paragraphs
    assert "".join("".join(each.whole for each in read).split()) == "".join(text.split())


@pytest.mark.timeout(60)
def test_a_report_of_two_thousand_paragraphs_is_read_to_the_end() -> None:
    chapter = ["一、主要举措", *(f"（{number}）加强领导。{BODY * 12}" for number in "一二三四五六七八九十")]
    lines = ["清溪镇2023年度法治政府建设情况报告", OPENING, *chapter * 200, "清溪镇人民政府", "2024年1月5日"]
    read = understand(gathered("\n".join(lines))).paragraphs
    assert [each.part.value for each in read] == ["title", "opening", *["heading"] * 2_200, "sign_off", "date"]
    assert [each.level for each in read if each.level] == [1, *[2] * 10] * 200
