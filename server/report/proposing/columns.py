"""The columns of a table with a row per town: the words over each, and which indicator they name; nothing is guessed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from server.report.forms.collecting import Wording
from server.report.forms.grids import Cell, Grid, Look
from server.report.forms.naming import Headings, Names
from server.report.indicators import Indicator
from server.report.ledgers.headers import is_numbering
from server.report.proposing import sentences as say
from server.report.proposing.towns import Towns

MOST_HEADINGS = 5
UNUSED, AS_OF = "-", "as_of"


class Kind(StrEnum):
    """What a column holds. `computed` is a rate, `last` is last year's, `clash` shares its indicator with another column."""

    figure = "figure"
    as_of = "as_of"
    aside = "aside"
    computed = "computed"
    last = "last"
    clash = "clash"
    unknown = "unknown"


@dataclass(frozen=True)
class Column:
    """A column by its number; `heading` as it stands over it; `indicator` for kinds that have one; `message` what to say of it."""

    at: int
    heading: str
    kind: Kind
    indicator: str = ""
    message: str = ""


@dataclass(frozen=True)
class Desk:
    """What a table is read against. `chosen`: what a person said of columns: indicator, AS_OF, or UNUSED."""

    towns: Towns
    indicators: Mapping[str, Indicator]
    wording: Wording
    year: int
    chosen: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> Names:
        """What figures may be called."""
        return Names(self.indicators)

    @cached_property
    def headings(self) -> Headings:
        """What other columns may be called."""
        return Headings(self.wording, self.year)


def columns_of(grid: Grid, names: int, first: int, desk: Desk) -> Iterator[Column]:
    """Every column but that of the names, with what it holds; an indicator with two columns has none."""
    wide = max(len(row) for row in grid.rows)
    found = [_column(each, _heading(grid, each, first), desk) for each in range(wide) if each != names]
    found = [each for each in found if each.heading or each.at in desk.chosen or _any_below(grid, each.at, first)]
    times = Counter(each.indicator for each in found if each.kind is Kind.figure)
    for each in found:
        if each.kind is Kind.figure and times[each.indicator] > 1:
            places = "、".join(other.heading for other in found if other.indicator == each.indicator)
            said = say.same_column(desk.indicators[each.indicator].name, places)
            yield Column(each.at, each.heading, Kind.clash, each.indicator, said)
        else:
            yield each


def _any_below(grid: Grid, column: int, first: int) -> bool:
    return any(filled(grid.cell(row, column)) for row in range(first, len(grid.rows)))


def _heading(grid: Grid, column: int, first: int) -> tuple[str, ...]:
    """The words over a column, from above, merged cells spread over what they cover; a title over the whole table is none."""
    rows = range(max(first - MOST_HEADINGS, 0), first)
    texts = (_over(grid, row, column, first) for row in rows)
    return tuple(dict.fromkeys(text for text in texts if text))


def _over(grid: Grid, row: int, column: int, first: int) -> str:
    filled = [(at, cell) for at, cell in enumerate(grid.rows[row]) if cell.text.strip()]
    if len(filled) <= 1 and len(grid.rows[row]) > 1:
        return ""
    own = grid.cell(row, column)
    if own.look is Look.covered:
        return next((cell.text.strip() for at, cell in filled if at < column < at + cell.columns and cell.rows == 1), "")
    return own.text.strip() or _spread(grid, row, column, first)


def _spread(grid: Grid, row: int, column: int, first: int) -> str:
    """The heading to the left that goes on over this column in a block that was pasted: both are parted in the row below."""
    left = next((at for at in range(column - 1, -1, -1) if grid.cell(row, at).text.strip()), -1)
    parted = row + 1 < first and all(grid.cell(row + 1, at).text.strip() for at in (left, column))
    return grid.cell(row, left).text.strip() if left >= 0 and parted else ""


def _column(at: int, texts: tuple[str, ...], desk: Desk) -> Column:
    heading = " ".join(text for text in texts if text not in desk.indicators)
    chosen = desk.chosen.get(at)
    if chosen is not None:
        return _chosen(at, heading, chosen, desk)
    if any(desk.headings.find(text)[0] == "last" for text in texts):
        return Column(at, heading, Kind.last, message=say.last_year_column(heading))
    key = _indicator(texts, desk)
    if key:
        return _figure(at, heading, key, desk)
    kind = next((kind for text in reversed(texts) for kind in [_other(text, desk)] if kind), Kind.unknown)
    return Column(at, heading, kind, message=say.unknown_column(heading) if kind is Kind.unknown else "")


def _chosen(at: int, heading: str, chosen: str, desk: Desk) -> Column:
    if chosen in desk.indicators:
        return _figure(at, heading, chosen, desk)
    return Column(at, heading, Kind.as_of if chosen == AS_OF else Kind.aside)


def _figure(at: int, heading: str, key: str, desk: Desk) -> Column:
    indicator = desk.indicators[key]
    computed = indicator.rate is not None
    return Column(at, heading, Kind.computed if computed else Kind.figure, key, say.computed_column(indicator.name) if computed else "")


def _indicator(texts: tuple[str, ...], desk: Desk) -> str:
    """By its code, else by the words right above the figures, alone or after those above them."""
    code = next((text for text in texts if text in desk.indicators), "")
    if code:
        return code
    names = [text for text in texts if desk.headings.find(text)[0] != "now"]
    tails = ("".join(names[at:]) for at in range(len(names)))
    whole = [key for tail in tails if (key := desk.names.find(tail))]
    alone = [key for text in reversed(names) if (key := desk.names.find(text))]
    return next(iter((*whole, *alone)), "")


def _other(text: str, desk: Desk) -> Kind | None:
    """What a column is that holds no figure."""
    key = desk.headings.find(text)[0]
    if key == AS_OF:
        return Kind.as_of
    return Kind.aside if key in ("number", "name", "unit", "system", "note", "id", "definition") or is_numbering(text) else None


def filled(cell: Cell) -> bool:
    """Whether a cell holds something, be it a formula that gave nothing."""
    return bool(cell.text.strip()) or cell.look is Look.unread
