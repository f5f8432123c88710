"""One page for the leader: what changed since the last reading, promises, what was explained or overridden, and all figures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from server.report.manuscript import Block, Heading, Manuscript, Paragraph, Piece, Properties, Table, Title, Tracked
from server.report.papers.changes import pieces
from server.report.papers.figures import WIDTHS, Group
from server.report.past.reckoning import Pledge
from server.report.phrases import fill
from server.report.words import title_lines

WORDS = (
    *("title", "since", "never", "changes", "unchanged", "figure", "blank", "promises", "no_promises", "accounts", "no_accounts"),
    *("account", "answers", "no_answers", "answer", "clashes", "clash", "copies", "copy", "figures", "figure_heads", "figures_blank"),
    *("plans", "problems", "state_", "state_done", "state_partly", "state_open"),
)
LONGEST, EDGE = 80, 24

_CUT = "……"


@dataclass(frozen=True)
class FigureChange:
    """A figure that reads otherwise than at the last reading; "" is 未填."""

    name: str
    before: str
    now: str
    who: str


@dataclass(frozen=True)
class TextChange:
    """A text that reads otherwise: how the one became the other, what stayed cut short."""

    pieces: tuple[Piece, ...]
    who: str


@dataclass(frozen=True)
class Changed:
    """What changed in one section."""

    heading: str
    figures: tuple[FigureChange, ...] = ()
    texts: tuple[TextChange, ...] = ()


@dataclass(frozen=True)
class Account:
    """One of last year's plans or problems and what became of it: a key of the labels `state_…`, and a note."""

    kind: str
    title: str
    state: str
    note: str


@dataclass(frozen=True)
class Answer:
    """A finding that somebody explained or overrode: its class, what it says, the words, who and when."""

    weight: str
    kind: str
    message: str
    words: str
    who: str


@dataclass(frozen=True)
class Clash:
    """A figure another paper states otherwise."""

    paper: str
    name: str
    said: str
    entered: str
    sentence: str


@dataclass(frozen=True)
class Copy:
    """A sentence that stands in other units' reports, too; only for the county."""

    heading: str
    sentence: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """Everything on the page. `since` is when the reader last said 已阅, "" for never; `copies` is None for whoever may not know.

    `groups` hold the figures that somebody answered, `blank` says how many of those asked for nobody did.
    """

    unit: str
    year: int
    since: str
    changes: tuple[Changed, ...] = ()
    promises: tuple[Pledge, ...] = ()
    accounts: tuple[Account, ...] = ()
    answers: tuple[Answer, ...] = ()
    clashes: tuple[Clash, ...] = ()
    groups: tuple[Group, ...] = ()
    blank: int = 0
    copies: tuple[Copy, ...] | None = None


def shown(before: str, now: str) -> tuple[Piece, ...]:
    """How a text became another, long stretches that stayed cut down to their ends."""
    return tuple(replace(each, text=_short(each.text)) if not each.change else each for each in pieces(before, now))


def leader_paper(overview: Overview, words: Mapping[str, str]) -> Manuscript:
    """The page as a paper; `words` as in WORDS."""
    title = _filled(words["title"], {"name": overview.unit, "year": str(overview.year)})
    blocks = (Title(title_lines(title)), *_numbered(tuple(_parts(overview, words)), words))
    return Manuscript(Properties(title, overview.unit), blocks)


def _parts(overview: Overview, words: Mapping[str, str]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The heading of each part by its word, and what stands below it."""
    yield "changes", tuple(_changes(overview, words))
    yield "promises", tuple(map(Paragraph, _listed(map(_promise, overview.promises)))) or _none(words, "no_promises")
    yield "accounts", tuple(Paragraph(_account(each, words)) for each in overview.accounts) or _none(words, "no_accounts")
    yield "answers", tuple(Paragraph(_answer(each, words)) for each in overview.answers) or _none(words, "no_answers")
    if overview.clashes:
        yield "clashes", tuple(Paragraph(_filled(words["clash"], vars(each))) for each in overview.clashes)
    if overview.copies:
        yield "copies", tuple(Paragraph(_filled(words["copy"], vars(each) | {"units": "、".join(each.units)})) for each in overview.copies)
    if overview.groups or overview.blank:
        blank = (Paragraph(_filled(words["figures_blank"], {"count": overview.blank})),) if overview.blank else ()
        yield "figures", (*((_table(overview, words),) if overview.groups else ()), *blank)


def _numbered(parts: tuple[tuple[str, tuple[Block, ...]], ...], words: Mapping[str, str]) -> Iterator[Block]:
    for (key, blocks), number in zip(parts, "一二三四五六七八九", strict=False):
        yield Heading(1, f"{number}、", words[key])
        yield from blocks


def _changes(overview: Overview, words: Mapping[str, str]) -> Iterator[Block]:
    if not overview.since:
        yield Paragraph(words["never"])
        return
    yield Paragraph(_filled(words["since" if overview.changes else "unchanged"], {"day": overview.since}))
    for each in overview.changes:
        yield Heading(2, "", each.heading)
        yield from (Paragraph(_filled(words["figure"], _figure(figure, words))) for figure in each.figures)
        for text in each.texts:
            told = tuple(replace(piece, text=piece.text.replace("\n", "　")) for piece in text.pieces)
            yield Tracked(Paragraph("".join(piece.text for piece in told if piece.change != "deleted")), told)


def _figure(each: FigureChange, words: Mapping[str, str]) -> dict[str, str]:
    return {"name": each.name, "before": each.before or words["blank"], "now": each.now or words["blank"], "who": each.who}


def _table(overview: Overview, words: Mapping[str, str]) -> Table:
    head = tuple(_filled(words["figure_heads"], {"year": str(overview.year), "last_year": str(overview.year - 1)}).split("|"))
    return Table((head, *(row.cells for group in overview.groups for row in group.rows)), widths=WIDTHS)


def _listed(lines: Iterable[str]) -> Iterator[str]:
    return (f"{at}. {line}" for at, line in enumerate(lines, 1))


def _promise(each: Pledge) -> str:
    return each.title + (f"。{each.body}" if each.body else "")


def _account(each: Account, words: Mapping[str, str]) -> str:
    values = {"kind": words[each.kind], "title": each.title, "state": words[f"state_{each.state}"], "note": each.note}
    return _filled(words["account"], values)


def _answer(each: Answer, words: Mapping[str, str]) -> str:
    return _filled(words["answer"], vars(each))


def _none(words: Mapping[str, str], key: str) -> tuple[Block, ...]:
    return (Paragraph(words[key]),)


def _filled(wording: str, values: Mapping[str, object]) -> str:
    """The wording with what is known; [parts] with nothing in them fall away."""
    known = {key: str(value) for key, value in values.items() if value}
    return fill(wording, known) or wording


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:EDGE] + _CUT + text[-EDGE:]
