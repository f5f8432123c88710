"""Pages as LibreOffice prints them: PDF and pictures, and what is said where it is not installed."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from server.report.problems import Refused
from server.word.office import Office
from server.word.rendering import as_pdf, missing_fonts, page_count, pictures
from tests.word.shapes import made

TEXT = ["一、主要措施", *("深入推进依法行政，全年办结行政许可1286件。" * 9,) * 12]


def never() -> bool:
    """Nobody asks for the work to stop."""
    return False


@pytest.mark.real
def test_a_document_becomes_a_pdf_and_every_page_a_picture(tmp_path: Path) -> None:
    pdf = as_pdf(made(TEXT, "typed"), tmp_path, never)
    shown = [Image.open(BytesIO(each)) for each in pictures(pdf)]
    assert pdf.startswith(b"%PDF")
    assert len(shown) == page_count(pdf) >= 2
    assert {each.format for each in shown} == {"PNG"}
    assert all(1100 < each.height < 1300 and each.width < each.height for each in shown)  # A4 or Letter at 110 dots an inch
    assert not list(tmp_path.iterdir())


@pytest.mark.real
def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        as_pdf(b"PK\x03\x04", tmp_path, never)


def test_without_libreoffice_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有安装LibreOffice"):
        as_pdf(made(TEXT, "typed"), tmp_path, never, Office("no-such-program"))


@pytest.mark.real
def test_fonts_that_are_not_there_are_named() -> None:
    assert missing_fonts(("Noto Serif CJK SC", "某某仿宋")) == ("某某仿宋",)
