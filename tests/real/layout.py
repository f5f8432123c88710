"""Measures a .docx as LibreOffice sets it: lines a page, characters a line, page numbers; substitute fonts of the same widths."""

import os
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

import pdfplumber
from PIL import Image

_MM_PER_POINT = 25.4 / 72
_SERIF = ("仿宋_GB2312", "仿宋", "楷体_GB2312", "楷体", "方正小标宋简体", "华文中宋", "宋体")
# Only families whose digits are half an em wide, as those of Times New Roman are.
_FONTS = {
    **dict.fromkeys(_SERIF, ("Noto Serif CJK SC",)),
    "黑体": ("Noto Sans CJK SC",),
    "Times New Roman": ("Liberation Serif", "Noto Sans Mono CJK SC"),
}
_NO_START = "，。、；：？！）》〉】〕」』”’…—％"
_NO_END = "（《〈【〔「『“‘"
_LEFT_MARGIN_MM = 28.0
_BODY_POINTS = 16
_DPI = 300
_FOOTER_MM = (263, 276)
_DASH_STRIP_MM = 3


@dataclass(frozen=True)
class Line:
    """A line of text; sides are those of its outer characters, in millimetres from the left edge of the paper."""

    text: str
    points: float
    left_mm: float
    right_mm: float
    bottom_mm: float

    @property
    def centre_mm(self) -> float:
        return (self.left_mm + self.right_mm) / 2

    @property
    def at_margin(self) -> bool:
        """Neither indented nor set to the right."""
        return abs(self.left_mm - _LEFT_MARGIN_MM) < 1

    @property
    def full_width(self) -> bool:
        return all(unicodedata.east_asian_width(character) in "WFA" for character in self.text)


@dataclass(frozen=True)
class Page:
    """A page without its page number, which stands apart: its text, the middle of its dash, its sides."""

    lines: tuple[Line, ...]
    ruled: bool
    number: Line
    dash_mm: float

    @property
    def titled(self) -> bool:
        return any(line.points > _BODY_POINTS + 1 for line in self.lines)


@dataclass(frozen=True)
class Full:
    """A justified full-width line with the one after it in its paragraph."""

    line: Line
    following: Line

    @property
    def characters(self) -> int:
        return len(self.line.text)

    @property
    def excused(self) -> bool:
        """A mark that may not start a line came up to it or hangs in the margin, or one that may not end a line went down."""
        hung = self.characters > 28 and self.line.text[-1] in _NO_START
        start = self.following.text[:2]
        carried = start[0] in _NO_END or start in ("——", "……") or start[-1] in _NO_START
        return hung or (self.characters < 28 and carried)


@dataclass(frozen=True)
class Layout:
    """A document as set on paper."""

    pages: tuple[Page, ...]

    def line_counts(self) -> tuple[tuple[int, bool], ...]:
        """Lines of every page without title or table but the last, and whether a paragraph runs on to the next page.

        Where none does, a heading or sign-off may have taken its place on the next page and left this one short.
        """
        return tuple(
            (len(page.lines), following.lines[0].at_margin)
            for page, following in pairwise(self.pages)
            if not page.titled and not page.ruled and following.lines
        )

    def full_lines(self) -> tuple[Full, ...]:
        """Justified lines of full-width characters alone: neither first nor last of a paragraph."""
        body = [line for page in self.pages for line in page.lines if abs(line.points - _BODY_POINTS) < 1]
        return tuple(
            Full(line, following) for line, following in pairwise(body) if line.at_margin and following.at_margin and line.full_width
        )

    def exactly(self, characters: int) -> float:
        """The share of full lines that hold just so many characters, those excused left out."""
        counted = [full.characters for full in self.full_lines() if not full.excused]
        return counted.count(characters) / len(counted)

    def find(self, text: str) -> Line:
        """The first line with this text in it."""
        return next(line for page in self.pages for line in page.lines if text in line.text)


def missing() -> str:
    """What this machine lacks for measuring, or nothing."""
    lacking = [command for command in ("soffice", "pdftoppm", "fc-list") if not shutil.which(command)]
    if not lacking and "Serif" not in _output("fc-list", "Noto Serif CJK SC"):
        lacking = ["fonts-noto-cjk"]
    return "、".join(lacking)


def measure(docx: bytes) -> Layout:
    """The layout of a .docx in LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        return measured(to_pdf(docx, Path(folder)))


def measured(pdf: Path) -> Layout:
    """The layout of a .pdf that stands in a folder of ours."""
    dashes = _dashes(pdf)
    with pdfplumber.open(pdf) as document:
        return Layout(tuple(_page(page, next(dashes)) for page in document.pages))


def to_pdf(docx: bytes, folder: Path) -> Path:
    """Sets a .docx in a folder with a profile and fonts of its own, so that runs beside each other do not meet."""
    return to_pdfs({"document": docx}, folder)["document"]


def to_pdfs(documents: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Sets many .docx by one start of LibreOffice."""
    (folder / "fonts.conf").write_text(_font_settings(), "utf-8")
    for name, docx in documents.items():
        (folder / f"{name}.docx").write_bytes(docx)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = (str(folder / f"{name}.docx") for name in documents)
    _output(
        "soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), *files, FONTCONFIG_FILE=str(folder / "fonts.conf")
    )
    return {name: folder / f"{name}.pdf" for name in documents}


def _output(*command: str, **environment: str) -> str:
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


def _font_settings() -> str:
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong">{"".join(f"<string>{font}</string>" for font in instead)}</edit></match>'
        for name, instead in _FONTS.items()
    )
    start = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
    return f'{start}<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{matches}</fontconfig>'


def _page(page: pdfplumber.page.Page, dash_mm: float) -> Page:
    lines = tuple(lines_of(page))
    return Page(lines[:-1], bool(page.edges), lines[-1], dash_mm)


def lines_of(page: pdfplumber.page.Page) -> Iterator[Line]:
    """Lines from the top. Cells of one table row that stand at one height are one line."""
    rows = groupby(sorted(page.chars, key=lambda char: round(char["bottom"])), key=lambda char: round(char["bottom"]))
    for _, row in rows:
        chars = sorted((char for char in row if char["text"].strip()), key=lambda char: char["x0"])
        if chars:
            yield Line(
                text="".join(char["text"] for char in chars),
                points=max(char["size"] for char in chars),
                left_mm=chars[0]["x0"] * _MM_PER_POINT,
                right_mm=max(char["x1"] for char in chars) * _MM_PER_POINT,
                bottom_mm=max(char["bottom"] for char in chars) * _MM_PER_POINT,
            )


def _dashes(pdf: Path) -> Iterator[float]:
    """The middle of the first dash of every page number, from its ink: character boxes vary with the font."""
    top, bottom = (_dots(mm) for mm in _FOOTER_MM)
    _output("pdftoppm", "-gray", "-r", str(_DPI), "-y", str(top), "-H", str(bottom - top), str(pdf), str(pdf.with_suffix("")))
    for picture in sorted(pdf.parent.glob(f"{pdf.stem}-*.pgm")):
        with Image.open(picture) as opened:
            ink = opened.point([255 * (level < 128) for level in range(256)])
        left, *_ = ink.getbbox() or (0,)
        _, upper, _, lower = ink.crop((left, 0, left + _dots(_DASH_STRIP_MM), ink.height)).getbbox() or (0, 0, 0, 0)
        yield (top + (upper + lower) / 2) / _DPI * 25.4


def _dots(mm: float) -> int:
    return round(mm / 25.4 * _DPI)
