"""The sample report as 送审稿 on paper: its grid, its length, its sign-off; as LibreOffice sets it."""

import sys
from pathlib import Path

import pytest

from server.__main__ import main
from tests.real.layout import Layout, measure

SAMPLE = "data/samples/township.json"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    path: Path = tmp_path_factory.mktemp("sample") / "sample.docx"
    assert main(["render", SAMPLE, "-o", str(path), "--form", "review"]) == 0
    return measure(path.read_bytes())


@pytest.mark.real
def test_the_sample_has_eight_to_ten_pages_signed_on_one_with_text(paper: Layout) -> None:
    assert 8 <= len(paper.pages) <= 10
    assert len(paper.pages[-1].lines) > 5


@pytest.mark.real
def test_its_pages_without_title_or_table_have_22_lines(paper: Layout) -> None:
    counts = paper.line_counts()
    sys.stdout.write(f"lines a page: {[lines for lines, _ in counts]}\n")
    assert len(counts) >= 6
    assert {lines for lines, runs_on in counts if runs_on} == {22}
    assert all(21 <= lines <= 22 for lines, _ in counts)  # 21 where a heading went over to stay with its text


@pytest.mark.real
def test_its_full_width_lines_have_28_characters(paper: Layout) -> None:
    full = paper.full_lines()
    sys.stdout.write(f"{len(full)} full-width lines, {paper.exactly(28):.1%} of those not excused exactly 28\n")
    assert len(full) >= 100
    assert all(27 <= line.characters <= 29 for line in full)
    assert paper.exactly(28) >= 0.98
