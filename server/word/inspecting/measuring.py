"""A paragraph's properties as measures in twips: characters counted as the font is wide, lines as the grid is high; no styles."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.report.inspection.layout import Align, Block, Border, Face, Place, Rule, Span
from server.report.reading.parts import Part
from server.word.inspecting.cascade import whole
from server.word.inspecting.properties import Said

_HUNDREDTHS = 100
_SINGLE_TWIPS = 240
_TWIPS_PER_HALF_POINT = 10
_GRID_STEPS = 4096
_MOST_TABS = 64
_ALIGNS: Mapping[str, Align] = {"left": "left", "center": "center", "right": "right", "both": "both", "distribute": "distribute"}
_RULES: Mapping[str, Rule] = {"auto": "auto", "exact": "exact", "atLeast": "atLeast"}
_NO_BORDER = {"none", "nil"}
Edges = tuple[Border, ...]


@dataclass(frozen=True)
class Stand:
    """Where a paragraph stands: the grid of its section, its style, its automatic number, and all that `Block` says of it."""

    grid: tuple[str, int, int]
    style: str
    number: str
    page_break_before: bool
    section: int
    place: Place
    ordinal: int
    table: int
    hung: str


def measured(said: Said, spans: tuple[Span, ...], stand: Stand) -> Block:
    """A paragraph with these properties and characters. One with text is taken for text until it is understood."""
    face = next((span.face for span in spans if span.text.strip()), spans[0].face)
    grid, filled = stand.grid, bool(stand.number.strip()) or any(span.text.strip() for span in spans)
    character = _character(face, grid, snapped=bool(said.get("snapToGrid", True)))
    pitch = grid[1] if grid[0] and grid[1] else _SINGLE_TWIPS
    return Block(
        part=Part.text if filled else Part.margin,
        spans=spans,
        alignment=_ALIGNS.get(str(said.get("jc", "left")), "left"),
        left_twips=_length(said, "left", "leftChars", character),
        right_twips=_length(said, "right", "rightChars", character),
        first_line_twips=_length(said, "first", "firstChars", character),
        before_twips=_length(said, "before", "beforeLines", pitch),
        after_twips=_length(said, "after", "afterLines", pitch),
        line=whole(said, "line", _SINGLE_TWIPS),
        line_rule=_RULES.get(str(said.get("lineRule", "auto")), "auto"),
        snap_to_grid=bool(said.get("snapToGrid", True)),
        widow_control=bool(said.get("widowControl", True)),
        page_break_before=filled and (stand.page_break_before or bool(said.get("pageBreakBefore"))),
        keep_next=bool(said.get("keepNext")),
        borders=_borders(said),
        tabs=_tabs(said),
        number=stand.number,
        style=stand.style,
        section=stand.section,
        place=stand.place,
        ordinal=stand.ordinal,
        table=stand.table,
        hung=stand.hung,
    )


def character_twips(face: Face) -> int:
    """How far one full-width character of a face advances."""
    return face.half_points * _TWIPS_PER_HALF_POINT * face.scale_percent // _HUNDREDTHS + face.spacing_twips


def _character(face: Face, grid: tuple[str, int, int], *, snapped: bool) -> int:
    """One character as indents count it: that of the grid where it has columns, else that of the font."""
    space = round(grid[2] * 20 / _GRID_STEPS) if snapped and grid[0] in {"linesAndChars", "snapToChars"} else 0
    return character_twips(face) + space


def _length(said: Said, twips: str, hundredths: str, unit: int) -> int:
    """Word goes by characters and lines where they are said, also when a nearer level says twips alone."""
    counted = whole(said, hundredths)
    return counted * unit // _HUNDREDTHS if counted else whole(said, twips)


def _borders(said: Said) -> Edges:
    found = (border for name, border in said.items() if name.startswith("border:") and isinstance(border, Border))
    return tuple(border for border in found if border.kind not in _NO_BORDER)


def _tabs(said: Said) -> tuple[tuple[str, int], ...]:
    found = said.get("tabs")
    stops = found.items() if isinstance(found, dict) else ()
    return tuple((kind, position) for position, kind in sorted(stops)[:_MOST_TABS] if kind != "clear")
