"""The sum of what villages gave: what can be added is added, what cannot is named, and who gave nothing is never a 0."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from server.report.entries import SCALE, read_number
from server.report.indicators import Indicator
from server.report.summing.cells import Kept, cell_of
from server.report.summing.totals import Total as Summed
from server.report.summing.totals import names


@dataclass(frozen=True)
class Total:
    """The shares of one figure. `known` is the sum of the exact ones; `given` of `asked` gave an answer.

    `apart`: (giver, raw) that cannot be added, about 50 or not readable; `none`: givers without this work (不适用);
    `missing`: givers without an answer.
    """

    indicator: str
    known: Decimal
    given: int
    asked: int
    apart: tuple[tuple[str, str], ...] = ()
    none: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the sum is the figure: everybody answered and everything could be added."""
        return not self.apart and not self.missing


def totals(shares: Mapping[str, Mapping[str, str]], indicators: Mapping[str, Indicator]) -> tuple[Total, ...]:
    """Giver → indicator → raw ("" is not given) as one sum per figure; figures whose sum means nothing are left out."""
    asked = dict.fromkeys(key for raws in shares.values() for key in raws)
    adding = (indicators[key] for key in asked if key in indicators and indicators[key].sums)
    return tuple(_total(each, {giver: raws[each.id] for giver, raws in shares.items() if each.id in raws}) for each in adding)


def _total(indicator: Indicator, raws: Mapping[str, str]) -> Total:
    """Here a number that is only roughly known is not added: the village can still be asked for the exact one."""
    readings = ((giver, read_number(raw, indicator)[0], raw) for giver, raw in raws.items())
    cells = tuple(cell_of(at, giver, reading, raw) for at, (giver, reading, raw) in enumerate(readings))
    exact = Summed(indicator, tuple(cell for cell in cells if not cell.qualifier))
    every = Summed(indicator, cells)
    return Total(
        indicator.id,
        Decimal(exact.value or 0) / SCALE,
        len(cells) - len(every.missing),
        len(cells),
        tuple((cell.name, cell.raw) for cell in cells if cell.qualifier or cell.kept is Kept.unreadable),
        names(every.by_kept[Kept.not_applicable]),
        names(every.missing),
    )
