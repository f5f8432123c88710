"""A table without our headings as its page shows it: what its columns may be, proposed by what stands in them, decided by a person."""

import re
from dataclasses import dataclass

from server.actions.columns import HEADS, KEYS, NO_HEAD, main_table
from server.actions.received import Columns, Content
from server.report.forms.collecting import Wording
from server.report.forms.grids import MOST_COLUMNS, MOST_ROWS, Grid, letters
from server.report.forms.naming import Names
from server.report.problems import NotFound
from server.web.forms import MOST_DIGITS, Form

SAMPLES, WIDEST, SAMPLED = 4, 20, 200
_HEAD_WORDS = 30
_FIGURE = re.compile(r"[^0-9０-９]{0,2}[0-9０-９][0-9０-９,.，]*[^0-9０-９]{0,4}")


@dataclass(frozen=True)
class Choice:
    """One column: how it is called, what stands in it, what it is taken for ("" for nothing)."""

    at: int
    name: str
    samples: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class ColumnPage:
    """The columns of a table to be named. `heads` are the rows that may be its heading, `head` the one taken for it."""

    columns: tuple[Choice, ...]
    heads: tuple[tuple[str, str], ...]
    head: str
    options: tuple[tuple[str, str], ...]


def column_page(content: Content, wording: Wording, names: Names, form: Form) -> ColumnPage:
    """The columns of the largest table, as typed, as said before, or as proposed."""
    grid = content.grids[main_table(content.grids)]
    said = content.columns or proposed(grid, names)
    typed = _typed(form)
    keys = typed.keys if typed else said.keys
    wide = min(max((len(row) for row in grid.rows), default=0), WIDEST)
    columns = tuple(Choice(at, letters(at), _samples(grid, at), keys.get(at, "")) for at in range(wide) if _samples(grid, at))
    heads = tuple((str(at), _words(grid, at)) for at in range(min(HEADS, len(grid.rows))) if _words(grid, at))
    options = tuple((key, wording.heading(key)) for key in KEYS)
    return ColumnPage(columns, heads, str(typed.head if typed else said.head), options)


def columns_in(form: Form, content: Content) -> Columns:
    """What a person said of the columns. Raises NotFound for columns that are none."""
    said = _typed(form)
    if said is None or not set(said.keys.values()) <= set(KEYS):
        raise NotFound
    return Columns(main_table(content.grids), said.head, said.keys)


def proposed(grid: Grid, names: Names) -> Columns:
    """What the columns seem to be: names are where most names of figures stand, figures where most numbers stand to the right of them."""
    rows = range(min(len(grid.rows), SAMPLED))
    wide = min(max((len(row) for row in grid.rows), default=0), WIDEST)
    named = [sum(bool(names.find(grid.cell(row, at).text)) for row in rows) for at in range(wide)]
    name = max(range(wide), key=named.__getitem__, default=0)
    figures = [sum(_is_figure(grid, row, at) for row in rows) if at > name else 0 for at in range(wide)]
    now = max(range(wide), key=figures.__getitem__, default=0)
    first = next(iter(rows), 0)
    head = NO_HEAD if names.find(grid.cell(first, name).text) or _is_figure(grid, first, now) else first
    return Columns(0, head, ({name: "name"} if any(named) else {}) | ({now: "now"} if any(figures) else {}))


def _is_figure(grid: Grid, row: int, at: int) -> bool:
    return bool(_FIGURE.fullmatch(grid.cell(row, at).text.strip()))


def _typed(form: Form) -> Columns | None:
    if not form.has("head"):
        return None
    keys = {name.removeprefix("column."): value for name, value in form.pairs if name.startswith("column.") and value}
    known = all(_is_number(at, MOST_COLUMNS) for at in keys)
    if not known or not (_is_number(form.get("head"), MOST_ROWS) or form.get("head") == str(NO_HEAD)):
        raise NotFound
    return Columns(0, int(form.get("head")), {int(at): key for at, key in keys.items()})


def _is_number(text: str, below: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text) < below


def _samples(grid: Grid, at: int) -> tuple[str, ...]:
    texts = (" ".join(grid.cell(row, at).text.split())[:_HEAD_WORDS] for row in range(min(len(grid.rows), SAMPLED)))
    return tuple(dict.fromkeys(text for text in texts if text))[:SAMPLES]


def _words(grid: Grid, row: int) -> str:
    return " ".join(" ".join(cell.text for cell in grid.rows[row]).split())[:_HEAD_WORDS]
