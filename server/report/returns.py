"""A table that came back → the outcome of every cell: what is right goes in, what is doubtful is asked, nothing is dropped or guessed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from server.report import doubts
from server.report.besides import Foot
from server.report.collecting import CollectionForm, codes_in, sound
from server.report.entries import read_number
from server.report.grids import Grid
from server.report.indicators import broken
from server.report.outcomes import VALUES, Kind, Known, Outcome, Present, Returned
from server.report.tables import read_table

_SETTLED = frozenset({Kind.new, Kind.differs, Kind.extra})


def read(grids: Iterable[Grid], forms: Iterable[CollectionForm], known: Known, present: Present, name: str = "") -> Returned:
    """Every cell of the tables of one file. `forms` are those that may be meant (one: it is meant), `name` is the file's.

    A form is known by its code in the cells, else in what the file carries out of sight, else in its name.
    """
    possible = {form.code: form for form in forms}
    tables = tuple(grids)
    read_ones = tuple(read_table(grid, _settled_form(grid, tables, possible, name), possible, known, present) for grid in tables)
    outcomes = _together(tuple(chain.from_iterable(each.outcomes for each in read_ones)))
    answered = tuple(dict.fromkeys(each.form.code for each in read_ones if each.form and each.figures))
    missing = (outcome for code in answered for outcome in _missing(possible[code], outcomes))
    feet = [Foot(), *(each.foot for each in read_ones)]
    codeless = any(each.figures and each.form is None for each in read_ones)
    notes = (*_code_notes(tables, possible, name, answered, codeless=codeless), *chain.from_iterable(each.notes for each in read_ones))
    everything = (*_related(outcomes, possible, known, present), *missing)
    giver, phone, day = (next(filter(None, said), "") for said in zip(*((foot.giver, foot.phone, foot.day) for foot in feet), strict=True))
    return Returned(everything, answered, giver, phone, day, tuple(dict.fromkeys(notes)))


def _settled_form(grid: Grid, grids: tuple[Grid, ...], possible: Mapping[str, CollectionForm], name: str) -> CollectionForm | None:
    """The form a table answers: by its own cells, then by the file; a single possible one unless the cells name another."""
    own = [code for code in _codes(cell.text for _, _, cell in grid.filled()) if sound(code)]
    if own:
        return next((possible[code] for code in own if code in possible), None)
    around = [code for code in _codes((*chain.from_iterable(each.marks for each in grids), *_all_texts(grids), name)) if code in possible]
    only = tuple(possible.values()) if len(possible) == 1 else ()
    return possible[around[0]] if around else next(iter(only), None)


def _all_texts(grids: tuple[Grid, ...]) -> Iterator[str]:
    return (cell.text for grid in grids for _, _, cell in grid.filled())


def _codes(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for text in texts for code in codes_in(text)))


def _code_notes(
    grids: tuple[Grid, ...], possible: Mapping[str, CollectionForm], name: str, answered: tuple[str, ...], *, codeless: bool
) -> Iterator[str]:
    """What is to be said about codes: none, a slip, one of another report, several."""
    written = _codes((*_all_texts(grids), name))
    yield from (doubts.broken_code(code) for code in written if not sound(code))
    yield from (doubts.strange_code(code) for code in written if sound(code) and code not in possible)
    for grid in grids:
        several = [code for code in _codes(cell.text for _, _, cell in grid.filled()) if code in possible]
        if len(several) > 1:
            yield doubts.several_codes("、".join(several), several[0])
    if codeless and not answered and not any(map(sound, written)):
        yield doubts.no_code()


def _together(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Figures given more than once: the same again is said, another value makes all of them doubtful; a blank beside a value goes.

    A number found without headings says nothing against one that stands under them.
    """
    values: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.indicator and outcome.field == "raw" and outcome.kind in VALUES and not outcome.loose:
            values.setdefault((outcome.form, outcome.indicator), []).append(outcome)
    return tuple(_again(each, values.get((each.form, each.indicator), [])) for each in _blanks_once(outcomes, values.keys()))


def _blanks_once(outcomes: tuple[Outcome, ...], valued: Iterable[tuple[str, str]]) -> Iterator[Outcome]:
    seen = set(valued)
    for outcome in outcomes:
        whose = (outcome.form, outcome.indicator)
        if outcome.kind is not Kind.blank or whose not in seen:
            yield outcome
        if outcome.kind is Kind.blank:
            seen.add(whose)


def _again(outcome: Outcome, all_given: list[Outcome]) -> Outcome:
    if outcome.loose and all_given:
        return replace(outcome, kind=Kind.remark, suggestion="", message=doubts.written_besides(""))
    if outcome not in all_given or len(all_given) == 1:
        return outcome
    other = next((each for each in all_given if each.raw != outcome.raw), None)
    if other:
        return outcome.saying(Kind.unclear, doubts.given_twice(other.place, other.raw))
    return outcome if outcome is all_given[0] else replace(outcome, kind=Kind.same, message=doubts.given_again(all_given[0].place))


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
