"""Documents of other people, set anew and read back: every paragraph says what it said, in whatever shape it came."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.report.formats import Format
from server.report.manuscript import Imprint, Masthead
from server.report.reading.anatomy import understand
from server.report.relaying.blocks import Manner, relay
from server.report.relaying.proof import difference
from server.word.reader import read_docx
from server.word.template import build
from server.word.writer import write
from tests.word.shapes import SHAPES, Shape, docx, made, paragraph

ROOT = Path(__file__).parents[2]
FORMATS = [Format.model_validate(tomllib.loads((ROOT / f"data/formats/gb9704_{key}.toml").read_text("utf-8"))) for key in "ab"]
TEMPLATES = [build(measures) for measures in FORMATS]
MANNERS = (Manner(), Manner(plain=True), Manner(letter=True))

PAPER = (
    "清溪镇人民政府文件",
    "清政〔2026〕3号　　　　签发人：赵刚",
    "清溪镇人民政府关于2025年度法治政府建设情况的报告",
    "云岭县人民政府：",
    "2025年，清溪镇坚持依法行政，扎实推进法治政府建设。现将有关情况报告如下：",
    "一、主要举措",
    "（一）加强组织领导。研究法治工作3次，形成“一盘棋”格局；印发《方案》1份。",
    "（二）规范行政执法",
    "1.健全机制。",
    "2.开展培训。参训156人次，合格率98.5%。",
    "二、存在问题和下一步打算。一年来还有不足。",
    "特此报告。",
    "附件：1.行政执法清单",
    "2.培训台账",
    "清溪镇人民政府",
    "2026年1月5日",
    "（联系人：钱进，电话：0000-0000000）",
    "附件1",
    "行政执法清单",
    "一、检查",
    "全年检查42次。",
    "附件2",
    "培训台账",
    "抄送：县司法局。",
    "清溪镇党政办公室　　2026年1月6日印发",
)
ODD = (
    "清政[2026]第03号",
    "清政〔2026〕　号",
    "清政〔　　〕　号　　签发人：",
    "2026年　月　日",
    "清溪镇党政办公室　　2026年　月　日印发",
    "签发人:赵刚　钱进",
    "签发人：赵　刚",
    "特急",
    "000001",
    "清溪镇人民政府 清溪镇党委",
    "2026年1月5日",
    "清溪镇人民政府　　2026年1月5日",
    "二○二六年一月五日",
    "主送：县政府,县委",
    "附件：清单。",
    "附件1：",
    "附件",
    "附表1 统计表",
    "抄送:县司法局",
    "抄送：县委办。县府办。",
    "共印30份",
    "公开方式：主动公开",
    "（此件公开发布）",
    "联系人：钱进",
    "— 3 —",
    "第3页",
    "来源：清溪镇 浏览量：12",
    "一、",
    "（一）",
    "①开展检查",
    "第一部分 总体情况",
    "𠮷庆、㙦坊与龘龘",
    "“引号”—破折号……省略",
    "a<b & c>d",
    "电话\t010",
    "行内　　空格  多个",
    "——在会议上的讲话",
)


def table(rows: list[list[str]]) -> str:
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{each}</w:tr>' for each in cells)}</w:tbl>"


def apart(content: bytes, manner: Manner, profile: int = 0) -> tuple[list[str], list[str], object]:
    """The lines of a file, those of its copy, and the difference that the proof found between them."""
    source = read_docx(content)
    anatomy = understand(source)
    copy = read_docx(write(relay(source, anatomy, manner).manuscript, FORMATS[profile], TEMPLATES[profile]))
    before, after = ([line.whole.strip() for line in each.lines if line.whole.strip()] for each in (source, copy))
    return before, after, difference(source, anatomy, copy)


SPACES = " \u3000\t"
TEXT = st.text(
    st.one_of(
        st.sampled_from("一二三、。，（）“”—…《》：；1234.%〔〕年月日号 \u3000\t镇政府报告附件抄送"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    min_size=1,
    max_size=50,
)
LINES = st.lists(st.one_of(st.sampled_from(PAPER + ODD), TEXT), min_size=1, max_size=30)
GRIDS = st.lists(st.lists(st.one_of(st.just(""), TEXT), min_size=1, max_size=4), min_size=1, max_size=4)


@pytest.mark.parametrize("manner", MANNERS, ids=str)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_whole_paper_says_the_same_from_every_shape(shape: Shape, manner: Manner) -> None:
    before, after, found = apart(made(PAPER, shape), manner)
    assert found is None
    assert "".join("".join(after).split()) == "".join("".join(before).split())


@pytest.mark.parametrize("shape", ["typed", "styles_lists", "boxes", "tables"])
def test_a_head_and_a_foot_still_to_be_filled_in_are_set_in_their_places(shape: Shape) -> None:
    blank = {1: "清政〔2026〕　号　　　　签发人：", 15: "2026年　月　日", 24: "清溪镇党政办公室　　2026年　月　日印发"}
    source = read_docx(made([blank.get(at, line) for at, line in enumerate(PAPER)], shape))
    head, *_, foot = relay(source, understand(source), Manner()).manuscript.blocks
    assert head == Masthead(("清溪镇人民政府文件",), "清政〔2026〕　号", suffix="", signed=True)
    assert foot == Imprint("县司法局", "清溪镇党政办公室", "2026年月日")


def test_paragraphs_stay_paragraphs() -> None:
    before, after, _ = apart(made(PAPER, "typed"), Manner())
    assert after[3:-2] == before[3:-2]
    assert after[:3] == ["清溪镇人民政府文件", "清政〔2026〕3号\t签发人：赵刚", PAPER[2]]
    assert after[-2:] == ["抄送：县司法局。", "清溪镇党政办公室\t2026年1月6日印发"]


@settings(max_examples=80, deadline=None)
@given(lines=LINES, shape=st.sampled_from(SHAPES), manner=st.sampled_from(MANNERS), profile=st.sampled_from((0, 1)))
def test_any_lines_say_the_same_or_the_plain_way_does(lines: list[str], shape: Shape, manner: Manner, profile: int) -> None:
    content = made(lines, shape)
    *_, found = apart(content, manner, profile)
    if found:
        before, after, found = apart(content, Manner(plain=True), profile)
        assert found is None, (before, after)


@settings(max_examples=60, deadline=None)
@given(lines=LINES, grids=st.lists(GRIDS, min_size=1, max_size=3))
def test_tables_keep_their_cells(lines: list[str], grids: list[list[list[str]]]) -> None:
    body = "".join(paragraph(text) for text in lines) + "<w:p/>".join(table(rows) for rows in grids) + paragraph("特此报告。")
    *_, found = apart(docx(body), Manner(plain=True))
    assert found is None
