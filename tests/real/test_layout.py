"""What a ruler finds on the paper: GB/T 9704-2012 in LibreOffice, with literals from the standard."""

import os
import random
import tomllib
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from server.report.formats import Format
from server.report.manuscript import Block, Heading, Manuscript, Paragraph, Properties, Recipients, SignOff, Table, Title
from server.word.writer import write
from tests.real.layout import Layout, measure, missing

ROOT = Path(__file__).parents[2]
WORDS = (
    *("坚持", "依法行政", "全面落实", "法治政府", "建设", "工作", "责任制", "机制", "老百姓", "基层", "治理", "执法", "监督员", "审查"),
    *("公开", "培训班", "化解", "矛盾", "“放管服”", "规范", "推进", "提升", "能力", "我镇", "党政办", "《条例》"),
)

required = os.environ.get("CHENGBAO_REQUIRE_REAL") == "1"
pytestmark = [pytest.mark.real, pytest.mark.skipif(bool(missing()) and not required, reason=f"缺少 {missing()}，不能测量版面")]


def _sentences(chance: random.Random, sentences: int) -> str:
    return "".join("，".join("".join(chance.choices(WORDS, k=chance.randint(3, 7))) for _ in range(3)) + "。" for _ in range(sentences))


def _chapter(chance: random.Random, number: str) -> list[Block]:
    return [
        Heading(1, f"{number}、", "法治政府建设的主要举措"),
        *(Heading(2, f"（{each}）", "加强组织领导。", _sentences(chance, 5)) for each in "一二三"),
        Heading(3, "1.", "健全机制。", _sentences(chance, 4)),
        Heading(4, "（1）", "", _sentences(chance, 3)),
        Heading(5, "①", "", _sentences(chance, 3)),
        Paragraph("全年办结行政许可1286件，办结率99.8%。" + _sentences(chance, 4)),
        Paragraph(_sentences(chance, 6)),
    ]


def _blocks() -> tuple[Block, ...]:
    chance = random.Random(9704)
    return (
        Title(("青河县云溪镇人民政府关于", "2025年度法治政府建设情况的报告")),
        Recipients("县委、县政府："),
        Paragraph(_sentences(chance, 3)),
        *(block for number in "一二三四" for block in _chapter(chance, number)),
        Table((("序号", "事项", "件数"), ("1", "行政许可", "1286"))),
        Paragraph("特此报告。"),
        SignOff(("青河县云溪镇人民政府",), "2026年1月15日"),
    )


def _written(*blocks: Block, key: str = "gb9704_a") -> bytes:
    measures = Format.model_validate(tomllib.loads((ROOT / f"data/formats/{key}.toml").read_text("utf-8")))
    template = (ROOT / f"docx_templates/{key}.docx").read_bytes()
    return write(Manuscript(Properties("报告", "青河县云溪镇人民政府"), blocks), measures, template)


def _measured(*blocks: Block, key: str = "gb9704_a") -> Layout:
    return measure(_written(*blocks, key=key))


@pytest.fixture(scope="module", params=["gb9704_a", "gb9704_b"])
def report(request: pytest.FixtureRequest) -> Layout:
    return _measured(*_blocks(), key=str(request.param))


def test_a_page_without_title_or_table_has_22_lines(report: Layout) -> None:
    counts = report.line_counts()
    assert len(counts) >= 6
    assert {lines for lines, runs_on in counts if runs_on} == {22}
    assert all(20 <= lines <= 22 for lines, _ in counts)  # 21 where a heading went over to stay with its text


def test_a_line_has_28_characters(report: Layout) -> None:
    full = report.full_lines()
    assert len(full) >= 100
    assert {line.characters for line in full} <= {27, 28, 29}
    assert report.exactly(28) >= 0.98


def test_no_character_is_lost_on_the_way_to_paper(report: Layout) -> None:
    document = Document(BytesIO(_written(*_blocks())))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    said = "".join("".join((*(paragraph.text for paragraph in document.paragraphs), *cells)).split())
    assert Counter(said) == Counter("".join(line.text for page in report.pages for line in page.lines))


def test_a_full_line_fills_the_156_mm_from_edge_to_edge(report: Layout) -> None:
    lines = [full.line for full in report.full_lines() if full.characters == 28]
    assert all(abs(line.left_mm - 28) < 0.5 for line in lines)
    assert all(abs(line.right_mm - 184) < 0.6 for line in lines)


def test_the_page_number_stands_7_mm_below_the_text_area_right_on_odd_pages_left_on_even_ones(report: Layout) -> None:
    assert all(abs(page.dash_mm - 269) <= 1 for page in report.pages)
    odd, even = report.pages[0].number, report.pages[1].number
    assert (odd.text, even.text) == ("—1—", "—2—")
    assert abs(184 - odd.right_mm - 4.94) < 0.6  # 一字 of 14 pt
    assert abs(even.left_mm - 28 - 4.94) < 0.6


def test_a_sealed_date_stands_four_characters_from_the_right_and_the_name_is_centred_on_it(report: Layout) -> None:
    name, day = report.pages[-1].lines[-2:]
    assert (name.text, day.text) == ("青河县云溪镇人民政府", "2026年1月15日")
    assert abs(184 - day.right_mm - 22.22) < 0.6  # four characters of 15.75 pt
    # The date is 6.5 characters wide. LibreOffice widens it by spaces between 2026 and 年 that the style forbids.
    assert abs(name.centre_mm - (184 - 22.22 - 35.8 / 2)) < 0.6
    assert abs(name.centre_mm - day.centre_mm) < 3.3


def test_the_sign_off_is_never_alone_on_a_page(report: Layout) -> None:
    assert "特此报告。" in [line.text for line in report.pages[-1].lines]
    crowded = _measured(*[Paragraph("短段。")] * 20, Paragraph("特此报告。"), SignOff(("云溪镇人民政府",), "2026年1月15日"))
    assert [line.text for line in crowded.pages[-1].lines] == ["特此报告。", "云溪镇人民政府", "2026年1月15日"]


def test_a_heading_never_ends_a_page() -> None:
    first, second = _measured(*[Paragraph("短段。")] * 21, Heading(2, "（一）", "标题"), Paragraph("正文。")).pages
    assert len(first.lines) == 21
    assert [line.text for line in second.lines] == ["（一）标题", "正文。"]


def test_without_a_seal_the_date_begins_two_characters_after_the_name() -> None:
    page = _measured(Paragraph("正文。"), SignOff(("青河县云溪镇人民政府",), "", sealed=False))
    name, day = page.find("人民政府"), page.find("年月日")
    assert abs(184 - name.right_mm - 11.11) < 0.6
    # The first two full-width spaces of the date are its year.
    assert abs(day.left_mm - 11.11 - name.left_mm - 11.11) < 0.6


def test_joint_names_stand_side_by_side_and_the_last_is_centred_on_the_date() -> None:
    page = _measured(Paragraph("正文。"), SignOff(("县司法局", "县财政局"), "2026年12月15日"))
    names = page.find("县司法局县财政局")
    assert names.right_mm - names.left_mm >= 42
    assert abs(names.right_mm - 22.22 / 2 - (184 - 22.22 - 38.5 / 2)) < 0.6
