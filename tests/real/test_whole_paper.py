"""The shipped sample as the paper that is sent up, a joint issue, registered, in both profiles: every measure on one and the same file.

LibreOffice sets them; lengths are literals from GB/T 9704-2012. What was measured is printed (pytest -s).
"""

import os
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pdfplumber
import pytest

from server.library import Library
from server.report.formats import Format
from server.report.papers.assembling import Material, assemble
from server.report.papers.kinds import Form
from server.report.snapshot import Registration, Snapshot, load
from server.word.writer import write
from tests.real.ink import Band, Ink, ink
from tests.real.layout import Layout, measured, missing, to_pdfs

ROOT = Path(__file__).parents[2]
MM, CHARACTER_MM = 25.4 / 72, 5.556
DAY = "2027年1月12日"
KEYS = ("gb9704_a", "gb9704_b")

required = os.environ.get("CHENGBAO_REQUIRE_REAL") == "1"
pytestmark = [pytest.mark.real, pytest.mark.skipif(bool(missing()) and not required, reason=f"缺少 {missing()}，不能测量版面")]


def _sample() -> Snapshot:
    told = load((ROOT / "data/samples/township.json").read_bytes())
    registered = Registration(number="禾政发〔2027〕3号", signers="林远山、赵明", print_date="2027年1月13日")
    return told.model_copy(update={"document_date": DAY, "registration": registered})


def _documents(library: Library) -> Iterator[tuple[str, bytes]]:
    snapshot = _sample()
    material = Material(snapshot, library.outlines.get(snapshot.outline.key), library.labels, library.indicators)
    manuscript = assemble(Form.full, material).manuscript
    for key in KEYS:
        measures = Format.model_validate(tomllib.loads((ROOT / f"data/formats/{key}.toml").read_text("utf-8")))
        yield key, write(manuscript, measures, (ROOT / f"docx_templates/{key}.docx").read_bytes())


@pytest.fixture(scope="module")
def papers(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return to_pdfs(dict(_documents(library)), tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module", params=KEYS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def head(papers: dict[str, Path], name: str) -> Ink:
    return ink(papers[name])


@pytest.fixture(scope="module")
def layout(papers: dict[str, Path], name: str) -> Layout:
    return measured(papers[name])


@pytest.fixture(scope="module")
def told(name: str) -> Callable[[str, object], None]:
    return lambda what, found: _print(f"{name}: {what} {found}")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _rule(page: Ink) -> Band:
    (rule,) = page.rules
    return rule


def test_the_head_stands_where_7_2_puts_it(head: Ink, name: str, told: Callable[[str, object], None]) -> None:
    rule = _rule(head)
    top, above, width = head.mark[0].top_mm, rule.top_mm - head.above(rule).bottom_mm, rule.width_mm
    lines = (head.below(rule).top_mm - rule.bottom_mm - 3.3) / (28.95 if name == "gb9704_a" else 29.6) / 0.3528
    told("mark top, number to rule, rule wide, lines to title:", f"{top:.2f} mm, {above:.2f} mm, {width:.2f} mm, {lines:.2f}")
    assert abs(top - 72.0) <= 1.5
    assert abs(above - 4.0) <= 0.5
    assert abs(width - 156) <= 1
    assert abs(lines - 2) <= 0.1


def test_full_pages_have_22_lines_and_full_lines_28_characters(layout: Layout, told: Callable[[str, object], None]) -> None:
    counts, full = layout.line_counts(), layout.full_lines()
    told("lines a page, full lines, exactly 28:", f"{[lines for lines, _ in counts]}, {len(full)}, {layout.exactly(28):.1%}")
    assert len(counts) >= 6
    assert {lines for lines, runs_on in counts if runs_on} == {22}
    assert len(full) >= 100
    assert layout.exactly(28) >= 0.98


def test_every_page_number_has_its_dash_at_269_mm_right_on_odd_pages_left_on_even(
    layout: Layout, told: Callable[[str, object], None]
) -> None:
    dashes = [page.dash_mm for page in layout.pages]
    told("dashes:", f"{min(dashes):.2f}–{max(dashes):.2f} mm on {len(dashes)} pages")
    assert all(abs(dash - 269) <= 1 for dash in dashes)
    assert all(abs(184 - page.number.right_mm - 4.94) < 0.6 for page in layout.pages[::2])
    assert all(abs(page.number.left_mm - 28 - 4.94) < 0.6 for page in layout.pages[1::2])


def test_the_last_rule_of_the_imprint_is_the_lower_edge_of_the_text(
    papers: dict[str, Path], name: str, told: Callable[[str, object], None]
) -> None:
    with pdfplumber.open(papers[name]) as document:
        rules = sorted(document.pages[-1].lines, key=lambda line: line["top"])
    found = [(line["top"] * MM, line["linewidth"] * MM, (line["x1"] - line["x0"]) * MM) for line in rules]
    told("rules of 版记 (mm down, thick, wide):", [tuple(round(each, 2) for each in line) for line in found])
    assert abs(found[-1][0] - 262) <= 1
    assert [round(thick, 2) for _, thick, _ in found] == [0.35, 0.26, 0.35]
    assert all(abs(wide - 156) <= 1 for *_, wide in found)


def test_the_date_stands_four_characters_in_with_the_name_over_its_middle(
    papers: dict[str, Path], name: str, told: Callable[[str, object], None]
) -> None:
    with pdfplumber.open(papers[name]) as document:
        characters = [char for char in document.pages[-1].chars if char["text"].strip() and abs(char["size"] - 16) < 0.5]
    text = "".join(char["text"] for char in characters)
    signed, day = text.rindex("云澜县禾汀镇人民政府"), text.rindex(DAY)
    sides = [[characters[at]["x0"] * MM, characters[at + long - 1]["x1"] * MM] for at, long in ((signed, 10), (day, len(DAY)))]
    right, off = (184 - sides[1][1]) / CHARACTER_MM, abs(median(sides[0]) - median(sides[1])) / CHARACTER_MM
    told("date from the right, name off its middle:", f"{right:.2f} and {off:.2f} characters")
    assert abs(right - 4) <= 0.12
    assert off <= 0.5
