"""Where ink lies on a page as LibreOffice sets it: bands of red or black, in millimetres from the edges of the paper, at 300 dpi."""

import subprocess
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageChops

_DPI = 300
_MM = 25.4 / _DPI
_RED_AT_LEAST, _RED_OTHERS_BELOW, _BLACK_BELOW = 180, 90, 128


@dataclass(frozen=True)
class Band:
    """Rows of ink with no empty row between them."""

    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float

    @property
    def width_mm(self) -> float:
        return self.right_mm - self.left_mm

    @property
    def height_mm(self) -> float:
        return self.bottom_mm - self.top_mm

    @property
    def centre_mm(self) -> float:
        return (self.left_mm + self.right_mm) / 2


@dataclass(frozen=True)
class Ink:
    """A page: its bands from the top, red and black apart."""

    red: tuple[Band, ...]
    black: tuple[Band, ...]

    @property
    def rules(self) -> tuple[Band, ...]:
        """Red lines right across the text."""
        return tuple(band for band in self.red if band.height_mm < 2 and band.width_mm > 150)

    @property
    def mark(self) -> tuple[Band, ...]:
        """The red lines of characters."""
        return tuple(band for band in self.red if band.height_mm >= 2)

    def above(self, rule: Band) -> Band:
        """The last black line over a rule."""
        return max((band for band in self.black if band.bottom_mm <= rule.top_mm), key=lambda band: band.bottom_mm)

    def below(self, rule: Band) -> Band:
        """The first black line under a rule."""
        return min((band for band in self.black if band.top_mm >= rule.bottom_mm), key=lambda band: band.top_mm)


def ink(pdf: Path, page: int = 1) -> Ink:
    """The ink of one page."""
    with Image.open(_picture(pdf, page)) as picture:
        red, green, blue = picture.convert("RGB").split()
    others = ImageChops.lighter(green, blue)
    reds = ImageChops.darker(_where(red, _RED_AT_LEAST, 256), _where(others, 0, _RED_OTHERS_BELOW))
    return Ink(_bands(reds), _bands(_where(ImageChops.lighter(red, others), 0, _BLACK_BELOW)))


def _picture(pdf: Path, page: int) -> Path:
    target = pdf.with_name(f"{pdf.stem}-{page}")
    command = ("pdftoppm", "-r", str(_DPI), "-f", str(page), "-l", str(page), "-singlefile", str(pdf), str(target))
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return target.with_suffix(".ppm")


def _where(channel: Image.Image, least: int, below: int) -> Image.Image:
    return channel.point([255 * (least <= level < below) for level in range(256)])


def _bands(mask: Image.Image) -> tuple[Band, ...]:
    _, rows = mask.getprojection()
    inked = [row for row, there in enumerate(rows) if there]
    groups = groupby(enumerate(inked), key=lambda pair: pair[1] - pair[0])
    return tuple(_band(mask, [row for _, row in group]) for _, group in groups)


def _band(mask: Image.Image, rows: list[int]) -> Band:
    top, bottom = rows[0], rows[-1] + 1
    left, _, right, _ = mask.crop((0, top, mask.width, bottom)).getbbox() or (0, 0, 0, 0)
    return Band(top * _MM, bottom * _MM, left * _MM, right * _MM)
