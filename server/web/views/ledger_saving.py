"""Rows of a record list as a form sends them, and what a save of them tells: to the autosave in JSON, to a page as conflicts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from server.actions.ledger_rows import Clash, SavedRows, TypedRow
from server.actions.ledgers import Ledger
from server.report.ledgers.lists import RecordList
from server.web.depends import Asking
from server.web.forms import MOST_DIGITS, Form
from server.web.render import clock_time, page
from server.web.views.ledger_page import row_of
from server.web.views.ledgers import told_of

Pieces = tuple[tuple[str, str], ...]


def rows_typed(form: Form, given: RecordList) -> tuple[TypedRow, ...]:
    """The rows of a list in a form: `row.12.date` … with the version that was shown, `row.12.v`."""
    values: dict[int, dict[str, str]] = {}
    bases: dict[int, int] = {}
    for name, text in form.pairs:
        kind, _, rest = name.partition(".")
        number, _, column = rest.partition(".")
        if kind != "row" or not _small(number):
            continue
        if column == "v":
            bases[int(number)] = int(text) if _small(text) else 0
        elif column in given.by_key:
            values.setdefault(int(number), {})[column] = text
    return tuple(TypedRow(number, typed, bases.get(number, 0)) for number, typed in values.items())


def settled(rows: Iterable[TypedRow], what: str, which: str) -> tuple[TypedRow, ...]:
    """The rows as typed; of one in conflict, mine counts as typed over theirs, theirs as not typed at all."""
    name, _, version = which.partition("@")
    if what == "theirs":
        return tuple(row for row in rows if str(row.id) != name)
    over = int(version) if what == "mine" and _small(version) else None
    return tuple(replace(row, base=over) if over is not None and str(row.id) == name else row for row in rows)


def clashes_shown(ledger: Ledger, conflicts: Iterable[Clash]) -> tuple[dict[str, object], ...]:
    """Rows in conflict for the panel: both as cells, those that differ marked."""
    numbers = {each.id: number for number, each in enumerate(ledger.records, 1)}
    return tuple(
        {
            "id": each.row.id,
            "number": numbers.get(each.row.id, 0),
            "who": each.theirs.person,
            "at": clock_time(each.theirs.at),
            "version": each.theirs.version,
            "theirs": _pieces(ledger, each.theirs.value, each.mine),
            "mine": _pieces(ledger, each.mine, each.theirs.value),
        }
        for each in conflicts
    )


def autosaved(ask: Asking, saved: SavedRows, ledger: Ledger, year: int) -> tuple[dict[str, object], int]:
    """The answer to an autosave and its status: versions, messages, the figures as they now are."""
    told = told_of(ledger)
    fields: dict[str, str] = {f"row.{number}.v": str(version) for number, version in saved.versions.items()}
    fields |= {f"figure.{each.indicator.id}.v": str(each.version) for each in told}
    rows = [row_of(0, each, ledger.given.columns, year) for each in ledger.records if each.id in saved.versions]
    messages = [{"field": cell.name, "text": cell.message} for row in rows for cell in row.cells]
    outputs = {f"tally-{each.id}": each.tally.raw or "—" for each in told}
    outputs |= {f"said-{each.id}": ask.site.library.labels["difference"][each.state] for each in told}
    answer: dict[str, object] = {"at": clock_time(ask.at), "outputs": outputs, "messages": messages, "cleaned": ask.cleaned}
    answer |= {"expires": int(ask.session.expires_at.timestamp()), "now": int(ask.at.timestamp())} if ask.session else {}
    if not saved.conflicts:
        return answer | {"status": "saved", "fields": fields}, 200
    clashing = {f"row.{each.row.id}.v" for each in saved.conflicts}
    html = page("partials/ledger_conflicts.html", clashes=clashes_shown(ledger, saved.conflicts))
    kept = {name: version for name, version in fields.items() if name not in clashing}
    return answer | {"status": "conflict", "html": html, "fields": kept}, 409


def _pieces(ledger: Ledger, mine: Mapping[str, str], other: Mapping[str, str]) -> Pieces:
    names = {each.key: each.name for each in ledger.given.columns}
    keys = [key for key in names if mine.get(key) or other.get(key)]
    return tuple(("same" if mine.get(key, "") == other.get(key, "") else "ins", f"{names[key]}\uff1a{mine.get(key, '')}\n") for key in keys)


def _small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
