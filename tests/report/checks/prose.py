"""An invented text as checks of figures see it, with the shipped catalogue and recognisers, for the tests of these checks."""

import tomllib
from collections.abc import Mapping

from server.report.checks.profile import Profile
from server.report.checks.ruling import Check, Hit, Subject
from server.report.checks.text import Passage, Text
from server.report.checks.wording import Wording
from server.report.entries import Entry, read_entry
from server.report.prose.recognising import Recogniser, recognition
from server.report.reading.parts import Part
from server.report.snapshot import EntryRecord
from tests.report.shipped import DATA, INDICATORS

RECOGNISERS = [
    Recogniser.model_validate(row)
    for path in sorted(DATA.glob("recognising/*.toml"))
    for row in tomllib.loads(path.read_text("utf-8"))["recognise"]
]
KNOWN = recognition(RECOGNISERS, {key: (each.unit, each.section) for key, each in INDICATORS.items()})
Checks = tuple[Check[Subject], ...]
Answers = Mapping[str, str | tuple[str, str]]


def entered(answers: Answers) -> dict[str, Entry]:
    """Entries of 2025 by indicator: this year's answer, or this year's and last year's."""
    pairs = {key: (each, "") if isinstance(each, str) else each for key, each in answers.items()}
    records = (EntryRecord(indicator=key, raw=now, last=last) for key, (now, last) in pairs.items())
    return {each.indicator: read_entry(each, INDICATORS[each.indicator], 2025) for each in records}


def subject(text: str, answers: Answers | None = None, section: str = "") -> Subject:
    """Each line a paragraph of one section."""
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
    lines = text.split("\n")
    passages = tuple(Passage(start, start + len(line), Part.text, section) for start, line in zip(starts, lines, strict=True) if line)
    return Subject(Text(text, passages), Profile(), Wording(), KNOWN, INDICATORS, entered(answers or {}))


def hits(checks: Checks, seen: Subject) -> list[tuple[Check[Subject], Hit]]:
    """What the checks say, in their order."""
    return [(check, hit) for check in checks for hit in check.find(seen)]


def told(checks: Checks, text: str, answers: Answers | None = None, section: str = "") -> list[tuple[str, str, str]]:
    """Rule, class and working of everything found."""
    found = hits(checks, subject(text, answers, section))
    return [(check.id, (hit.weight or check.weight).value, hit.working) for check, hit in found]


def offered(checks: Checks, text: str, answers: Answers | None = None, section: str = "") -> list[tuple[str, str]]:
    """The words objected to and what may stand in their place."""
    return [(text[hit.start : hit.end], hit.suggestion) for _, hit in hits(checks, subject(text, answers, section))]
