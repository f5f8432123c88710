"""The page on which last year's report is placed, and the list of its plans and problems to answer for."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from server.actions.past import Counted, Planned, plan
from server.library import Library
from server.report.anatomy import Paragraph
from server.report.outline import FRONT_KEYS
from server.report.placing import SURE, Span, aside, moved
from server.storage import reports
from server.storage.pasts import Past, Pledge
from server.storage.reports import Report, Section
from server.web.forms import Form

UNPLACED, ASIDE = "?", "-"
_AROUND = 16
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PlacedPart:
    """One part of last year's report: its paragraphs, and where it goes. `doubts` are what a person must look at."""

    at: int
    first: int
    paragraphs: tuple[Paragraph, ...]
    target: str
    reason: str
    sure: bool
    doubts: tuple[str, ...]

    @property
    def heading(self) -> str:
        """Its heading with the number it had, else ""."""
        first = self.paragraphs[0]
        return first.mark + first.heading if first.heading else ""

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
    options: Options
    reasons: tuple[str, ...]
    busy: tuple[Planned, ...]
    years: tuple[YearWord, ...]
    values: tuple[Value, ...]
    stale: int
    dropped: tuple[tuple[str, str], ...]

    @property
    def open(self) -> tuple[PlacedPart, ...]:
        """The parts that a person should look at."""
        return tuple(part for part in self.parts if not part.sure)


def past_page(connection: Connection, library: Library, report: Report, past: Past) -> PastPage:
    """The page of a past report that has been read."""
    sections = reports.sections(connection, report.id)
    planned = plan(connection, library, report, past)
    return PastPage(
        past=past,
        parts=tuple(_part(past, at, span) for at, span in enumerate(past.spans)),
        options=tuple(_options(sections, library.labels["front"])),
        reasons=tuple(dict.fromkeys(span.reason for span in past.spans if span.reason)),
        busy=tuple(each for each in planned.sections if not each.free),
        years=tuple(_years(planned.sections)),
        values=tuple(
            Value(
                value.indicator,
                library.indicators[value.indicator].name,
                value.raw,
                library.indicators[value.indicator].unit,
                value.sentence,
                there,
            )
            for value, there in planned.values
        ),
        stale=sum(len(each.listed.stale) for each in planned.sections),
        dropped=tuple((each.sentence, "；".join(each.reasons)) for one in planned.sections for each in one.listed.dropped),
    )


def spans_chosen(past: Past, form: Form, by_hand: str) -> tuple[Span, ...]:
    """Where the parts go as the form says; a part that it does not name stays. `by_hand` is the reason of what a person sets aside."""
    spans = past.spans
    for at, span in enumerate(past.spans):
        target = form.get(f"to.{span.first}", _target(span))
        if target == _target(span):
            continue
        spans = aside(spans, at, by_hand) if target == ASIDE else moved(spans, at, "" if target == UNPLACED else target)
    return spans


def counted_words(done: Counted) -> str:
    """What carrying over did, as the query of the page that follows."""
    return f"carried={done.sections}&stale={done.stale}&values={done.values}&skipped={len(done.skipped)}"


def answered(pledges: tuple[Pledge, ...]) -> int:
    """How many of them somebody has answered for."""
    return sum(bool(each.state) for each in pledges)


def _part(past: Past, at: int, span: Span) -> PlacedPart:
    paragraphs = past.anatomy.paragraphs[span.first : span.last + 1]
    placed = bool(span.key or span.reason)
    doubts = tuple(each.doubt for each in paragraphs if each.doubt)
    sure = placed and (bool(span.reason) or span.confidence >= SURE) and not doubts
    return PlacedPart(at, span.first, paragraphs, _target(span), span.reason, sure, doubts)


def _target(span: Span) -> str:
    return span.key or (ASIDE if span.reason else UNPLACED)


def _options(sections: tuple[Section, ...], fronts: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield UNPLACED, "（还没放好，请选择）"
    for section in sections:
        if section.level:
            yield section.key, "\u3000" * (section.level - 1) + section.heading + ("" if section.shown else "（本年未打开，放入后打开）")
    yield from ((key, fronts[key]) for key in FRONT_KEYS if key != "date")
    yield ASIDE, "不带入"


def _years(planned: tuple[Planned, ...]) -> Iterator[YearWord]:
    for each in planned:
        text = each.filed.text
        for name, one in each.advances():
            left = text[max(0, one.start - _AROUND) : one.start].rpartition("\n")[2]
            right = text[one.end : one.end + _AROUND].partition("\n")[0]
            yield YearWord(name, one.before, one.after, left, right, one.why, one.sure)
