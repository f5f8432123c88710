"""A pasted block's columns → the columns of a record list: proposals to confirm, never a guess that counts by itself."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from server.report.ledgers.cells import Outcome, choose, read_cell
from server.report.ledgers.headers import HEADING_COLUMNS, Head, Rows, exactly, head_of, is_numbering, is_total, named_by, split_label
from server.report.ledgers.lists import Column, plain
from server.report.values import Frozen

SURE = 0.6
_EXACT, _PART, _CONTENT, _DOUBT = 0.95, 0.7, 0.5, 0.3
_ENOUGH = 0.6
_SAMPLE = 200


class Why(StrEnum):
    """What a proposal rests on."""

    kept = "kept"
    header = "header"
    content = "content"
    numbering = "numbering"
    nothing = "nothing"


@dataclass(frozen=True)
class Link:
    """One column of the block: the list's column it goes to, "" when it is left out. Below SURE a person must say so.

    `candidates`: columns of the list it could be, likeliest first. `unit`: what its header says in brackets.
    """

    at: int
    label: str
    column: str
    confidence: float
    why: Why
    candidates: tuple[str, ...] = ()
    unit: str = ""

    @property
    def asked(self) -> bool:
        """Whether a person must choose."""
        return self.confidence < SURE and bool(self.candidates)


class Kept(Frozen):
    """A mapping kept by name: `Head.known_as` → column of the list, "" for one that is left out."""

    name: str
    columns: dict[str, str]


@dataclass(frozen=True)
class ColumnMap:
    """How a block is meant. `fixed`: choices that hold for every row without one, as the title says; `kept`: the name of the mapping used.

    `down`: columns whose empty cells repeat the cell above (merged cells); `gaps`: columns of which that could be asked.
    """

    head: Head
    links: tuple[Link, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)
    kept: str = ""
    down: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[Link, ...]:
        """Columns that a person must settle."""
        return tuple(link for link in self.links if link.asked)

    @property
    def source(self) -> dict[str, Link]:
        """The sure column of the block for each column of the list that has one."""
        return {link.column: link for link in self.links if link.column and link.confidence >= SURE}

    def missing(self, columns: Iterable[Column]) -> tuple[Column, ...]:
        """Required columns that the block does not have."""
        return tuple(column for column in columns if column.required and column.key not in self.source)

    def settled(self, chosen: Mapping[int, str], down: tuple[str, ...] = ()) -> "ColumnMap":
        """The same map with what a person chose: column number → column of the list, "" to leave it out; `down` as above.

        One column of the list takes one column of the block: what was chosen for it drives out what was proposed.
        """
        taken = {key for key in chosen.values() if key}
        return replace(self, links=tuple(_settle(link, chosen, taken) for link in self.links), down=down)

    def to_keep(self, name: str) -> Kept:
        """What to keep under a name, so that the same headers need no asking again."""
        pairs = zip(self.head.known_as, self.links, strict=True)
        return Kept(name=name, columns={key: link.column for key, link in pairs if key})


def mapped(rows: Rows, columns: tuple[Column, ...], year: int, kept: Iterable[Kept] = (), header: int | None = None) -> ColumnMap:
    """How a block of rows of one width is likely meant. A kept mapping with the same headers, in any order, applies at once.

    `header`: the row that a person says the header is, from 0, or −1 for none; it is looked for when nobody says.
    """
    by_keys = {frozenset(each.columns): each for each in kept if each.columns}
    head = head_of(rows, columns, by_keys.keys(), header)
    used = by_keys.get(frozenset(head.known_as) - {""})
    body = rows[head.last + 1 :]
    links = _from_kept(head, used, {column.key for column in columns}) if used else _proposed(head, body, columns, year)
    return ColumnMap(head, links, _fixed(head.title, columns, links), used.name if used else "", (), _gaps(body, columns, links))


def _settle(link: Link, chosen: Mapping[int, str], taken: Container[str]) -> Link:
    if link.at in chosen:
        return replace(link, column=chosen[link.at], confidence=1.0)
    return replace(link, column="", confidence=1.0) if link.column in taken else link


def _from_kept(head: Head, used: Kept, known: Container[str]) -> tuple[Link, ...]:
    meant = [used.columns.get(key, "") for key in head.known_as]
    return tuple(
        Link(at, label, key if key in known else "", 1.0, Why.kept, unit=split_label(label)[1])
        for at, (label, key) in enumerate(zip(head.labels, meant, strict=True))
    )


def _proposed(head: Head, body: Rows, columns: tuple[Column, ...], year: int) -> tuple[Link, ...]:
    """Links by header, then by content for what is left of either side."""
    samples = [tuple(row[at] for row in body[:_SAMPLE] if row[at]) for at in range(len(head.labels))]
    bare = [Link(at, label, "", 0.0, Why.nothing, unit=split_label(label)[1]) for at, label in enumerate(head.labels)]
    named = [_by_header(link, samples[link.at], columns, year) for link in bare]
    claims = [link.column for link in named]
    best = {key: max(link.confidence for link in named if link.column == key) for key in claims if key}
    tied = {key for key in best if sum(link.column == key and link.confidence == best[key] for link in named) > 1}
    settled = [_without_claim(link, best, tied) for link in named]
    free = tuple(column for column in columns if column.key not in {link.column for link in settled} and not column.personal)
    offers = [_offers(samples[link.at], free, year) if not link.column and link.why is not Why.numbering else () for link in settled]
    return tuple(_by_content(link, offer, offers) for link, offer in zip(settled, offers, strict=True))


def _by_header(link: Link, sample: tuple[str, ...], columns: tuple[Column, ...], year: int) -> Link:
    if is_numbering(link.label) or (not plain(link.label) and _counts_up(sample)):
        return replace(link, confidence=1.0, why=Why.numbering)
    keys = named_by(link.label, columns)
    if len(keys) != 1:
        return replace(link, confidence=_DOUBT, why=Why.header, candidates=keys) if keys else link
    column = next(each for each in columns if each.key == keys[0])
    confidence = _EXACT if exactly(link.label, (column,)) else _PART
    doubted = column.type in ("date", "number") and sample and _share(sample, column, year) < 1 - _ENOUGH
    return replace(link, column=keys[0], confidence=_DOUBT if doubted else confidence, why=Why.header, candidates=keys)


def _without_claim(link: Link, best: Mapping[str, float], tied: Container[str]) -> Link:
    """A link whose column another claims with better reason is left out; two with equal reason are asked about."""
    if not link.column or (link.confidence == best[link.column] and link.column not in tied):
        return link
    doubt = _DOUBT if link.column in tied and link.confidence == best[link.column] else 0.0
    return replace(link, column="", confidence=doubt)


def _offers(sample: tuple[str, ...], free: tuple[Column, ...], year: int) -> tuple[str, ...]:
    """Columns still free whose kind the cells have; text is of no kind."""
    if not sample:
        return ()
    return tuple(column.key for column in free if column.type != "text" and _share(sample, column, year) >= _ENOUGH)


def _by_content(link: Link, offer: tuple[str, ...], offers: list[tuple[str, ...]]) -> Link:
    if not offer:
        return link
    only = len(offer) == 1 and sum(offer[0] in each for each in offers) == 1 and not link.label
    candidates = tuple(dict.fromkeys((*link.candidates, *offer)))
    return replace(link, column=offer[0] if only else "", confidence=_CONTENT, why=Why.content, candidates=candidates)


def _share(sample: tuple[str, ...], column: Column, year: int) -> float:
    """The share of cells that can be read as what the column holds; a day of another year is a day."""
    cells = [read_cell(cell, column, year) for cell in sample]
    return sum(cell.outcome in (Outcome.fine, Outcome.outside) or cell.days is not None for cell in cells) / len(cells)


def _counts_up(sample: tuple[str, ...]) -> bool:
    return len(sample) > 1 and list(sample) == [str(number) for number in range(1, len(sample) + 1)]


def _fixed(title: str, columns: tuple[Column, ...], links: tuple[Link, ...]) -> dict[str, str]:
    """Choices that the title makes for columns the block does not have: 2026年会前学法台账."""
    present = {link.column for link in links}
    named = ((column.key, choose(title, column)) for column in columns if column.titled and column.key not in present)
    return {key: choice.name for key, choice in named if choice and title}


def _gaps(body: Rows, columns: tuple[Column, ...], links: tuple[Link, ...]) -> tuple[str, ...]:
    """Date, choice and required columns with empty cells below filled ones, in rows that are neither totals nor headings."""
    asked = {column.key for column in columns if column.type in ("date", "choice") or column.required}
    rows = [row for row in body if any(row[HEADING_COLUMNS:]) and not is_total(row)]
    filled = {link.column: [bool(row[link.at]) for row in rows] for link in links if link.column in asked}
    return tuple(key for key, cells in filled.items() if True in cells and False in cells[cells.index(True) :])
