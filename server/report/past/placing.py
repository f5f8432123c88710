"""Paragraphs of last year's report → section keys: a partition, so that nothing is lost and nothing is placed twice."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from server.report.outline import RESERVED_KEYS
from server.report.past.chapters import SURE, Piece, pieces, reading
from server.report.past.wordings import Wordings
from server.report.reading.anatomy import Anatomy, Paragraph, Part, written
from server.report.words import count

__all__ = ["SURE", "Proof", "Row", "Span", "aside", "joined", "moved", "parts", "place", "proof", "split"]

FRONT = (Part.title, Part.recipients, Part.opening, Part.closing)
BODY = (Part.heading, Part.text, Part.table)


@dataclass(frozen=True)
class Span:
    """Paragraphs `first` to `last` (inclusive) that go one way together.

    `key` is a section key or a front key (title, recipients, opening, closing); "" with a `reason` is set aside,
    "" without one is unplaced. `heading` is the paragraph number of its heading, −1 without one; `confidence` 0–1.
    """

    first: int
    last: int
    key: str = ""
    reason: str = ""
    confidence: float = 0.0
    heading: int = -1


@dataclass(frozen=True)
class Proof:
    """Paragraphs and printed characters of a document and where they went; the parts always add up to the whole.

    `placed`, `aside` and `unplaced` are (paragraphs, characters).
    """

    paragraphs: int
    characters: int
    placed: tuple[int, int]
    aside: tuple[int, int]
    unplaced: tuple[int, int]


@dataclass(frozen=True)
class Row:
    """A heading of a level that decides, its section key, and what stands below it in the section grammar; level 0 without heading."""

    key: str
    heading: str
    level: int
    text: str
    confidence: float


@dataclass(frozen=True)
class _Fate:
    """Where one paragraph goes; paragraphs of one `start` with one fate make a span."""

    start: int
    key: str = ""
    reason: str = ""
    confidence: float = 0.0


def place(anatomy: Anatomy, keys: Mapping[str, str], wordings: Wordings) -> tuple[Span, ...]:
    """Where every paragraph goes; together the spans cover every paragraph once, in reading order.

    `keys`: stable key → section key of the outline, as `wordings.targets` gives them; other keys are not proposed.
    A key is proposed wherever anything speaks for it, and is sure from SURE on; unplaced is what nothing speaks for,
    what is in doubt, and an attachment: a person decides.
    """
    paragraphs = anatomy.paragraphs
    headed = next((at for at, each in enumerate(paragraphs) if each.part is Part.heading), len(paragraphs))
    fates = {at: _fate(each, wordings) for at, each in enumerate(paragraphs)}
    fates |= {at: _Fate(-1, Part.opening.value, "", 1.0) for at in range(headed) if _opens(paragraphs, at, headed)}
    body = [at for at, each in enumerate(paragraphs) if each.part in BODY and not _opens(paragraphs, at, headed)]
    paper = reading(paragraphs, wordings.wording, keys)
    for piece in pieces(paper, body):
        fates |= _fates(piece, keys, paragraphs)
    for at, each in enumerate(paragraphs[1:], 1):
        fates[at] = fates[at - 1] if _follows(each) else fates[at]
    return _spans(paragraphs, fates)


def moved(spans: tuple[Span, ...], at: int, key: str) -> tuple[Span, ...]:
    """The spans with number `at` under another key, surely, since a person said so; unchanged without such a span."""
    return _changed(spans, at, lambda span: (replace(span, key=key, reason="", confidence=1.0),))


def aside(spans: tuple[Span, ...], at: int, reason: str) -> tuple[Span, ...]:
    """The spans with number `at` set aside for a reason, which must not be empty; unchanged without such a span."""
    return _changed(spans, at, lambda span: (replace(span, key="", reason=reason, confidence=1.0),))


def split(spans: tuple[Span, ...], at: int, paragraph: int) -> tuple[Span, ...]:
    """The spans with number `at` cut before a paragraph; unchanged where the paragraph does not stand inside it."""

    def cut(span: Span) -> tuple[Span, ...]:
        inside = span.first < paragraph <= span.last
        return (replace(span, last=paragraph - 1), replace(span, first=paragraph, heading=-1)) if inside else (span,)

    return _changed(spans, at, cut)


def joined(spans: tuple[Span, ...], at: int) -> tuple[Span, ...]:
    """The spans with number `at` taken into the one before, whose way it goes from now on; unchanged for the first."""
    if not 0 < at < len(spans):
        return spans
    return (*spans[: at - 1], replace(spans[at - 1], last=spans[at].last), *spans[at + 1 :])


def proof(anatomy: Anatomy, spans: tuple[Span, ...]) -> Proof:
    """The count of what was placed, set aside and unplaced. Raises ValueError when the spans do not cover every paragraph once."""
    _require_partition(len(anatomy.paragraphs), spans)
    sizes = [count(paragraph.whole) for paragraph in anatomy.paragraphs]

    def share(chosen: Iterable[Span]) -> tuple[int, int]:
        ranges = [range(span.first, span.last + 1) for span in chosen]
        return sum(map(len, ranges)), sum(sizes[at] for each in ranges for at in each)

    return Proof(
        len(sizes),
        sum(sizes),
        share(span for span in spans if span.key),
        share(span for span in spans if not span.key and span.reason),
        share(span for span in spans if not span.key and not span.reason),
    )


def parts(anatomy: Anatomy, spans: tuple[Span, ...]) -> tuple[Row, ...]:
    """One row for every placed heading of a level that decides, with all text up to the next; text without heading has a row of its own."""
    groups: list[tuple[Span, list[Paragraph]]] = []
    for span in (span for span in spans if span.key and span.key not in RESERVED_KEYS):
        paragraphs = list(anatomy.paragraphs[span.first : span.last + 1])
        if span.heading < 0 and groups and groups[-1][0].key == span.key:
            groups[-1][1].extend(paragraphs)
        else:
            groups.append((span, paragraphs))
    return tuple(_row(span, paragraphs) for span, paragraphs in groups)


def _fate(paragraph: Paragraph, wordings: Wordings) -> _Fate:
    """Where a paragraph goes by its part alone."""
    if paragraph.part in FRONT:
        return _Fate(-1, paragraph.part.value, "", 1.0)
    asides = (each for each in wordings.aside if each.part is paragraph.part and not (each.empty and count(paragraph.whole)))
    reason = next((each.reason for each in asides), "")
    return _Fate(-1, "", reason, 1.0) if reason else _Fate(-1)


def _opens(paragraphs: tuple[Paragraph, ...], at: int, headed: int) -> bool:
    """Whether a text stands before the first heading of a document that has headings."""
    return at < headed < len(paragraphs) and paragraphs[at].part is Part.text and not paragraphs[at].doubt


def _follows(paragraph: Paragraph) -> bool:
    """Whether a paragraph goes where the one before it goes: a note, an empty line."""
    return paragraph.part is Part.note or (paragraph.part is not Part.attachment and not count(paragraph.whole))


def _fates(piece: Piece, keys: Mapping[str, str], paragraphs: tuple[Paragraph, ...]) -> dict[int, _Fate]:
    """The fates of a piece's paragraphs; one whose part or level is in doubt stays unplaced."""
    start = piece.items[0]
    sent = _Fate(start, keys[piece.key], "", piece.confidence) if piece.key in keys else _Fate(start)
    return {at: _Fate(start) if paragraphs[at].doubt else sent for at in piece.items}


def _spans(paragraphs: tuple[Paragraph, ...], fates: Mapping[int, _Fate]) -> tuple[Span, ...]:
    """Neighbours of one fate as spans."""
    runs = [[at for at, _ in run] for _, run in groupby(sorted(fates.items()), key=lambda each: each[1])]
    return tuple(
        Span(run[0], run[-1], fate.key, fate.reason, fate.confidence, run[0] if paragraphs[run[0]].part is Part.heading else -1)
        for run in runs
        for fate in (fates[run[0]],)
    )


def _changed(spans: tuple[Span, ...], at: int, change: Callable[[Span], tuple[Span, ...]]) -> tuple[Span, ...]:
    return (*spans[:at], *change(spans[at]), *spans[at + 1 :]) if 0 <= at < len(spans) else spans


def _require_partition(paragraphs: int, spans: tuple[Span, ...]) -> None:
    covered = [at for span in spans for at in range(span.first, span.last + 1)]
    if covered != list(range(paragraphs)):
        message = f"spans do not cover {paragraphs} paragraphs once: {spans}"
        raise ValueError(message)


def _row(span: Span, paragraphs: list[Paragraph]) -> Row:
    """A span's heading, and all else of the paragraphs as text below it."""
    if span.heading < 0:
        return Row(span.key, "", 0, written(paragraphs, 1), span.confidence)
    head, *rest = paragraphs
    own = Paragraph(Part.text, text=head.text)
    return Row(span.key, head.heading.rstrip("。"), head.level, written((own, *rest), head.level), span.confidence)
