"""Long straight lines of a paper, whether they are borders of paragraphs, drawn lines or flat boxes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from server.report.inspection.layout import Block, Border, Frame

_SHORTEST_TWIPS = 5000
_FLAT_TWIPS = 60
_RED, _DIM = 0xA0, 0x70
_DOUBLE = ("double", "thick", "thin", "triple")


@dataclass(frozen=True)
class RedLine:
    """A line right across: how long and thick, its colour, the paragraph whose border it is, or None for a drawn one.

    `edge` is top or bottom for a border; `double` for one that is two lines. `left_twips` counts from the text's left edge.
    """

    width_twips: int
    eighths: int
    colour: str
    double: bool = False
    block: Block | None = None
    edge: str = ""
    left_twips: int = 0
    space_points: int = 0
    frame: Frame | None = None

    @property
    def red(self) -> bool:
        """Whether it is red."""
        return is_red(self.colour)


def is_red(colour: str) -> bool:
    """Whether RRGGBB is some red."""
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= _RED and green <= _DIM and blue <= _DIM


def lines_of(blocks: Iterable[Block], frames: Iterable[Frame], text_width: Callable[[Block], int]) -> tuple[RedLine, ...]:
    """The lines among some paragraphs, then the drawn ones, each group in order."""
    return (*(line for block in blocks for line in _borders(block, text_width(block))), *_drawn(frames))


def _borders(block: Block, width_twips: int) -> Iterator[RedLine]:
    edges = [border for border in block.borders if border.edge in {"top", "bottom"}]
    if {border.edge for border in block.borders} >= {"top", "bottom", "left", "right"}:
        return
    for border in edges:
        length = width_twips - block.left_twips - block.right_twips
        yield RedLine(length, border.eighths, border.colour, _is_double(border), block, border.edge, block.left_twips, border.space_points)


def _is_double(border: Border) -> bool:
    return border.kind.startswith(_DOUBLE) and border.kind != "thick"


def _drawn(frames: Iterable[Frame]) -> Iterator[RedLine]:
    for frame in frames:
        flat = frame.kind == "line" or (frame.kind == "box" and not frame.blocks)
        if flat and frame.height_twips <= _FLAT_TWIPS and frame.width_twips >= _SHORTEST_TWIPS:
            double = frame.compound.lower().startswith(_DOUBLE) or frame.compound == "dbl"
            yield RedLine(frame.width_twips, frame.eighths, frame.colour, double, left_twips=frame.left_twips, frame=frame)
