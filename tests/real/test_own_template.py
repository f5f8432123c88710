"""A report on an office's own template as LibreOffice sets it: head and foot stay, the text begins and ends where the mark stood."""

from pathlib import Path

import pytest

from server.actions import sampling, templates
from server.loading import load as load_library
from server.report.snapshot import load
from server.word.own_template import fill
from tests.real.layout import measure
from tests.word.papers import FORMATS, TEMPLATES

ROOT = Path(__file__).parents[2]


@pytest.mark.real
def test_the_text_stands_where_the_mark_was_in_22_lines_between_head_and_imprint(tmp_path: Path) -> None:
    library, sample = load_library(ROOT / "data"), load((ROOT / "data/samples/township.json").read_bytes())
    start = templates.start(sample.unit, FORMATS["gb9704_a"], TEMPLATES["gb9704_a"])
    paper = fill(start, templates.sample(library, sample, sample.unit), FORMATS["gb9704_a"])
    made = measure(paper)
    said = [line.text for page in made.pages for line in page.lines]
    number = next(at for at, text in enumerate(said) if text.startswith("禾政〔2027〕1号"))
    assert said[number].endswith("签发人：陆怀川季明溪")
    assert said[number + 1] == "中共云澜县禾汀镇委员会"
    assert said[-2:] == ["抄送：中共云澜县委全面依法治县委员会办公室。", "云澜县禾汀镇人民政府2027年1月15日印发"]
    assert not [text for text in said if "【" in text]
    assert made.line_counts()[0][0] == 22
    assert made.exactly(28) >= 0.98
    assert sampling.make(tmp_path, paper).pages == len(made.pages)
    assert sampling.sampled(tmp_path, paper) is not None
    assert sampling.make(tmp_path, paper).page(1) is not None
