"""Plain and pasted text: paragraphs made whole again, what is no text set aside and kept, nothing but white space lost."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.report.problems import Refused
from server.report.reading.gathering import decoded, gathered
from server.report.reading.source import Line, Place
from server.report.words import width

REFUSED = "这个文件不是文字文件（.txt）。请用WPS或Word打开，另存为.docx再上传，或把文字复制后粘贴进来。"


def _texts(text: str, place: Place = Place.body) -> list[str]:
    return [line.text for line in gathered(text).lines if line.place is place]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    assert decoded("法治政府建设〔2024〕7号，“三项制度”".encode(encoding)) == "法治政府建设〔2024〕7号，“三项制度”"


def test_a_character_cut_off_at_the_end_does_not_spoil_the_rest() -> None:
    assert decoded("依法行政，做实普法".encode()[:-1]) == "依法行政，做实普\ufffd"
    assert decoded(b"") == ""


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04rest", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1", b"text\x00text", b"\x89PNG\r\n", b"\xff\xfe"[:1] + b"\x80abc\xff\xff"],
)
def test_what_is_no_text_is_refused_with_a_way_out(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        decoded(content)
    assert str(refused.value) == REFUSED


LONG = "镇里每季度召开一次专题会议研究法治建设，把任务分解到办公室和村（社区），年底逐项对账，对没有完成的限期整改，"


def test_a_copied_page_keeps_its_lines() -> None:
    text = "主要举措\n（一）加强组织领导，健全工作机制\n镇党委高度重视。\n一是成立专班。\n二是开展培训\n三是强化督查。\n（二）做实普法"
    assert _texts(text) == text.split("\n")
    assert gathered(text).notes == ()


def test_blank_lines_between_paragraphs_change_nothing() -> None:
    assert _texts("一、主要举措\n\n\n镇里成立了专班。\n \n\u3000\n二、存在问题\n\n人手不足。") == [
        "一、主要举措",
        "镇里成立了专班。",
        "二、存在问题",
        "人手不足。",
    ]


@pytest.mark.parametrize("mark", ["— 3 —", "- 3 -", "－3－", "第3页", "第 3 页 共 12 页", "3/12", "3", "Page 3 of 12", "·3·"])
def test_a_sentence_torn_by_a_page_is_made_whole_and_its_mark_kept(mark: str) -> None:
    source = gathered(f"（一）普法。镇里开展宣传，发放资料\n\n{mark}\n\n3000份，受益群众1万人。\n\n二、存在问题")
    assert source.lines == (
        Line("（一）普法。镇里开展宣传，发放资料3000份，受益群众1万人。"),
        Line(mark, Place.margin),
        Line("二、存在问题"),
    )
    assert source.notes == ("有1处在句子中间断行，已接成整段。", "有1处页码不属于正文，已放在一边，没有丢弃。")


def test_a_page_end_is_known_without_a_mark_and_by_a_form_feed() -> None:
    assert _texts("（一）普法。发放资料\n\n3000份。") == ["（一）普法。发放资料3000份。"]
    assert _texts("（一）普法。发放资料\f3000份。") == ["（一）普法。发放资料3000份。"]
    broken = gathered("一、主要举措\n\f附件1\n统计表")
    assert [(line.text, line.page_break) for line in broken.lines] == [("一、主要举措", False), ("附件1", True), ("统计表", False)]


def test_numbers_that_do_not_rise_are_no_pages() -> None:
    assert _texts("执法\n\n12\n\n普法\n\n7\n\n调解", Place.margin) == []


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("印发了《清溪镇普法", "工作方案》。"),
        ("办结率", "，比上年提高。"),
        ("镇里成立专班，", "开展培训。"),
        ("落实“谁执法谁普法", "”责任制。"),
    ],
)
def test_an_open_bracket_or_a_comma_joins_what_stands_below(above: str, below: str) -> None:
    assert _texts(f"{above}\n{below}") == [above + below]
    assert _texts(f"{above}\n\n{below}") == [above + below]


@pytest.mark.parametrize(
    "below",
    [
        "一、主要举措",
        "（二）普法",
        "1.培训",
        "①宣讲",
        "\u3000\u3000镇里成立专班。",
        "2024年1月5日",
        "附件：1.统计表",
        "抄送：县司法局。",
        "特此报告。",
        "签发人：林小川",
        "清溪镇人民政府",
    ],
)
def test_what_begins_a_paragraph_is_never_joined_to_a_torn_one(below: str) -> None:
    assert _texts(f"镇里开展普法宣传，发放资料\n\n{below}") == ["镇里开展普法宣传，发放资料", below.strip()]


@pytest.mark.parametrize(
    "heading", ["一、主要举措", "（一）加强组织领导，健全工作机制", "主要举措", "清溪镇2023年度法治政府建设情况报告", "1.强化责任"]
)
def test_a_heading_is_joined_with_nothing(heading: str) -> None:
    assert _texts(f"镇里成立了专班。\n\n{heading}\n\n镇里开展普法。") == ["镇里成立了专班。", heading, "镇里开展普法。"]
    assert _texts(f"{heading}\n镇里开展普法宣传，受益群众很多，{LONG * 3}大家满意。")[0] == heading


def _wrapped(paragraph: str, columns: int, first: str) -> Iterator[str]:
    """A paragraph broken at a width, as a fixed page does."""
    line = first
    for character in paragraph:
        if width(line + character) > columns:
            yield line
            line = ""
        line += character
    yield line


CLAUSE = st.sampled_from(
    [
        "镇里成立了工作专班",
        "把任务分解到村和社区",
        "开展执法检查45次",
        "印发《清溪镇普法工作方案》",
        "调解矛盾纠纷近80件",
        "办结率达到98.5%",
        "群众满意度有了提高",
        "落实“谁执法谁普法”责任制",
        "参训干部1.2万人次",
    ]
)
SENTENCE = st.lists(CLAUSE, min_size=2, max_size=4).map(lambda clauses: "，".join(clauses) + "。")
PROSE = st.lists(SENTENCE, min_size=2, max_size=4).map("".join)
HEADS = st.sampled_from(["一、主要举措", "（一）强化责任", "1.做实普法", "二、存在问题", "（二）规范执法"])
PAPER = st.lists(st.one_of(HEADS, PROSE, st.tuples(HEADS, PROSE).map("。".join)), min_size=3, max_size=12)


@given(PAPER, st.integers(24, 40))
@settings(max_examples=80, deadline=None)
def test_hard_wrapped_paragraphs_with_indents_are_whole_again(paragraphs: list[str], columns: int) -> None:
    lines = [line for each in paragraphs for line in _wrapped(each, columns, "\u3000\u3000")]
    if sum(len(each) > 3 * columns for each in paragraphs) >= 2:
        assert _texts("清溪镇2023年度法治政府建设情况报告\n" + "\n".join(lines)) == ["清溪镇2023年度法治政府建设情况报告", *paragraphs]


@given(PAPER, st.integers(24, 40))
@settings(max_examples=80, deadline=None)
def test_hard_wrapped_paragraphs_with_blank_lines_are_whole_again(paragraphs: list[str], columns: int) -> None:
    blocks = ["\n".join(_wrapped(each, columns, "")) for each in paragraphs]
    begun = [line for block in blocks for line in block.split("\n")[1:] if line[:2] in {"1.", "2."}]
    if sum(len(each) > 3 * columns for each in paragraphs) >= 2 and not begun:
        assert _texts("\n\n".join(blocks)) == paragraphs


@given(PAPER)
@settings(max_examples=100, deadline=None)
def test_whole_paragraphs_stay_whole(paragraphs: list[str]) -> None:
    assert _texts("\n".join(paragraphs)) == paragraphs
    assert _texts("\n\n".join(f"\u3000\u3000{each}" for each in paragraphs)) == paragraphs


@given(PAPER, st.integers(24, 40), st.integers(5, 22))
@settings(max_examples=80, deadline=None)
def test_pages_of_indented_paragraphs_are_whole_again(paragraphs: list[str], columns: int, rows: int) -> None:
    lines = [line for each in paragraphs for line in _wrapped(each, columns, "\u3000\u3000")]
    pages = ["\n".join(lines[at : at + rows]) for at in range(0, len(lines), rows)]
    text = "".join(f"{page}\n\n— {number} —\n\f" for number, page in enumerate(pages, 1))
    if sum(len(each) > 3 * columns for each in paragraphs) >= 2 and any(each[:2] in {"一、", "1."} for each in paragraphs[1:]):
        assert _texts("清溪镇2023年度法治政府建设情况报告\n" + text) == ["清溪镇2023年度法治政府建设情况报告", *paragraphs]
        assert len(_texts(text, Place.margin)) == len(pages)


def test_latin_words_are_joined_with_a_space_and_chinese_without() -> None:
    text = "（一）普法。镇里引进了平台，使用 Smart\nLaw 系统，接入12345\n热线，办件3\n000件，统计口径为GDP\n2023。"
    assert _texts(text.replace("\n", "\n\n")) == [
        "（一）普法。镇里引进了平台，使用 Smart Law 系统，接入12345热线，办件3000件，统计口径为GDP 2023。"
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("清溪镇 2023 年度法治政府建设 情况报告", "清溪镇2023年度法治政府建设情况报告"),
        ("办结率 98.5% 以上，压缩 80% - 90%。", "办结率98.5%以上，压缩80% - 90%。"),
        ("（一） 加强领导", "（一） 加强领导"),
        ("1. 完善机制", "1. 完善机制"),
        ("一 加强领导", "一 加强领导"),
        ("林小川 赵一鸣 吴清 周正", "林小川 赵一鸣 吴清 周正"),
        ("使用 Smart Law 系统", "使用 Smart Law 系统"),
        ("签发人：林小川\u3000\u3000赵一鸣", "签发人：林小川\u3000\u3000赵一鸣"),
        ("\u200b一、主要\ufeff举措", "一、主要举措"),
    ],
)
def test_stray_spaces_go_and_meant_ones_stay(typed: str, kept: str) -> None:
    assert _texts(typed) == [kept]


def test_removed_spaces_are_counted_and_said() -> None:
    assert gathered("清溪镇 2023 年度报告").notes == ("汉字之间、汉字与数字之间有2处多余的空格，已去掉。",)
    assert gathered("依法\x01行政").notes == ("有1个无法保存的字符（控制符或残缺字符）已去掉或换成“\ufffd”，其余内容照原样保存。",)


def test_lines_with_tabs_are_rows_of_tables() -> None:
    text = "一、\t主要举措\n数据如下：\n村\t件数\n东村\t12\n\t7\n\n西村\t3\n合计。\n签发人：\t林小川\n清溪府〔2024〕7号\t签发人：林小川"
    assert [(line.text, line.table) for line in gathered(text).lines] == [
        ("一、\t主要举措", 0),
        ("数据如下：", 0),
        ("村\t件数", 1),
        ("东村\t12", 1),
        ("\t7", 1),
        ("西村\t3", 2),
        ("合计。", 0),
        ("签发人：\t林小川", 0),
        ("清溪府〔2024〕7号\t签发人：林小川", 0),
    ]


PAGE = """首页 > 政务公开 > 清溪镇
无障碍 简体| 繁体
清溪镇2023年度法治政府建设情况报告
发布时间：2024-01-05 10:20 来源：清溪镇人民政府 浏览量：12
字号：大 中 小
【打印】 【关闭】
2023年，我镇依法履行职责。现将有关情况报告如下：
一、主要举措
镇里成立了专班。发布时间：每季度一次。
清溪镇人民政府
2024年1月5日
扫一扫在手机打开当前页
附件下载：
统计表.xlsx
相关链接
上一篇：没有了
主办单位：清溪镇人民政府"""


def test_what_a_web_page_puts_around_a_report_is_set_aside_and_kept() -> None:
    source = gathered(PAGE)
    lines = PAGE.split("\n")
    assert [line.text for line in source.lines] == lines
    assert [line.text for line in source.lines if line.place is Place.margin] == lines[:2] + lines[3:6] + lines[11:]
    assert source.notes == ("有11行像是网页上的栏目、时间或按钮，不属于正文，已放在一边，没有丢弃。",)


@pytest.mark.parametrize(
    "line",
    [
        "您现在的位置：首页 > 清溪镇",
        "今天是：2024年1月5日 星期五",
        "索引号：000-2024-1",
        "时间:2024-01-05 浏览次数:7",
        "[ 大 中 小 ]",
        "作者：林小川",
        "打印 关闭 收藏",
        "名称：清溪镇法治报告",
    ],
)
def test_furniture_is_known_above_the_text_only(line: str) -> None:
    assert _texts(f"{line}\n一、主要举措\n镇里成立了专班。", Place.margin) == [line]
    assert _texts(f"镇里成立了专班。\n一、主要举措\n{line}\n镇里开展普法。", Place.margin) == []


@pytest.mark.parametrize(
    "line", ["县委、县政府：", "清溪府〔2024〕7号", "签发人：林小川", "大力推进依法行政", "清溪镇人民政府文件", "来源于群众", "中心工作"]
)
def test_what_belongs_to_a_paper_is_no_furniture(line: str) -> None:
    assert _texts(f"{line}\n镇里成立了专班。", Place.margin) == []


def test_nothing_gives_nothing() -> None:
    assert gathered("").lines == ()
    assert gathered(" \n\u3000\n\f\n\t").lines == ()


PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "1.",
        "法治",
        "政府",
        "，",
        "。",
        "；",
        "：",
        "《",
        "》",
        "“",
        "”",
        "(",
        ")",
        "A",
        "law",
        "12",
        "3",
        " ",
        "\u3000",
        "\t",
        "\n",
        "\n",
        "\n\n",
        "\f",
        "— 3 —",
    ]
)
PIECES_OF_PAGES = st.sampled_from(
    ["打印 关闭", "来源：", "附件", "2024年1月5日", "清溪镇人民政府", "\n\n7\n\n", "\u2028", "\x0b", "\u200b", "相关链接\n"]
)


@given(st.lists(st.one_of(PIECES, PIECES_OF_PAGES), max_size=80).map("".join))
@settings(max_examples=150, deadline=None)
def test_only_white_space_may_disappear(text: str) -> None:
    lines = gathered(text).lines
    before = Counter(character for character in text if not character.isspace() and character != "\u200b")
    assert Counter(character for line in lines for character in line.text if not character.isspace()) == before
    assert all(line.text.strip() for line in lines)
    assert all((line.table > 0) == (line.place is Place.table) for line in lines)


@pytest.mark.timeout(60)
def test_a_book_set_in_lines_is_whole_paragraphs_to_the_end() -> None:
    paragraph = "\n".join(_wrapped(LONG * 400, 28, "\u3000\u3000"))
    assert _texts("\n".join([paragraph] * 8)) == [LONG * 400] * 8
