"""What differs between two years for whoever writes: outline, figures, phrases, rules, 提法 and rest days, as values without words."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from server.report.checks.wording import Wording
from server.report.indicators import Indicator
from server.report.outline import Outline, Section, SectionKind
from server.report.phrases import Phrase
from server.report.rules import Rule
from server.report.workdays import Arrangement

_Value = TypeVar("_Value")
_Place = tuple[Section, str]


class Area(StrEnum):
    """What a change is about."""

    outline = "outline"
    indicator = "indicator"
    rule = "rule"
    term = "term"
    phrase = "phrase"
    calendar = "calendar"


class How(StrEnum):
    """What became of it."""

    added = "added"
    removed = "removed"
    renamed = "renamed"
    moved = "moved"
    shown = "shown"
    hidden = "hidden"
    defined = "defined"
    dated = "dated"
    changed = "changed"
    superseded = "superseded"


_HOWS: dict[Area, tuple[How, ...]] = {
    Area.outline: (How.added, How.removed, How.renamed, How.moved, How.shown, How.hidden, How.changed),
    Area.indicator: (How.added, How.removed, How.renamed, How.defined, How.moved, How.shown, How.hidden),
    Area.rule: (How.added, How.removed, How.dated, How.changed),
    Area.term: (How.added, How.removed, How.superseded),
    Area.phrase: (How.added, How.removed, How.changed),
    Area.calendar: (How.added, How.removed, How.changed),
}
YEAR_WORDS = {
    "year_area": tuple(Area),
    "year_change": tuple(f"{area}_{how}" for area, hows in _HOWS.items() for how in hows),
    "year": ("name", "day"),
}


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was. `where`: the section it belongs to, or its source; `before` and `after` in its own words."""

    area: Area
    how: How
    name: str
    before: str = ""
    after: str = ""
    where: str = ""


@dataclass(frozen=True)
class Known:
    """What a year lays down. `outline` is the one that is held against the other year's."""

    outline: Outline | None
    sections: Mapping[str, SectionKind]
    indicators: Mapping[str, Indicator]
    phrases: tuple[Phrase, ...]
    rules: tuple[Rule, ...]
    wording: Wording
    arrangements: Mapping[int, Arrangement]


def differences(before: Known, after: Known, year: int) -> dict[Area, tuple[Change, ...]]:
    """Everything that differs, by what it is about; `year` is the later one, whose season reaches into the year that follows."""
    found = (
        *_outlines(before.outline, after.outline),
        *_indicators(before, after),
        *_rules(before.rules, after.rules, year),
        *_terms(before.wording, after.wording),
        *_phrases(before, after),
        *_calendars(before.arrangements, after.arrangements, (year, year + 1)),
    )
    grouped = {area: tuple(each for each in found if each.area is area) for area in Area}
    return {area: changes for area, changes in grouped.items() if changes}


def _outlines(before: Outline | None, after: Outline | None) -> Iterator[Change]:
    if before is None or after is None:
        return
    old, new = _placed(before), _placed(after)
    for key, (section, parent) in new.items():
        if key in old:
            yield from _section(old, new, key)
        else:
            yield Change(Area.outline, How.added, section.heading, where=_heading(new, parent))
    yield from (Change(Area.outline, How.removed, old[key][0].heading) for key in old if key not in new)
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Change(Area.outline, How.changed, after.name)


def _section(old: Mapping[str, _Place], new: Mapping[str, _Place], key: str) -> Iterator[Change]:
    (was, stood), (now, stands) = old[key], new[key]
    if was.heading != now.heading:
        yield Change(Area.outline, How.renamed, now.heading, was.heading, now.heading)
    if stood != stands:
        yield Change(Area.outline, How.moved, now.heading, _heading(old, stood), _heading(new, stands))
    if bool(was.shown) != bool(now.shown):
        yield Change(Area.outline, How.shown if now.shown else How.hidden, now.heading)


def _placed(outline: Outline) -> dict[str, _Place]:
    return {section.key: (section, parent) for section, _, parent in outline.walk()}


def _heading(placed: Mapping[str, tuple[Section, str]], key: str) -> str:
    return placed[key][0].heading if key in placed else ""


def _indicators(before: Known, after: Known) -> Iterator[Change]:
    names = {key: each.name for key, each in {**before.sections, **after.sections}.items()}
    old, new = before.indicators, after.indicators
    for key, each in new.items():
        if key in old:
            yield from _indicator(old[key], each, names)
        else:
            yield Change(Area.indicator, How.added, each.name, after=_defined(each), where=names.get(each.section, ""))
    gone = (each for key, each in old.items() if key not in new)
    yield from (Change(Area.indicator, How.removed, each.name, where=names.get(each.section, "")) for each in gone)


def _indicator(was: Indicator, now: Indicator, names: Mapping[str, str]) -> Iterator[Change]:
    where, stood = names.get(now.section, ""), names.get(was.section, "")
    if was.name != now.name:
        yield Change(Area.indicator, How.renamed, now.name, was.name, now.name, where)
    if _defined(was) != _defined(now):
        yield Change(Area.indicator, How.defined, now.name, _defined(was), _defined(now), where)
    if was.section != now.section:
        yield Change(Area.indicator, How.moved, now.name, stood, where, where)
    if was.core != now.core:
        yield Change(Area.indicator, How.shown if now.core else How.hidden, now.name, where=where)


def _defined(each: Indicator) -> str:
    return f"（{each.unit}）{each.definition}"


def _rules(before: tuple[Rule, ...], after: tuple[Rule, ...], year: int) -> Iterator[Change]:
    """The rules in force in each of the two years, not what stands in the files."""
    old = {each.id: each for each in before if each.valid_from <= year - 1 <= each.valid_to}
    new = {each.id: each for each in after if each.valid_from <= year <= each.valid_to}
    for key, each in new.items():
        was = old.get(key)
        if was is None:
            yield Change(Area.rule, How.added, each.basis, after=_due(each), where=each.quoted or each.note)
        elif was.due != each.due:
            same = _due(was) == _due(each)
            yield Change(Area.rule, How.dated, each.basis, _day(was) if same else _due(was), _day(each) if same else _due(each))
        elif was != each:
            yield Change(Area.rule, How.changed, each.basis, was.quoted or was.note, each.quoted or each.note)
    yield from (Change(Area.rule, How.removed, each.basis, before=_due(each)) for key, each in old.items() if key not in new)


def _day(rule: Rule) -> str:
    """The day a rule reckons by, where its words do not tell it apart: month-day."""
    return f"{rule.due.month}-{rule.due.day}" if rule.due else ""


def _due(rule: Rule) -> str:
    return rule.due.phrase if rule.due else ""


def _terms(before: Wording, after: Wording) -> Iterator[Change]:
    for gone in _fresh(before.superseded, after.superseded, lambda each: each.term):
        yield Change(Area.term, How.superseded, gone.term, gone.term, gone.instead, gone.source)
    for said in _fresh(before.tifa, after.tifa, lambda each: each.right):
        yield Change(Area.term, How.added, said.right, "、".join(said.wrong), said.right, said.source)
    for named in _fresh(before.organs, after.organs, lambda each: each.name):
        yield Change(Area.term, How.added, named.name, "、".join(named.wrong), named.name, named.source)
    for title in _fresh(before.titles, after.titles, lambda each: each.name):
        yield Change(Area.term, How.added, title.name, after=title.name, where=title.source)
    left = {each.right for each in after.tifa}
    yield from (Change(Area.term, How.removed, each.right, where=each.source) for each in before.tifa if each.right not in left)


def _fresh(before: Iterable[_Value], after: Iterable[_Value], name: Callable[[_Value], str]) -> list[_Value]:
    """What stands in the second list and not just so in the first; entries for several periods may bear one name."""
    known: dict[str, list[_Value]] = {}
    for each in before:
        known.setdefault(name(each), []).append(each)
    return [each for each in after if each not in known.get(name(each), ())]


def _phrases(before: Known, after: Known) -> Iterator[Change]:
    old, new = ({each.id: each for each in known.phrases} for known in (before, after))
    for key, each in new.items():
        was, section = old.get(key), after.sections.get(each.section)
        if was == each:
            continue
        fresh = [text for text in each.all_wordings() if not was or text not in was.all_wordings()]
        named = section.name if section else each.section
        yield Change(Area.phrase, How.changed if was else How.added, named, after=fresh[0] if fresh else "", where=key)
    for key, each in old.items():
        section = before.sections.get(each.section)
        if key not in new:
            yield Change(Area.phrase, How.removed, section.name if section else each.section, (each.all_wordings() or ("",))[0], where=key)


def _calendars(before: Mapping[int, Arrangement], after: Mapping[int, Arrangement], years: tuple[int, ...]) -> Iterator[Change]:
    for year in years:
        was, now = before.get(year), after.get(year)
        if now and was != now:
            yield Change(Area.calendar, How.changed if was else How.added, str(year), where=now.source)
        if was and not now:
            yield Change(Area.calendar, How.removed, str(year), where=was.source)
