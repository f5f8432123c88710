"""Changes one thing in a report, and tells whether the checks see it where it is."""

from dataclasses import dataclass
from random import Random

from server.library import Library
from server.report.checks.judging import judge_text
from server.report.checks.ruling import Subject
from server.report.findings import Class, Finding
from tests.mutations.town import Place, Town, subject

UPPER = (Class.must, Class.explain, Class.verify)
WRONG_BODIES = {"party": "镇党组", "congress": "镇人大常委会", "politics_law": "县政法委"}
FAMILIES = {"figure": ("N", "V"), "year": ("Y",), "body": ("O", "F"), "number": ("S", "N")}
_OTHER_NUMBERS = {"one": "二", "two": "三", "three_is": "四", "three": "一"}


@dataclass(frozen=True)
class Case:
    """One change and what came of it: the sentence it stands in, what stood there and what stands there now, what was found."""

    place: Place
    sentence: str
    was: str
    now: str
    found: tuple[Finding, ...]

    @property
    def seen(self) -> bool:
        """Whether a rule of the right family objects in that sentence."""
        return any(each.rule.startswith(FAMILIES[self.place.kind]) for each in self.found)


def alarms(of: Town, library: Library) -> tuple[Finding, ...]:
    """What the checks find in a report that nobody has changed, hints left aside."""
    return tuple(each for each in judge_text(subject(of, library)) if each.weight in UPPER)


def case(of: Town, random: Random, library: Library) -> Case:
    """A random change."""
    place = random.choice([each for each in of.places if _changeable(each)])
    was = of.words(place)
    now = _other(place, was, random)
    seen = subject(of.changed(place, now), library)
    start, end = _sentence(seen, place)
    near = tuple(each for each in judge_text(seen) if each.weight in UPPER and each.start < end and start < each.end)
    return Case(place, seen.text.text[start:end], was, now, near)


def _changeable(place: Place) -> bool:
    return place.kind != "body" or place.key in WRONG_BODIES


def _other(place: Place, was: str, random: Random) -> str:
    match place.kind:
        case "year":
            return str(int(was) - 1)
        case "body":
            return WRONG_BODIES[place.key]
        case "number":
            return _OTHER_NUMBERS[place.key]
        case _:
            return _other_figure(was, random)


def _other_figure(was: str, random: Random) -> str:
    """Another figure of about the same size: a slip of a digit, two digits in the wrong order, one counted more or less."""
    digits = [at for at, each in enumerate(was) if each.isdigit()]
    at = random.choice(digits)
    return was[:at] + random.choice([each for each in "123456789" if each != was[at]]) + was[at + 1 :]


def _sentence(seen: Subject, place: Place) -> tuple[int, int]:
    """Where the sentence of a place stands in the whole text."""
    mine = [each for each in seen.text.passages if each.section == place.section and each.typed >= 0 and each.typed <= place.start]
    passage = max(mine, key=lambda each: each.typed)
    return seen.text.sentence(passage.start + place.start - passage.typed)
