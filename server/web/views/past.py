"""The page on which last year's report is placed, and the list of its plans and problems to answer for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.carrying import NOT_CARRIED, Counted, Planned, plan
from server.actions.past import FRONT_TARGETS, Move, target_of, told
from server.library import Library
from server.report.past.placing import SURE, Span
from server.report.past.years import Advance
from server.report.prose.figures import Stated
from server.report.reading.anatomy import Paragraph
from server.storage import reports
from server.storage.pasts import Past, Pledge
from server.storage.reports import Report, Section
from server.web.forms import Form

_AROUND = 16
_GLANCE = 90
_SEEN = re.compile(r"(\d{1,6})-(\d{1,6}):(\S+)")


@dataclass(frozen=True)
class PlacedPart:
    """One part of last year's report: its paragraphs, and where it goes. `doubts` are what a person must look at.

    `made`: this year's comes from the settings of the unit, so that this one is not carried.
    """

    at: int
    first: int
    paragraphs: tuple[Paragraph, ...]
    target: str
    reason: str
    sure: bool
    made: bool
    doubts: tuple[str, ...]

    @property
    def heading(self) -> str:
        """Its heading with the number it had, else ""."""
        first = self.paragraphs[0]
        return first.mark + first.heading if first.heading else ""

    @property
    def long(self) -> bool:
        """Whether it is more than the page shows at a glance."""
        return len(self.paragraphs) > 1 or self.characters > _GLANCE

    @property
    def characters(self) -> int:
        """How long it is."""
        return sum(len(each.whole) for each in self.paragraphs)


@dataclass(frozen=True)
class YearWord:
    """A year word that may move on, with what stands around it."""

    name: str
    before: str
    after: str
    left: str
    right: str
    why: str
    sure: bool


@dataclass(frozen=True)
class Value:
    """A figure of last year's text that may become last year's answer; `there` is the one already typed."""

    indicator: str
    name: str
    raw: str
    unit: str
    sentence: str
    there: str


@dataclass(frozen=True)
class PastPage:
    """Everything the page shows."""

    past: Past
    parts: tuple[PlacedPart, ...]
    sections: tuple[Section, ...]
    fronts: tuple[str, ...]
    busy: tuple[Planned, ...]
    years: tuple[YearWord, ...]
    values: tuple[Value, ...]
    contradicting: tuple[tuple[str, str], ...]
    stale: int
    dropped: tuple[tuple[str, str], ...]

    @property
    def open(self) -> tuple[PlacedPart, ...]:
        """The parts that a person should look at."""
        return tuple(part for part in self.parts if not part.sure)

    @property
    def seen(self) -> str:
        """Where every part goes, as `moves_chosen` compares with."""
        return told(self.past.spans)


def past_page(connection: Connection, library: Library, report: Report, past: Past) -> PastPage:
    """The page of a past report that has been read."""
    planned = plan(connection, library, report, past)
    return PastPage(
        past=past,
        parts=tuple(_part(past, at, span) for at, span in enumerate(past.spans)),
        sections=tuple(section for section in reports.sections(connection, report.id) if section.level),
        fronts=FRONT_TARGETS,
        busy=tuple(each for each in planned.sections if each.listed.text and not each.free),
        years=tuple(_years(planned.sections)),
        values=tuple(_value(library, stated, there) for stated, there in planned.values),
        contradicting=tuple(
            (library.indicators[each[0].indicator].name, "、".join(stated.raw for stated in each)) for each in planned.contradicting
        ),
        stale=sum(len(each.listed.stale) for each in planned.sections),
        dropped=tuple((each.sentence, "".join(each.reasons)) for one in planned.sections for each in one.listed.dropped),
    )


def moves_chosen(form: Form) -> tuple[Move, ...]:
    """The parts that a person sends elsewhere than where the page showed them."""
    seen = [(int(first), int(last), before) for first, last, before in _SEEN.findall(form.get("seen"))]
    chosen = {name.removeprefix("to."): value for name, value in form.pairs if name.startswith("to.")}
    moves = (Move(first, last, before, chosen.get(str(first), before)) for first, last, before in seen)
    return tuple(move for move in moves if move.after != move.before)


def counted_words(done: Counted) -> str:
    """What carrying over did, as the query of the page that follows."""
    return f"carried={done.sections}&stale={done.stale}&values={done.values}&skipped={len(done.skipped)}"


def answered(pledges: tuple[Pledge, ...]) -> int:
    """How many of them somebody has answered for."""
    return sum(bool(each.state) for each in pledges)


def _part(past: Past, at: int, span: Span) -> PlacedPart:
    paragraphs = past.anatomy.paragraphs[span.first : span.last + 1]
    placed = bool(span.key or span.reason)
    doubts = tuple(each.doubt for each in paragraphs if each.doubt and span.confidence < 1)
    sure = placed and (bool(span.reason) or span.confidence >= SURE) and not doubts
    return PlacedPart(at, span.first, paragraphs, target_of(span), span.reason, sure, span.key in NOT_CARRIED, doubts)


def _value(library: Library, stated: Stated, there: str) -> Value:
    indicator = library.indicators[stated.indicator]
    return Value(stated.indicator, indicator.name, stated.raw, indicator.unit, stated.sentence, there)


def _years(planned: tuple[Planned, ...]) -> Iterator[YearWord]:
    for each in planned:
        for name, one in each.advances():
            left, right = _around(each.filed.text, one)
            yield YearWord(name, one.before, one.after, left, right, one.why, one.sure)


def _around(text: str, word: Advance) -> tuple[str, str]:
    """What stands before and after a word on its line, cut short."""
    left = text[: word.start].rpartition("\n")[2]
    right = text[word.end :].partition("\n")[0]
    return ("…" if len(left) > _AROUND else "") + left[-_AROUND:], right[:_AROUND] + ("…" if len(right) > _AROUND else "")
