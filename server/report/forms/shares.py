"""The sum of what villages gave: what can be added is added, what cannot is named, and who gave nothing is never a 0."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from server.report.entries import Answer, Reading, read_number
from server.report.indicators import Indicator


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
    readings = {giver: read_number(raw, indicator)[0] for giver, raw in raws.items()}
    missing = tuple(giver for giver, reading in readings.items() if reading.answer is Answer.blank)
    return Total(
        indicator.id,
        sum((reading.value for reading in readings.values() if reading.exact and reading.value is not None), Decimal(0)),
        len(raws) - len(missing),
        len(raws),
        tuple((giver, raws[giver]) for giver, reading in readings.items() if _apart(reading)),
        tuple(giver for giver, reading in readings.items() if reading.answer is Answer.not_applicable),
        missing,
    )


def _apart(reading: Reading) -> bool:
    return reading.answer is Answer.unreadable or (reading.answer is Answer.number and not reading.exact)
