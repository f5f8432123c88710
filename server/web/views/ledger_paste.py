"""A block pasted for a record list as its page shows it: a dry run of mapping and rows. Nothing here is stored."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy import Connection

from server.actions.allowing import Standing
from server.actions.ledgers import ledger_of
from server.library import Library
from server.report.intake_problems import column_twice, column_undecided, look_again, mapping_unnamed, nothing_pasted, nothing_to_add
from server.report.ledgers.cells import read_cell
from server.report.ledgers.headers import Rows
from server.report.ledgers.lists import Column, RecordList
from server.report.ledgers.mapping import SURE, ColumnMap, Kept, Link, mapped
from server.report.ledgers.pasting import Pasted, pasted, rows_of
from server.report.ledgers.personal import Found
from server.report.ledgers.rows import Row
from server.report.problems import NotFound
from server.storage import ledgers
from server.web.forms import MOST_DIGITS, Form
from server.web.unit_form import Wrong

HEADS, SAMPLES, HEAD_WORDS = 12, 3, 30
MOST_ASKED, MOST_SHOWN = 100, 200
OPEN, NONE = "?", "-1"
LOOK, ADD, AFRESH = "look", "add", ("read", "plain", "forget")


@dataclass(frozen=True)
class Source:
    """One column of the block: what stands in it and where it goes. `value` is OPEN until somebody says where."""

    link: Link
    value: str
    samples: tuple[str, ...]
    candidates: tuple[str, ...]
    found: Found | None
    kept: bool


@dataclass(frozen=True)
class Shown:
    """The rows of the block in the order a person should look at them.

    `asking`: rows with a cell that is asked about, as they are now, and in `before` by number as they were pasted; `open`: how many
    of them still ask; `left`: rows that are no records, with their first words.
    """

    columns: tuple[Column, ...]
    asking: tuple[Row, ...]
    before: Mapping[int, Row]
    open: int
    twins: tuple[Row, ...]
    plain: tuple[Row, ...]
    left: tuple[tuple[int, str, str], ...]
    adding: int


@dataclass(frozen=True)
class Block:
    """A pasted block as its form has it, read. `before` are its rows without what was typed into cells that were asked about."""

    given: RecordList
    text: str
    rows: Rows
    table: ColumnMap
    down: tuple[str, ...]
    keep: frozenset[int]
    plain: bool
    done: Pasted
    before: tuple[Row, ...]

    @property
    def text_mark(self) -> str:
        """What tells this text from another."""
        return marked(self.text)

    @property
    def mark(self) -> str:
        """What tells this reading from another: a digest of the text and of what its columns are."""
        meant = [(link.at, link.column) for link in self.table.links if link.column and link.confidence >= SURE]
        return marked(repr((self.text, self.table.head.first, meant, self.table.down)))

    @property
    def undecided(self) -> tuple[Link, ...]:
        """Columns that wait for a person."""
        return tuple(link for link in self.table.links if link.asked)

    @property
    def hollow(self) -> tuple[int, ...]:
        """Rows that hold nothing in the columns that are taken."""
        return tuple(row.number for row in self.done.rows if not row.values)

    def records(self, wanted: frozenset[int]) -> tuple[dict[str, str], ...]:
        """What is to be added."""
        return tuple(each for each in self.done.records(wanted) if each)


def block_of(connection: Connection, library: Library, standing: Standing, key: str, form: Form) -> Block:
    """The block in a form with what was chosen for it. Raises NotFound for an unknown list, Refused for too large a block."""
    report = standing.report
    ledger = ledger_of(connection, library, report, key)
    what, text = form.get("do").partition(":")[0], form.get("text")
    rows, given = rows_of(text), ledger.given
    same = form.get("text_seen") == marked(text)
    plain = what == "plain" or (same and form.get("plain") == "1")
    kept = () if plain else [Kept(name=each.name, columns=each.columns) for each in ledgers.mappings(connection, report.unit_id, key)]
    header = _number(form.get("header")) if same else None
    table = mapped(rows, given.columns, report.year, kept, header)
    settled = same and what not in AFRESH and form.get("header") == form.get("header_seen")
    chosen = dict(_chosen(form, table, given)) if settled else {}
    down = tuple(each for each in form.all("down") if each in table.gaps) if settled else ()
    keep = frozenset(int(each) for each in form.all("keep") if _number(each) is not None) if same else frozenset()
    table = table.settled(chosen, down)
    present = [each.content for each in ledger.filled]
    done = pasted(rows, table, given, library.personal, report.year, present, keep)
    corrected = tuple(_corrected(row, given, report.year, form) if same else row for row in done.rows)
    return Block(given, text, rows, table, down, keep, plain, replace(done, rows=corrected), done.rows)


def sources_of(block: Block) -> tuple[Source, ...]:
    """The columns of the block as the page shows them."""
    found = {each.at: each for each in block.done.personal}
    names = {each.key: each.name for each in block.given.columns}
    return tuple(
        Source(
            link,
            OPEN if link.asked else link.column,
            () if link.at in found else _samples(block, link.at),
            tuple(names[each] for each in link.candidates if each in names),
            found.get(link.at),
            link.at in block.keep,
        )
        for link in block.table.links
    )


def shown_of(block: Block, form: Form) -> Shown:
    """What the rows come to."""
    rows = [row for row in block.done.rows if row.values]
    before = {row.number: row for row in block.before}
    asking = tuple(row for row in rows if before[row.number].messages and not row.twin)
    used = {key for row in rows for key in row.values}
    words = {at: _first_words(block.rows[at - 1]) for at, _ in block.done.left}
    return Shown(
        tuple(each for each in block.given.columns if each.key in used or (each.key in block.table.source and not each.personal)),
        asking,
        before,
        sum(bool(row.messages) for row in asking),
        tuple(row for row in rows if row.twin),
        tuple(row for row in rows if not before[row.number].messages and not row.twin),
        tuple((at, reason.value, words[at]) for at, reason in block.done.left),
        len(block.records(wanted_of(form))),
    )


def heads_of(block: Block) -> tuple[tuple[str, str], ...]:
    """The rows that may be the header: number from 0 as a value, and its first words."""
    return tuple((str(at), _first_words(row)) for at, row in enumerate(block.rows[:HEADS]) if any(row))


def wrongs(block: Block, form: Form) -> list[Wrong]:
    """What must be settled before the rows can be added, or looked at again."""
    what = form.get("do").partition(":")[0]
    if not block.rows:
        return [Wrong("text", nothing_pasted())]
    if what not in (LOOK, ADD):
        return []
    columns = list(_wrong_columns(block))
    return columns or (list(_wrong_adding(block, form)) if what == ADD else [])


def wanted_of(form: Form) -> frozenset[int]:
    """The rows that are there already and were asked for all the same."""
    return frozenset(int(each) for each in form.all("wanted") if _number(each) is not None)


def marked(text: str) -> str:
    """A short digest, to see whether a form still speaks of the same."""
    return sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:16]


def _chosen(form: Form, table: ColumnMap, given: RecordList) -> Iterator[tuple[int, str]]:
    for link in table.links:
        value = form.get(f"to.{link.at}", OPEN)
        if value != OPEN and value not in given.by_key and value:
            raise NotFound
        if value != OPEN:
            yield link.at, value


def _corrected(row: Row, given: RecordList, year: int, form: Form) -> Row:
    """The row with what was typed into the cells that were asked about."""
    asked = [key for key, cell in row.cells.items() if cell.message and _changed(form, f"{row.number}.{key}")]
    typed = {key: form.get(f"fix.{row.number}.{key}") for key in asked}
    return replace(row, cells={**row.cells, **{key: read_cell(text, given.by_key[key], year) for key, text in typed.items()}})


def _changed(form: Form, name: str) -> bool:
    return form.has(f"fix.{name}") and form.get(f"fix.{name}") != form.get(f"was.{name}")


def _wrong_columns(block: Block) -> Iterator[Wrong]:
    for link in block.undecided:
        yield Wrong(f"to.{link.at}", column_undecided(link.label, link.at + 1))
    times = Counter(link.column for link in block.table.links if link.column)
    for key in [key for key, count in times.items() if count > 1]:
        places = [link.at for link in block.table.links if link.column == key]
        yield Wrong(f"to.{places[1]}", column_twice(block.given.by_key[key].name, [at + 1 for at in places]))


def _wrong_adding(block: Block, form: Form) -> Iterator[Wrong]:
    if form.get("seen") != block.mark:
        yield Wrong("outcome", look_again())
    elif not block.records(wanted_of(form)):
        yield Wrong("outcome", nothing_to_add())
    elif form.get("remember") and not form.line("keep_name"):
        yield Wrong("keep_name", mapping_unnamed())


def _samples(block: Block, at: int) -> tuple[str, ...]:
    cells = (" ".join(row[at].split()) for row in block.rows[block.table.head.last + 1 :])
    return tuple(dict.fromkeys(cell for cell in cells if cell))[:SAMPLES]


def _first_words(row: tuple[str, ...]) -> str:
    return " ".join(" ".join(filter(None, row)).split())[:HEAD_WORDS]


def _number(text: str) -> int | None:
    if text == NONE:
        return -1
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
