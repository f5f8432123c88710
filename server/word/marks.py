"""How large the name of an office can be printed as its 发文机关标志, and the height of its lines; no XML."""

from dataclasses import dataclass

from server.report.measures import MarkMeasures
from server.report.words import title_lines, width

_TWIPS_PER_HALF_POINT = 10
_WHOLE = 100


@dataclass(frozen=True)
class Mark:
    """Lines of one size, narrowed to `percent` of their width; distances in twips.

    `ink_top_twips` lie between the top of the first line and its ink, `ink_bottom_twips` between the ink of the last and its bottom.
    """

    lines: tuple[str, ...]
    half_points: int
    percent: int
    line_twips: int
    ink_top_twips: int
    ink_bottom_twips: int

    def width_twips(self, characters: float) -> int:
        """How wide so many full-width characters are."""
        return round(characters * self.half_points * _TWIPS_PER_HALF_POINT * self.percent / _WHOLE)


def single(text: str, room_twips: int, measures: MarkMeasures) -> Mark:
    """One name in one line; narrowed, then broken at a word, where it would be smaller than the least size."""
    one = fitted((text,), width(text), room_twips, measures)
    if one.percent >= measures.narrowest_percent:
        return one
    lines = title_lines(text, most=int(width(text)) * 2 // 3 + 1)
    return fitted(lines, max(map(width, lines)), room_twips, measures)


def fitted(lines: tuple[str, ...], widest: float, room_twips: int, measures: MarkMeasures) -> Mark:
    """Lines as large as `widest` full-width characters may be in the room; narrowed as far as they must at the least size."""
    most = measures.most_half_points[min(len(lines), len(measures.most_half_points)) - 1]
    fitting = room_twips / (max(widest, 1) * _TWIPS_PER_HALF_POINT)
    half_points = max(measures.least_half_points, min(int(fitting), most))
    size = half_points * _TWIPS_PER_HALF_POINT
    return Mark(
        lines,
        half_points,
        max(1, min(_WHOLE, int(_WHOLE * fitting / half_points))),
        size * measures.line_hundredths // _WHOLE,
        size * measures.ink_top_hundredths // _WHOLE,
        size * measures.ink_bottom_hundredths // _WHOLE,
    )
