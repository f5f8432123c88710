"""The 指标表 of a report that came 线下: every figure as understood beside what was accepted before, and what a person decides on it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from server.actions import opening, tabling
from server.actions.evidence import Checked
from server.actions.offline import Typed
from server.actions.received import keyed
from server.library import Library
from server.report.entries import Answer, read_number
from server.report.forms.collecting import Asked, CollectionForm, code_of, codes_in, sound
from server.report.forms.naming import Names
from server.report.forms.outcomes import Kind, Known, Outcome
from server.report.forms.returns import read
from server.report.indicators import Indicator
from server.report.proposing import sentences as say
from server.report.units import Unit
from server.storage.offline import OfflineFigure

ASKED = frozenset({Kind.unclear, Kind.outside, Kind.unknown})
PLAIN = frozenset({Kind.new, Kind.differs, Kind.extra})
_ID = 12


@dataclass(frozen=True)
class Line:
    """One cell. `value` stands in the box of a doubtful one at first; `about` is the name of the figure that may be meant."""

    id: str
    outcome: Outcome
    indicator: Indicator | None
    value: str = ""
    about: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet as understood. `plain` can be accepted as it is, `asked` needs a person, `aside` is everything else that was written.

    `missing` are the figures every unit is asked for that the sheet does not give.
    """

    plain: tuple[Line, ...]
    asked: tuple[Line, ...]
    same: int
    lasts: Mapping[str, str]
    aside: tuple[Outcome, ...]
    missing: tuple[Indicator, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Decided:
    """What shall be kept, and a sentence for each line that cannot be."""

    typed: Mapping[str, Typed]
    wrong: Mapping[str, str]


def asked_of(library: Library, unit: Unit) -> tuple[Indicator, ...]:
    """The figures a unit of this tier can be asked for."""
    return tuple(each for each in library.indicators.values() if each.rate is None and unit.tier in each.tiers)


def understood(library: Library, unit: Unit, year: int, file: Checked, present: Mapping[str, OfflineFigure]) -> Sheet:
    """Every cell of a sheet that `tabling.opened` gave to keep. Raises Refused for one that cannot be read any more."""
    grids = tabling.again(file, library.form_words)
    codes = [code for code in codes_in(opening.words_of(grids)) if sound(code)]
    asked = asked_of(library, unit)
    rows = tuple(Asked(each.id, each.name, each.unit, each.definition, "", "", each.decimals) for each in asked)
    form = CollectionForm(next(iter(codes), code_of(0)), unit.short_name, year, unit.short_name, "", "", rows)
    known = Known(library.indicators, library.relations, library.form_words, year)
    found = read(grids, (form,), known, {"": {key: each.raw for key, each in present.items()}}, file.name)
    lines = tuple(_line(library, key, outcome) for key, outcome in keyed(found.outcomes))
    given = {each.outcome.indicator for each in lines if each.outcome.field == "raw" and each.outcome.kind is not Kind.blank}
    lasts = {each.outcome.indicator: each.outcome.raw for each in lines if each.outcome.field == "last" and _reads(each)}
    return Sheet(
        tuple(each for each in lines if each.outcome.kind in PLAIN),
        tuple(each for each in lines if each.outcome.kind in ASKED),
        sum(each.outcome.kind is Kind.same for each in lines),
        {key: raw for key, raw in lasts.items() if key not in present or present[key].last != raw},
        tuple(each.outcome for each in lines if each.outcome.kind in (Kind.remark, Kind.words) and each.outcome.field != "last"),
        tuple(each for each in asked if each.core and each.id not in given),
        found.notes,
    )


def decided(library: Library, sheet: Sheet, present: Mapping[str, OfflineFigure], boxes: Mapping[str, str]) -> Decided:
    """What is kept of a sheet: all that is plain, and doubtful lines whose box (`value.id`, `about.id`) holds a figure."""
    raws = {each.outcome.indicator: (each.outcome.raw, each.outcome.as_of) for each in sheet.plain}
    wrong: dict[str, str] = {}
    names = Names({key: each for key, each in library.indicators.items() if each.rate is None})
    for line in sheet.asked:
        raw = boxes.get(f"value.{line.id}", "").strip()
        indicator = line.indicator or library.indicators.get(names.find(boxes.get(f"about.{line.id}", "")))
        if raw and indicator is None:
            wrong[line.id] = say.unknown_figure(boxes.get(f"about.{line.id}", "") or line.outcome.label)
        elif raw and indicator and read_number(raw, indicator)[0].answer not in (Answer.number, Answer.not_applicable):
            wrong[line.id] = say.figure_unreadable(indicator.name, raw, indicator.unit)
        elif raw and indicator:
            raws[indicator.id] = (raw, line.outcome.as_of)
    kept = {key: _as_typed(present.get(key)) for key in (*raws, *sheet.lasts)}
    with_raws = {key: replace(each, raw=raws[key][0], as_of=raws[key][1]) if key in raws else each for key, each in kept.items()}
    return Decided({key: replace(each, last=sheet.lasts.get(key, each.last)) for key, each in with_raws.items()}, wrong)


def _line(library: Library, key: str, outcome: Outcome) -> Line:
    near = library.indicators.get(next(iter(outcome.near.split()), ""))
    indicator = library.indicators.get(outcome.indicator)
    value = outcome.suggestion or (outcome.raw if outcome.kind is Kind.outside and indicator and _readable(outcome.raw, indicator) else "")
    value = value or (outcome.raw if outcome.kind is Kind.unknown else "")
    return Line(sha256(key.encode()).hexdigest()[:_ID], outcome, indicator, value, near.name if near else "")


def _reads(line: Line) -> bool:
    return bool(line.indicator and line.indicator.rate is None and _readable(line.outcome.raw, line.indicator))


def _readable(raw: str, indicator: Indicator) -> bool:
    return read_number(raw, indicator)[0].answer in (Answer.number, Answer.not_applicable)


def _as_typed(figure: OfflineFigure | None) -> Typed:
    return Typed(figure.raw, figure.last, figure.as_of) if figure else Typed()
