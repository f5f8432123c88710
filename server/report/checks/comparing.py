"""对数: the figures of another paper against the entries of a report, with both sentences; asks nobody and keeps nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from server.report.checks.agreeing import Meant, meant_in
from server.report.checks.periods import Apart, Frame, Period, periods
from server.report.checks.profile import Profile
from server.report.checks.ruling import Subject
from server.report.checks.saying import Said, Saying, shown
from server.report.checks.scoping import ours
from server.report.checks.text import Text
from server.report.checks.wording import Wording
from server.report.entries import Entry
from server.report.indicators import Indicator
from server.report.prose.recognising import Recognition


@dataclass(frozen=True)
class Stated:
    """A figure of another paper as printed, its sentence, its place there (`start`, `end`), and `why` it is not compared, if so."""

    indicator: Indicator
    said: str
    theirs: str
    start: int
    end: int
    why: Apart | None = None


@dataclass(frozen=True)
class Place:
    """A figure of the report's own text with its sentence."""

    said: Said
    saying: Saying


@dataclass(frozen=True)
class Clash:
    """A figure of another paper that differs from an entry. `start`, `end`: the figure's place in that paper.

    `said` as that paper prints it, `entered` what the report's entry says in the same unit; `theirs` the other paper's sentence, `ours` the
    report's own sentence that prints the figure ("" where none does), `here` that place. `last`: it is last year's figure, and so is
    `entered`. `stale`: what it prints is last year's entry. `sure`: both are exact.
    """

    indicator: Indicator
    said: str
    entered: str
    theirs: str
    ours: str
    start: int
    end: int
    last: bool = False
    sure: bool = True
    stale: bool = False
    here: Place | None = None


@dataclass(frozen=True)
class Compared:
    """All clashes in reading order, how many figures agree, and how many could not be told to mean an entry with a number.

    `agreed` are those that do; `aside` those known by name that speak of another year, of an aim or of another unit.
    """

    clashes: tuple[Clash, ...]
    agreeing: int
    unknown: int
    agreed: tuple[Stated, ...] = ()
    aside: tuple[Stated, ...] = ()


@dataclass(frozen=True)
class _Known:
    """What a figure is held against: its two meanings by place, where the report prints what, the entries."""

    of: tuple[Mapping[int, Meant], Mapping[int, Meant]]
    printed: Mapping[tuple[str, bool], Place]
    entries: Mapping[str, Entry]


def compared(
    other: Text,
    entries: Mapping[str, Entry],
    recognition: Recognition,
    indicators: Mapping[str, Indicator],
    own: Subject | None = None,
    frame: Frame | None = None,
) -> Compared:
    """Every figure of another paper held against the entries. `own`: the report's text, for its sentences.

    Without a `frame` the paper is of the report's year and unit.
    """
    known = frame or Frame(own.profile.year or 0 if own else 0, own.profile.year or 0 if own else 0)
    year = own.profile.year if own and own.profile.year else known.said
    subject = Subject(other, Profile(), Wording(), recognition, indicators, entries)
    now = {key: replace(each, last=each.now) for key, each in entries.items()}
    last = {key: replace(each, now=each.last) for key, each in entries.items()}
    of_now, of_last = ({each.said.start: each for each in meant_in(subject, answers)} for answers in (now, last))
    either = of_last | of_now
    ordered = [either[at] for at in sorted(either)]
    places = [(each.saying.span[0], each.said.start) for each in ordered]
    times = zip(ordered, periods(other, places, known), ours(other, iter(places), known), strict=True)
    beside = _Known((of_now, of_last), _printed(own) if own else {}, entries)
    told = [_told(each, _against(year, time, mine), beside) for each, time, mine in times]
    figures = sum(len(saying.said) for saying in subject.sayings)
    return _sorted([each for each in told if each is not None], figures)


def clashes(
    other: Text, entries: Mapping[str, Entry], recognition: Recognition, indicators: Mapping[str, Indicator], own: Subject | None = None
) -> tuple[Clash, ...]:
    """Only what differs, in reading order."""
    return compared(other, entries, recognition, indicators, own).clashes


def places_of(subject: Subject, wanted: Iterable[str]) -> tuple[Meant, ...]:
    """The places of a text that speak of any of these indicators, in reading order."""
    keys = frozenset(wanted)
    return tuple(each for each in meant_in(subject) if each.indicator.id in keys)


def _against(year: int, time: Period, mine: bool) -> int | Apart:  # noqa: FBT001  # a private step of one caller
    """Which of the two answers a figure is held against, 0 this year's, 1 last year's; or why against none."""
    if not mine:
        return Apart.unit
    if isinstance(time, Apart):
        return time
    return year - time if time in (year, year - 1) else Apart.year


def _told(each: Meant, against: int | Apart, known: _Known) -> Clash | Stated | None:
    if isinstance(against, Apart):
        return _stated(each, against)
    meant, other = known.of[against].get(each.said.start), known.of[1 - against].get(each.said.start)
    if meant is None:
        return None
    carried = other is not None and other.agrees and meant.said.past
    return _stated(meant) if meant.agrees or carried else _clash(meant, other, known, last=against == 1)


def _stated(meant: Meant, why: Apart | None = None) -> Stated:
    figure = meant.said.figure
    return Stated(meant.indicator, figure.printed.strip(), figure.sentence, figure.start, figure.end, why)


def _clash(meant: Meant, other: Meant | None, known: _Known, *, last: bool) -> Clash:
    figure, here = meant.said.figure, known.printed.get((meant.indicator.id, last))
    return Clash(
        indicator=meant.indicator,
        said=figure.printed.strip(),
        entered=_entered(meant, known.entries.get(meant.indicator.id), last=last),
        theirs=figure.sentence,
        ours=here.said.figure.sentence if here else "",
        start=figure.start,
        end=figure.end,
        last=last,
        sure=meant.exact,
        stale=not last and other is not None and other.agrees,
        here=here,
    )


def _entered(meant: Meant, entry: Entry | None, *, last: bool) -> str:
    """What is entered, in the unit of the figure; a rough answer as it reads (近2万份)."""
    unit = meant.said.figure.unit
    reading = (entry.last if last else entry.now) if entry else None
    return reading.say(unit) if reading and reading.value == meant.right and not reading.exact else f"{shown(meant.right)}{unit}"


def _printed(own: Subject) -> dict[tuple[str, bool], Place]:
    """Where a report prints a figure first, by indicator and whether it is last year's; also one of part of the year, behind the others."""
    told = {(each.indicator.id, each.last): Place(each.said, each.saying) for each in reversed(meant_in(own))}
    every = [Place(said, saying) for saying in own.sayings for said in saying.said if not said.dated]
    return {(each.said.figure.indicator, False): each for each in reversed(every)} | told


def _sorted(told: list[Clash | Stated], figures: int) -> Compared:
    different = tuple(each for each in told if isinstance(each, Clash))
    stated = [each for each in told if isinstance(each, Stated)]
    agreed = tuple(each for each in stated if each.why is None)
    aside = tuple(each for each in stated if each.why is not None)
    return Compared(different, len(agreed), figures - len(told), agreed, aside)
