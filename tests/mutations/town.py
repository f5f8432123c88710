"""A random town's report as a snapshot, with the place of everything in it that can be changed."""

import re
from dataclasses import dataclass, replace
from random import Random

from server.library import Library
from server.report.checks.profile import Profile
from server.report.checks.reports import profile_of, text_of
from server.report.checks.ruling import Subject
from server.report.entries import read_entry
from server.report.snapshot import EntryRecord, OutlineRef, SectionRecord, Snapshot
from server.report.units import Officer, Unit, default_bodies
from tests.mutations.figures import figures_of_a_year, growth, share
from tests.mutations.wordings import EDITS, FILLERS, SECTIONS

YEARS = (2023, 2024, 2025, 2026)
NUMBERS = {"one": "一", "two": "二", "three": "三", "three_is": "三"}
BODIES = {
    "party": "镇党委",
    "congress": "镇人大主席团",
    "politics_law": "县委政法委",
    "oversight": "县委依法治县办",
    "government_above": "县政府",
}
_MARK = re.compile(r"\[([@#!]?)([a-z_.]+)(?::([a-z]+))?\]")
_OFFICERS = (Officer(post="党委书记", name="林知远"), Officer(post="镇长", name="赵听澜"))
_EDITED = 0.2


@dataclass(frozen=True)
class Place:
    """Something in the text of a section that can be changed: `text[start:end]` of it. `kind` is figure, year, body or number."""

    kind: str
    key: str
    section: str
    start: int
    end: int


@dataclass(frozen=True)
class Town:
    """A report and everything in it that can be changed."""

    snapshot: Snapshot
    places: tuple[Place, ...]

    def words(self, place: Place) -> str:
        """What stands at a place."""
        return self.text(place.section)[place.start : place.end]

    def text(self, section: str) -> str:
        """The typed text of a section."""
        return next(each.text for each in self.snapshot.sections if each.key == section)

    def changed(self, place: Place, words: str) -> "Town":
        """The report with other words at one place."""
        text = self.text(place.section)
        text = text[: place.start] + words + text[place.end :]
        sections = tuple(each.model_copy(update={"text": text}) if each.key == place.section else each for each in self.snapshot.sections)
        return replace(self, snapshot=self.snapshot.model_copy(update={"sections": sections}))


def town(random: Random, library: Library) -> Town:
    """A report of a random year with random figures, in random wordings, a fifth of its sentences edited by a script."""
    year, figures = random.choice(YEARS), figures_of_a_year(random)
    last = {key: max(12, value + random.choice((-1, 1)) * random.randint(1, value // 3 + 2)) for key, value in figures.items()}
    last = {key: value + 1 if value == figures[key] else value for key, value in last.items()}
    outline = library.outlines["standard"]
    texts = {key: _written(key, random, figures, last, year) for key in SECTIONS}
    sections = tuple(
        SectionRecord(
            key=section.key,
            parent=parent,
            level=level,
            heading=section.heading.replace("{year}", str(year)).replace("{next_year}", str(year + 1)),
            shown="township" in section.shown,
            text=texts[section.key][0] if section.key in texts else "",
        )
        for section, level, parent in outline.walk()
    )
    entries = tuple(
        EntryRecord(indicator=key, raw=str(value), last=str(last[key]), as_of=f"{year}-12-31") for key, value in figures.items()
    )
    snapshot = Snapshot(unit=_unit(library), year=year, outline=OutlineRef(key="standard", version=1), sections=sections, entries=entries)
    shown = {section.key for section in sections if section.shown}
    return Town(snapshot, tuple(place for key, (_, places) in texts.items() if key in shown for place in places))


def subject(of: Town, library: Library) -> Subject:
    """What the checks look at."""
    snapshot = of.snapshot
    entries = {
        each.indicator: read_entry(each, library.indicators[each.indicator], snapshot.year)
        for each in snapshot.entries
        if each.indicator in library.indicators
    }
    text, profile = text_of(snapshot, library.outlines["standard"]), _profile(snapshot)
    return Subject(text, profile, library.wording, library.recognition, library.indicators, entries)


def _profile(snapshot: Snapshot) -> Profile:
    return profile_of(snapshot)


def _unit(library: Library) -> Unit:
    kind = library.kinds["town"]
    return Unit(
        name="云岭县清溪镇人民政府",
        short_name="清溪镇",
        kind="town",
        tier="township",
        region="530000000",
        address="我镇",
        joint=True,
        parent_name="云岭县",
        bodies=default_bodies(kind, "清溪镇", "云岭县", {}),
        officers=_OFFICERS,
    )


def _written(key: str, random: Random, figures: dict[str, int], last: dict[str, int], year: int) -> tuple[str, tuple[Place, ...]]:
    """The text of a section and the places in it."""
    said = [random.choice(ways) for ways in SECTIONS[key]] + random.sample(FILLERS.get(key, ()), k=min(1, len(FILLERS.get(key, ()))))
    if key not in ("problems", "plans"):
        random.shuffle(said)
        said = [_edited(each, random) if random.random() < _EDITED else each for each in said]
    lines = "\n".join(_paragraphs(said, random))
    text, places, at = "", [], 0
    for found in _MARK.finditer(lines):
        text += lines[at : found.start()]
        words = _said(found, figures, last, year)
        kind = {"@": "year", "#": "body", "!": "number", "": "figure"}[found[1]]
        places.append(Place(kind, found[2] + (f":{found[3]}" if found[3] else ""), key, len(text), len(text) + len(words)))
        text, at = text + words, found.end()
    return text + lines[at:], tuple(places)


def _edited(sentence: str, random: Random) -> str:
    """A sentence as somebody's hand might leave it: a word more or another one, nothing between marks."""
    wanted = [(old, new) for old, new in EDITS if old in sentence and new not in sentence]
    old, new = random.choice(wanted)
    return sentence.replace(old, new, 1)


def _paragraphs(said: list[str], random: Random) -> list[str]:
    """Sentences in one or two paragraphs."""
    cut = random.randint(1, len(said))
    return [part for part in ("".join(said[:cut]), "".join(said[cut:])) if part]


def _said(found: re.Match[str], figures: dict[str, int], last: dict[str, int], year: int) -> str:
    sign, key, way = found[1], found[2], found[3]
    if sign == "@":
        return str(year if key == "year" else year + 1)
    if sign:
        return BODIES[key] if sign == "#" else NUMBERS[key]
    if way == "rate":
        return share(key, figures)
    if way == "growth":
        return growth(figures[key], last[key])
    return str(last[key] if way == "last" else figures[key])
