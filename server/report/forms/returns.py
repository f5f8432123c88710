"""A table that came back → the outcome of every cell: what is right goes in, what is doubtful is asked, nothing is dropped or guessed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from server.report.entries import read_number
from server.report.forms import doubts
from server.report.forms.besides import Foot
from server.report.forms.collecting import CollectionForm, codes_in, sound
from server.report.forms.grids import Grid
from server.report.forms.outcomes import VALUES, Kind, Known, Outcome, Present, Returned
from server.report.forms.tables import read_table
from server.report.indicators import broken

_Whose = tuple[str, str]
_SETTLED = frozenset({Kind.new, Kind.differs, Kind.extra})


def read(grids: Iterable[Grid], forms: Iterable[CollectionForm], known: Known, present: Present, name: str = "") -> Returned:
    """Every cell of the tables of one file. `forms` are those that may be meant (one: it is meant), `name` is the file's.

    A form is known by its code in the cells, else in what the file carries out of sight, else in its name.
    """
    possible = {form.code: form for form in forms}
    tables = tuple(grids)
    written = tuple(_codes(*(cell.text for _, _, cell in grid.filled())) for grid in tables)
    around = _codes(*chain.from_iterable(grid.marks for grid in tables), *chain.from_iterable(written), name)
    meant = tuple(_settled_form(codes, around, possible) for codes in written)
    read_ones = tuple(read_table(grid, form, possible, known, present) for grid, form in zip(tables, meant, strict=True))
    outcomes = _together(tuple(chain.from_iterable(each.outcomes for each in read_ones)))
    answered = tuple(dict.fromkeys(each.form.code for each in read_ones if each.form and each.figures))
    missing = (outcome for code in answered for outcome in _missing(possible[code], outcomes))
    codeless = any(each.figures and each.form is None for each in read_ones) and not answered
    notes = (*_code_notes(written, name, possible, codeless=codeless), *chain.from_iterable(each.notes for each in read_ones))
    everything = (*_related(outcomes, possible, known, present), *missing)
    feet = [Foot(), *(each.foot for each in read_ones)]
    giver, phone, day = (next(filter(None, said), "") for said in zip(*((foot.giver, foot.phone, foot.day) for foot in feet), strict=True))
    return Returned(everything, answered, giver, phone, day, tuple(dict.fromkeys(notes)))


def _settled_form(own: tuple[str, ...], around: tuple[str, ...], possible: Mapping[str, CollectionForm]) -> CollectionForm | None:
    """The form a table answers: by its own cells, then by the file; a single possible one unless the cells name another."""
    if any(map(sound, own)):
        return next((possible[code] for code in own if code in possible), None)
    only = tuple(possible) if len(possible) == 1 else ()
    return next((possible[code] for code in (*around, *only) if code in possible), None)


def _codes(*texts: str) -> tuple[str, ...]:
    return codes_in("\n".join(texts))


def _code_notes(
    written: tuple[tuple[str, ...], ...], name: str, possible: Mapping[str, CollectionForm], *, codeless: bool
) -> Iterator[str]:
    """What is to be said about codes: a slip, one of another report, several, none."""
    everywhere = tuple(dict.fromkeys((*chain.from_iterable(written), *codes_in(name))))
    yield from (doubts.broken_code(code) for code in everywhere if not sound(code))
    yield from (doubts.strange_code(code) for code in everywhere if sound(code) and code not in possible)
    for codes in written:
        several = [code for code in codes if code in possible]
        if len(several) > 1:
            yield doubts.several_codes("、".join(several), several[0])
    if codeless and not any(map(sound, everywhere)):
        yield doubts.no_code()


def _together(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Figures given more than once: the same again is said, another value makes all of them doubtful; a blank beside a value goes.

    A number found without headings says nothing against one that stands under them.
    """
    values: dict[_Whose, dict[str, str]] = {}
    for outcome in outcomes:
        if _gives(outcome) and not outcome.loose:
            values.setdefault(_whose(outcome), {}).setdefault(outcome.raw, outcome.place)
    return tuple(_again(each, values.get(_whose(each), {})) for each in _blanks_once(outcomes, values.keys()))


def _gives(outcome: Outcome) -> bool:
    return bool(outcome.indicator) and outcome.field == "raw" and outcome.kind in VALUES


def _whose(outcome: Outcome) -> _Whose:
    return outcome.form, outcome.indicator


def _blanks_once(outcomes: tuple[Outcome, ...], valued: Iterable[_Whose]) -> Iterator[Outcome]:
    seen = set(valued)
    for outcome in outcomes:
        if outcome.kind is not Kind.blank or _whose(outcome) not in seen:
            yield outcome
        if outcome.kind is Kind.blank:
            seen.add(_whose(outcome))


def _again(outcome: Outcome, places: Mapping[str, str]) -> Outcome:
    """A figure beside all that were given for the same (raw → its first place)."""
    if not _gives(outcome) or not places:
        return outcome
    if outcome.loose:
        return replace(outcome, kind=Kind.remark, suggestion="", message=doubts.written_besides(""))
    if len(places) > 1:
        raw, place = next((raw, place) for raw, place in places.items() if raw != outcome.raw)
        return outcome.saying(Kind.unclear, doubts.given_twice(place, raw))
    first = places[outcome.raw]
    return outcome if outcome.place == first else replace(outcome, kind=Kind.same, message=doubts.given_again(first))


def _missing(form: CollectionForm, outcomes: tuple[Outcome, ...]) -> Iterator[Outcome]:
    """Figures of a form that have no row in the file any more."""
    own = [outcome for outcome in outcomes if outcome.form == form.code]
    there = {key for outcome in own if outcome.field in ("raw", "") for key in (outcome.indicator, *outcome.near.split())}
    for asked in form.rows:
        if asked.indicator not in there:
            yield Outcome(Kind.blank, "", indicator=asked.indicator, label=asked.name, message=doubts.not_given(asked.name), form=form.code)


def _related(outcomes: tuple[Outcome, ...], possible: Mapping[str, CollectionForm], known: Known, present: Present) -> Iterator[Outcome]:
    """Figures that break a relation with one another, or with what stands in the report, are outside."""
    says = {form: dict(_breaking(form, outcomes, possible, known, present)) for form in {each.form for each in outcomes}}
    for outcome in outcomes:
        said = says[outcome.form].get(outcome.indicator, "") if outcome.kind in _SETTLED else ""
        yield outcome.saying(Kind.outside, said) if said else outcome


def _breaking(
    code: str, outcomes: tuple[Outcome, ...], possible: Mapping[str, CollectionForm], known: Known, present: Present
) -> Iterator[tuple[str, str]]:
    share = code in possible and possible[code].share
    there = present.get(code if share else "", {})
    raws = dict(there) | {each.indicator: each.raw for each in outcomes if each.form == code and each.kind in _SETTLED}
    readings = {key: read_number(raw, known.indicators[key])[0] for key, raw in raws.items() if key in known.indicators}
    exact = {key: reading.value for key, reading in readings.items() if reading.exact and reading.value is not None}
    for each in broken(known.relations, exact):
        sentence = doubts.rule_broken(each.relation.says, f"{each.left:f}", f"{each.right:f}")
        yield from ((member, sentence) for member in each.relation.members)
