"""A block pasted out of a spreadsheet into a record list: looked at as often as wanted, added by the last button alone."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import ledger_rows
from server.actions.ledger_rows import Remembered, rememberable
from server.actions.ledgers import ledger_of
from server.report.problems import Refused
from server.report.who import Act
from server.web.depends import Ask, Asking, Id
from server.web.unit_form import Wrong
from server.web.views.ledger_paste import ADD, MOST_ASKED, MOST_SHOWN, Block, block_of, heads_of, shown_of, sources_of, wanted_of, wrongs

router = APIRouter()


@router.get("/reports/{report_id}/ledgers/{key}/paste")
def show(ask: Ask, report_id: Id, key: str) -> Response:
    """Where a block is pasted."""
    return _start(ask, report_id, key, [])


@router.post("/reports/{report_id}/ledgers/{key}/paste")
def paste(ask: Ask, report_id: Id, key: str) -> Response:
    """Read the block and show what it comes to; only the last button adds its rows."""
    what, _, which = ask.form.get("do").partition(":")
    if what == "forget":
        with ask.site.database.write() as connection:
            ledger_rows.forget_mapping(connection, ask.actor(connection), report_id, key, which)
    try:
        return _added(ask, report_id, key) if what == ADD else _looked(ask, report_id, key)
    except Refused as refused:
        return _start(ask, report_id, key, [Wrong("text", refused.message)], 422)


def _looked(ask: Asking, report_id: int, key: str) -> Response:
    """The dry run: nothing is written."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.fill, report_id)
        block = block_of(connection, ask.library, standing, key, ask.form)
    return _shown(ask, report_id, key, block)


def _added(ask: Asking, report_id: int, key: str) -> Response:
    """The rows that were shown are added, when everything is settled and nothing changed since."""
    with ask.site.database.write() as connection:
        actor, standing = ask.allow(connection, Act.fill, report_id)
        ask.keep_alive(connection)
        block = block_of(connection, ask.library, standing, key, ask.form)
        wrong = wrongs(block, ask.form)
        rows = () if wrong else block.records(wanted_of(ask.form))
        ledger_rows.add_rows(connection, ask.library, actor, report_id, key, rows, "paste")
        meant = Remembered(ask.form.line("keep_name"), block.table, block.done.personal)
        wished = bool(ask.form.get("remember")) and not wrong
        kept = wished and ledger_rows.keep_mapping(connection, ask.library, actor, report_id, key, meant)
    if wrong:
        return _shown(ask, report_id, key, block)
    skipped = len(block.done.rows) - len(block.hollow) - len(rows)
    return ask.go(f"/reports/{report_id}/ledgers/{key}?added={len(rows)}&skipped={skipped or ''}&remembered={int(kept) or ''}")


def _shown(ask: Asking, report_id: int, key: str, block: Block) -> Response:
    errors = wrongs(block, ask.form)
    if not block.rows:
        return _start(ask, report_id, key, errors, 422)
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.fill, report_id)
    values: dict[str, object] = {"report": standing.report, "given": block.given, "block": block, "errors": errors, "form": ask.form}
    values |= {"sources": sources_of(block), "heads": heads_of(block), "shown": shown_of(block, ask.form), "wanted": wanted_of(ask.form)}
    values |= {"most_asked": MOST_ASKED, "most_shown": MOST_SHOWN}
    values |= {"rememberable": rememberable(block.table, block.given, block.done.personal, ask.site.library.personal)}
    return ask.page("pages/ledger_block.html", 422 if errors else 200, **values)


def _start(ask: Asking, report_id: int, key: str, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        given = ledger_of(connection, ask.library, standing.report, key).given
    values = {"report": standing.report, "may": standing.may(Act.fill), "given": given, "text": ask.form.get("text")}
    return ask.page("pages/ledger_paste.html", status, errors=errors, **values)
