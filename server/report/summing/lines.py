"""The figures of a year over units, one line a figure: its sum, or why there is none; in the order of the catalogue."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from server.report.indicators import Indicator
from server.report.outline import Outline, SectionKind
from server.report.summing.cells import Cell, Kept, Member, Source
from server.report.summing.totals import Apart, Rated, Total, apart, rated

Given = Mapping[str, Mapping[int, Cell]]  # indicator → unit → what the unit gave


@dataclass(frozen=True)
class Line:
    """One figure. `apart` says why its cells are not added; `rated` is a rate that could be recomputed."""

    total: Total
    apart: Apart | None = None
    rated: Rated | None = None

    @property
    def indicator(self) -> Indicator:
        """Which figure."""
        return self.total.indicator

    @property
    def summed(self) -> bool:
        """Whether its cells are added."""
        return self.apart is None

    @property
    def lacking(self) -> bool:
        """Whether somebody's figure is missing in a sum; a rate: whether a unit lacks one of its parts."""
        return bool(self.rated.left_out) if self.rated else self.summed and not self.total.complete


def lines_of(indicators: Iterable[Indicator], members: tuple[Member, ...], given: Given) -> tuple[Line, ...]:
    """A line for every figure that units of these kinds are asked for as a matter of course, and every other that one of them gave."""
    known = {each.id: each for each in indicators}
    nothing = {each.id: empty(each) for each in members}
    asked = (each for each in known.values() if not each.rate and (each.core or each.id in given))
    totals = {each.id: Total(each, tuple(_cells(each, members, given.get(each.id, {}), nothing))) for each in asked}
    return tuple(_lines(known, totals))


def headings(outline: Outline, sections: Mapping[str, SectionKind]) -> dict[str, str]:
    """Section key → the heading of the outline under which its figures stand; in the order of the outline, others by their plain names."""
    own = {section.key: section.heading for section, _, _ in outline.walk()}
    taken = {key: section.heading for section, _, _ in outline.walk() for key in section.takes if key not in own}
    return own | taken | {key: kind.name for key, kind in sections.items() if key not in own and key not in taken}


def _lines(known: Mapping[str, Indicator], totals: Mapping[str, Total]) -> Iterator[Line]:
    for each in known.values():
        if each.rate:
            yield from _rate(each, totals)
        elif each.id in totals and totals[each.id].cells and (each.core or totals[each.id].answered):
            yield Line(totals[each.id], apart(each))


def _rate(indicator: Indicator, totals: Mapping[str, Total]) -> Iterator[Line]:
    """A rate that has something to be computed from; where a part may not be summed there is none, and that is said."""
    part, whole = (totals.get(each) for each in ((indicator.rate.part, indicator.rate.whole) if indicator.rate else ("", "")))
    if part is None or whole is None or not (part.answered and whole.answered):
        return
    summed = apart(part.indicator) is None and apart(whole.indicator) is None
    yield Line(Total(indicator, ()), Apart.rate, rated(indicator, part, whole) if summed else None)


def _cells(indicator: Indicator, members: Iterable[Member], given: Mapping[int, Cell], nothing: Mapping[int, Cell]) -> Iterator[Cell]:
    """What each unit gave; of those that gave nothing, only units that are asked for the figure."""
    for member in members:
        if member.id in given:
            yield given[member.id]
        elif member.tier in indicator.tiers:
            yield nothing[member.id]


def empty(member: Member) -> Cell:
    """A unit without this figure: 未报 where it has no report at all, else 未填."""
    kept = Kept.unreported if member.source is Source.none else Kept.blank
    return Cell(member.id, member.name, kept, final=member.final, report_id=member.report_id)
