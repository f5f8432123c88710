"""Pages as they will print: .docx → PDF through LibreOffice → pictures.

Fonts that are not installed are replaced by others of the same widths, so that lines and pages break where they will.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2
from PIL import Image

from server.report import file_problems
from server.report.problems import Refused
from server.word.office import OFFICE, Office, Run, convert

_DPI = 110
_POINTS_PER_INCH = 72
_COLOURS = 32
_FAMILIES_SECONDS = 20
# What to take for a font that is not there: a character is one em wide in each, so that lines break at the same places.
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "AR PL UMing CN", "SimSun")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei", "SimHei")
_INSTEAD = {
    "仿宋_GB2312": ("仿宋", "FangSong", "FandolFang R", *_SERIF),
    "仿宋": ("FangSong", "FandolFang R", *_SERIF),
    "楷体_GB2312": ("楷体", "KaiTi", "FandolKai", "AR PL KaitiM GB", *_SERIF),
    "楷体": ("KaiTi", "FandolKai", "AR PL KaitiM GB", *_SERIF),
    "黑体": ("SimHei", *_SANS),
    "宋体": ("SimSun", *_SERIF),
    "方正小标宋简体": ("方正小标宋_GBK", "华文中宋", "STZhongsong", *_SERIF),
    "Times New Roman": ("Liberation Serif", "Tinos", "Noto Sans Mono CJK SC"),
}


def as_pdf(docx: bytes, folder: Path, stop: Callable[[], bool], office: Office = OFFICE) -> bytes:
    """The document as PDF. `folder` holds the work while it lasts, `stop` is asked ten times a second. Raises Refused as `convert` does."""
    if office.path is None:
        raise Refused(file_problems.no_office())
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as name:
        work = Path(name)
        source, fonts = work / "document.docx", work / "fonts.conf"
        source.write_bytes(docx)
        fonts.write_text(_fonts(), "utf-8")
        return convert(source, "pdf", work, Run(office, stop, {"FONTCONFIG_FILE": str(fonts)})).read_bytes()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def pictures(pdf: bytes) -> Iterator[bytes]:
    """Every page as a PNG of few colours, one after the other."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture: Image.Image = page.render(scale=_DPI / _POINTS_PER_INCH).to_pil()
            buffer = BytesIO()
            picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE).save(buffer, "PNG")
            yield buffer.getvalue()


def missing_fonts(wanted: Iterable[str]) -> tuple[str, ...]:
    """Which of these fonts this machine does not have; all that are not known to be there where it cannot tell."""
    installed = _families()
    return tuple(name for name in wanted if name not in installed)


def _families() -> frozenset[str]:
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    listed = subprocess.run([program, ":", "family"], capture_output=True, text=True, timeout=_FAMILIES_SECONDS, check=False)  # noqa: S603
    return frozenset(name.strip() for line in listed.stdout.splitlines() for name in line.split(","))


def _fonts() -> str:
    """Settings of fontconfig that name, behind each font of our documents, what to take where it is missing."""
    start = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
    rules = "".join(_rule(name, instead) for name, instead in _INSTEAD.items())
    return f'{start}<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>'


def _rule(name: str, instead: tuple[str, ...]) -> str:
    named = "".join(f"<string>{escape(each)}</string>" for each in instead)
    test = f'<test name="family"><string>{escape(name)}</string></test>'
    return f'<match target="pattern">{test}<edit name="family" mode="append" binding="strong">{named}</edit></match>'
