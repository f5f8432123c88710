"""`render --form`: the forms a REPORT.json suffices for, and those it never makes."""

import json
from pathlib import Path

import pytest
from docx import Document

from server.__main__ import main

SAMPLE = Path(__file__).parents[1] / "data" / "samples" / "township.json"


def _lines(tmp_path: Path, form: str, report: Path = SAMPLE) -> list[str]:
    made = tmp_path / f"{form}.docx"
    assert main(["render", str(report), "-o", str(made), "--form", form]) == 0
    return [paragraph.text for paragraph in Document(str(made)).paragraphs]


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("full", "特此报告。"),
        ("oa", "特此报告。"),
        ("review", "（送审稿）"),
        ("deliberation", "（审议稿）"),
        ("congress", "各位代表："),
        ("figures", "本表数据截至2026年12月31日。"),
    ],
)
def test_a_form_is_rendered_from_the_file_alone(tmp_path: Path, form: str, line: str) -> None:
    assert line in _lines(tmp_path, form)


def test_the_findings_are_counted(tmp_path: Path) -> None:
    assert any(line.startswith("共") and "必改0" in line for line in _lines(tmp_path, "findings"))


def test_registration_is_printed(tmp_path: Path) -> None:
    report = json.loads(SAMPLE.read_text("utf-8"))
    report |= {"document_date": "2027年1月15日", "registration": {"number": "禾政〔2027〕3号", "signers": "岑知远、季明溪"}}
    (tmp_path / "signed.json").write_text(json.dumps(report), "utf-8")
    lines = _lines(tmp_path, "full", tmp_path / "signed.json")
    assert any("禾政〔2027〕3号" in line for line in lines)
    assert any("2027年1月15日" in line for line in lines)


@pytest.mark.parametrize("form", ["public", "web", "changes", "none"])
def test_what_needs_more_than_the_file_is_not_made(tmp_path: Path, form: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["render", str(SAMPLE), "-o", str(tmp_path / "a.docx"), "--form", form])
    assert left.value.code == 2
    assert not (tmp_path / "a.docx").exists()
