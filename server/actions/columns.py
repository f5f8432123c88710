"""What the columns of a table without our headings are: said once by a person, kept by name for the unit, found again by its headings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from server.actions.allowing import Actor, allow
from server.actions.received import Columns, Content, Desk, dumped, headed
from server.report.forms.blocks import blocks
from server.report.forms.grids import Grid
from server.report.forms.naming import Headings
from server.report.intake_problems import columns_needed
from server.report.problems import Refused
from server.report.who import Act
from server.storage import forms, history, ledgers
from server.storage.forms import Returned
from server.storage.history import Event
from server.storage.ledgers import StoredMapping

LEDGER = "figures"
NEEDED = ("name", "now")
KEYS = (*NEEDED, "unit", "as_of", "system", "note")
HEADS, NO_HEAD = 12, -1


def remembered(connection: Connection, unit_id: int) -> tuple[StoredMapping, ...]:
    """What a unit has said of columns before."""
    return ledgers.mappings(connection, unit_id, LEDGER)


def headless(desk: Desk, content: Content) -> bool:
    """Whether no table of a return has headings that are understood."""
    headings = Headings(desk.known.wording, desk.known.year)
    return not any(blocks(grid, headings) for grid in headed(content, desk))


def main_table(grids: tuple[Grid, ...]) -> int:
    """The table with most in it."""
    return max(range(len(grids)), key=lambda at: sum(1 for _ in grids[at].filled()), default=0)


def columns_kept(desk: Desk, content: Content, kept: Iterable[StoredMapping]) -> Columns | None:
    """The columns of a table without our headings, when one that was kept has all its headings in one row of it."""
    if not content.grids or not headless(desk, content):
        return None
    table = main_table(content.grids)
    return next((found for each in kept for found in _found(content.grids[table], table, each.columns)), None)


def name_columns(connection: Connection, actor: Actor, returned: Returned, content: Content, said: Columns, name: str) -> bool:
    """Say what the columns of a return are, and keep that under a name when there is one; whether it could be kept.

    Raises Refused without a column of names and one of figures.
    """
    standing = allow(connection, actor, Act.collect, returned.report_id)
    keys = list(said.keys.values())
    if any(keys.count(key) != 1 for key in NEEDED):
        raise Refused(columns_needed())
    forms.set_content(connection, returned.id, dumped(replace(content, columns=said)))
    heads = _headings(content.grids[said.table], said) if name else {}
    if heads:
        ledgers.keep_mapping(connection, standing.report.unit_id, LEDGER, StoredMapping(0, name, heads), actor.id, actor.at)
    value = {"name": name} | {str(at): key for at, key in said.keys.items()}
    event = Event(actor.at, actor.id, f"returned:{returned.id}", "columns", standing.report.unit_id, returned.report_id, 0, value)
    history.add(connection, event)
    return bool(heads)


def _found(grid: Grid, table: int, wanted: Mapping[str, str]) -> Iterator[Columns]:
    for row in range(min(HEADS, len(grid.rows))):
        texts = {" ".join(cell.text.split()): at for at, cell in enumerate(grid.rows[row]) if cell.text.strip()}
        if wanted and wanted.keys() <= texts.keys():
            yield Columns(table, row, {texts[head]: key for head, key in wanted.items()})


def _headings(grid: Grid, said: Columns) -> dict[str, str]:
    """The headings over the named columns; none when there is no heading row, or one of them is empty or comes twice."""
    if said.head == NO_HEAD:
        return {}
    texts = {at: " ".join(grid.cell(said.head, at).text.split()) for at in said.keys}
    plain = all(texts.values()) and len(set(texts.values())) == len(texts)
    return {texts[at]: key for at, key in said.keys.items()} if plain else {}
