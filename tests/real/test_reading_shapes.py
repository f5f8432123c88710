"""Real reports in every shape that offices make, also through .doc: every character comes back; not a sentence of theirs stands here."""

from functools import cache
from pathlib import Path

import pytest

from server.archives import Kind, kind_of
from server.report.reading.source import Place
from server.word.conversion import as_docx
from server.word.reader import read_docx
from tests.real import office
from tests.word.shapes import SHAPES, Shape, made

REPORTS = Path(__file__).parents[3] / "shared/reports"
NAMES = tuple(sorted(path.name for path in REPORTS.glob("S*.txt")))
NUMBERED = ("lists", "styles_lists")
OWN = (
    "清溪镇2025年度法治政府建设情况的报告",
    "云岭县人民政府：",
    "一、主要举措",
    "（一）加强组织领导。研究3次，形成“一盘棋”格局；印发《方案》1份。",
    "（二）规范行政执法",
    "1.健全机制。",
    "2.开展培训。参训156人次，合格率98.5%。",
    "二、存在问题",
    "（一）执法力量不足。",
    "清溪镇人民政府",
    "2026年1月5日",
)


@cache
def paragraphs(name: str) -> tuple[str, ...]:
    """The paragraphs of a report, white space taken out: what a person would call its characters."""
    if not name:
        return OWN
    lines = (REPORTS / name).read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip())


def bare(texts: tuple[str, ...]) -> list[str]:
    return ["".join(text.split()) for text in texts]


def read(content: bytes) -> list[str]:
    return bare(tuple(line.whole for line in read_docx(content).lines))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", NAMES or [pytest.param("", marks=pytest.mark.skip(reason="没有 ../shared/reports"))])
def test_every_paragraph_of_a_real_report_comes_back_from_every_shape(name: str, shape: Shape) -> None:
    assert read(made(paragraphs(name), shape)) == bare(paragraphs(name))


@pytest.mark.real
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", ["", *(pytest.param(name, marks=pytest.mark.long) for name in NAMES)])
def test_and_through_an_old_word_file(name: str, shape: Shape, tmp_path: Path) -> None:
    old = resaved(made(paragraphs(name), shape), "doc", tmp_path)
    assert kind_of(old) is Kind.doc
    source = read_docx(as_docx(old, tmp_path, lambda: False))
    assert bare(tuple(line.whole for line in source.lines)) == bare(paragraphs(name))
    assert {line.place for line in source.lines} == {Place.box if shape == "boxes" else Place.body}
    assert any(line.mark for line in source.lines) or shape not in NUMBERED
    assert bool(source.notes) == (shape == "tracked")


@pytest.mark.real
@pytest.mark.parametrize(
    # LibreOffice writes what stands around the numbers of a list as “?” into .rtf.
    ("kind", "shape"),
    [
        pytest.param(kind, shape, marks=pytest.mark.long if kind == "odt" else [])
        for kind in ("docx", "odt", "rtf")
        for shape in SHAPES
        if kind != "rtf" or shape not in NUMBERED
    ],
)
def test_and_through_what_an_office_saves_anew(kind: str, shape: Shape, tmp_path: Path) -> None:
    again = resaved(made(OWN, shape), kind, tmp_path)
    assert read(as_docx(again, tmp_path, lambda: False)) == bare(OWN)


@pytest.mark.real
def test_levels_and_fonts_survive_an_old_word_file(tmp_path: Path) -> None:
    old = resaved(made(OWN, "styles_lists"), "doc", tmp_path)
    looks = [
        (line.mark, line.look.style, line.look.outline, line.look.font) for line in read_docx(as_docx(old, tmp_path, lambda: False)).lines
    ]
    assert looks[2] == ("一、", "heading 1", 1, "黑体")
    assert looks[3] == ("（一）", "heading 2", 2, "楷体_GB2312")
    assert looks[5] == ("1.", "heading 3", 3, "仿宋_GB2312")


def resaved(content: bytes, kind: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it in another format."""
    source = folder / "made.docx"
    source.write_bytes(content)
    return office.resaved([source], kind, folder)[0].read_bytes()
