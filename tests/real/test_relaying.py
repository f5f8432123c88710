"""Files of other makers (LibreOffice, python-docx, WPS) set anew, and how LibreOffice opens the copies."""

import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

from server.actions.relaying import Examined, Press, examined, opened
from server.library import Library
from server.report.findings import Strength
from server.report.inspection.judging import textual
from server.report.relaying.blocks import Manner
from server.settings import Settings
from server.word.reader import read_docx
from tests.real.office import resaved
from tests.word.shapes import SHAPES, docx, made, paragraph
from tests.word.test_relaying import PAPER

pytestmark = pytest.mark.real
AT = datetime(2026, 11, 21, tzinfo=UTC)
ROWS = (("指标", "本年", "上年"), ("行政检查（次）", "42", "36"), ("培训（人次）", "156", ""))
HEADED, BARE = PAPER, PAPER[2:12] + PAPER[14:16]


def python_docx(fill: Callable[[WordDocument], None]) -> bytes:
    document = Document()
    fill(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def defaults(document: WordDocument) -> None:
    """Paragraphs as they come, on Letter paper in its own styles."""
    for text in HEADED:
        document.add_paragraph(text)


def built_in(document: WordDocument) -> None:
    """Its headings, lists, a table and a header."""
    document.add_heading(BARE[0], 0)
    for text in BARE[1:10]:
        document.add_heading(text, 1) if text[1] == "、" else document.add_paragraph(text)
    for text in ("健全机制", "开展培训"):
        document.add_paragraph(text, style="List Number")
    for text in ("清溪村", "云水村"):
        document.add_paragraph(text, style="List Bullet")
    table = document.add_table(0, 3, style="Table Grid")
    for cell, text in [pair for row in ROWS for pair in zip(table.add_row().cells, row, strict=True)]:
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "清溪镇内部资料"
    for text in BARE[10:]:
        document.add_paragraph(text)


def wps() -> bytes:
    """As WPS writes: indents in characters, fonts on every run, its own names of styles, a grid of characters."""
    run = '<w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
    indent = '<w:spacing w:line="360" w:lineRule="auto"/><w:ind w:firstLine="560" w:firstLineChars="200"/>'
    right = '<w:wordWrap w:val="0"/><w:jc w:val="right"/>'
    lines = [paragraph(text, right if at in (14, 15) else indent, run) for at, text in enumerate(HEADED)]
    rows = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell, '', run)}</w:tc>" for cell in row) + "</w:tr>" for row in ROWS)
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"/>'
    grid = '<w:docGrid w:type="linesAndChars" w:linePitch="312" w:charSpace="0"/></w:sectPr>'
    return docx("".join((*lines[:10], f"<w:tbl>{rows}</w:tbl>", *lines[10:], section, grid)))


PAGE = (
    '<html><head><meta charset="utf-8"></head><body><h1>' + BARE[0] + "</h1>"
    f"{''.join(f'<p>{text}</p>' for text in BARE[1:10])}"
    f"<table border=1>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in ROWS)}</table>"
    "<ol><li>健全机制</li><li>开展培训</li></ol><ul><li>清溪村</li></ul>"
    f"{''.join(f'<p align=right>{text}</p>' for text in BARE[10:])}</body></html>"
)


@cache
def ours() -> dict[str, bytes]:
    """What needs no office to be made."""
    shapes = {f"{shape}": made(HEADED, shape) for shape in SHAPES}
    return {"defaults": python_docx(defaults), "built_in": python_docx(built_in), "wps": wps(), **shapes}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every foreign file by name, those of LibreOffice made in few runs."""
    folder = tmp_path_factory.mktemp("foreign")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "lines.txt").write_text("\ufeff" + "\n".join(HEADED), encoding="utf-8")
    sources = [folder / f"{name}.docx" for name in ("defaults", "built_in", "lists")]
    for path in sources:
        path.write_bytes(ours()[path.stem])
    odt, doc = resaved(sources, "odt", folder / "odt"), resaved(sources[1:2], "doc", folder / "doc")
    saved = resaved([folder / "page.html", folder / "lines.txt", *odt], "docx:MS Word 2007 XML", folder / "docx")
    return {**ours(), **{f"saved-{path.stem}": path.read_bytes() for path in saved}, "doc-built_in": doc[0].read_bytes()}


@pytest.fixture(scope="module")
def results(files: dict[str, bytes], library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Examined]:
    folder = tmp_path_factory.mktemp("inspecting")
    presses = {
        key: Press(library.formats[key], (Settings().docx_templates / f"{key}.docx").read_bytes(), library.fonts)
        for key in ("gb9704_a", "gb9704_b")
    }
    documents = {name: opened(f"{name}.docx", content, folder, AT) for name, content in files.items()}
    return {f"{name} {key}": examined(document, press, Manner()) for name, document in documents.items() for key, press in presses.items()}


def test_ten_and_more_makers_are_tried(results: dict[str, Examined]) -> None:
    assert len(results) >= 30


def test_every_copy_says_the_same_paragraph_by_paragraph(results: dict[str, Examined]) -> None:
    for name, found in results.items():
        assert found.copy, f"{name}: {found.refusal}"
        before = ["".join(line.whole.split()) for line in found.document.source.lines if line.place.value != "margin"]
        after = ["".join(line.whole.split()) for line in read_docx(found.copy.content).lines]
        assert "".join(after) == "".join(before), name
        assert sum(text in before for text in after) >= len(before) - 4, name


def test_no_copy_breaks_a_rule_of_layout(results: dict[str, Examined]) -> None:
    for name, found in results.items():
        assert found.copy
        left = [each for each in found.copy.left.findings if each.strength is Strength.shall and not textual(each)]
        assert not left, f"{name}: {left}"
        assert found.copy.left.profile == ("A" if name.endswith("_a") else "B")


def test_findings_of_text_stay_listed(results: dict[str, Examined]) -> None:
    for name, found in results.items():
        assert found.copy
        before = {each.rule for each in found.inspection.findings if textual(each)}
        after = {each.rule for each in found.copy.left.findings}
        before = set() if name.startswith(("boxes", "tables")) else before  # what was missed stood in them and is found now
        assert before <= after, f"{name}: {before - after}"


def test_every_file_was_wanting_before_and_is_told_what_changed(results: dict[str, Examined]) -> None:
    for name, found in results.items():
        assert found.copy
        assert found.inspection.failed, name
        assert found.copy.changes, name


def test_a_header_is_said_to_be_missing(results: dict[str, Examined]) -> None:
    found = results["built_in gb9704_a"]
    assert found.copy
    assert found.copy.lost == ("页眉、页脚里的文字“清溪镇内部资料”没有带入副本；公文不设页眉，页脚只有页码。",)


def test_libreoffice_opens_every_copy(results: dict[str, Examined], tmp_path: Path) -> None:
    paths = []
    for number, found in enumerate(found for name, found in results.items() if name.endswith("_a")):
        assert found.copy
        paths.append(tmp_path / f"copy{number}.docx")
        paths[-1].write_bytes(found.copy.content)
    for pdf in resaved(paths, "pdf", tmp_path):
        text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
        assert "2026年1月5日" in "".join(text.split())
