"""填报表 that came back: handing them in, the dry run of one, taking and leaving its cells, the sums of the villages."""

from urllib.parse import quote

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server.actions import accepting, columns, sharing
from server.actions import returns as taking
from server.actions.accepting import Decided
from server.actions.jobs import Handed
from server.actions.received import desk_of
from server.actions.returns import Whose
from server.report.file_problems import nothing_uploaded
from server.report.intake_problems import form_decided, overtaken, pasted_block
from server.report.problems import NotFound, Refused
from server.report.who import Act
from server.storage import files
from server.web.depends import LONGEST_ID, Ask, AskFiles, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.return_columns import column_page, columns_in
from server.web.views.returns import ReturnPage, came_back, decisions_in, names_of, return_page, typed_boxes

router = APIRouter()
CONFLICT = 409
TOLD = ("taken", "left", "used", "said", "kept")


@router.get("/reports/{report_id}/returns")
def show(ask: Ask, report_id: Id) -> Response:
    """What came back, and where more is handed in."""
    return _list(ask, report_id, [])


@router.post("/reports/{report_id}/returns")
def hand_in(ask: AskFiles, report_id: Id) -> Response:
    """Take files or a pasted block, and begin to read them."""
    try:
        with ask.site.database.write() as connection:
            actor, _ = ask.allow(connection, Act.collect, report_id)
            job_id = taking.hand_in(connection, ask.site.worker.shop, actor, report_id, _handed(ask))
    except Refused as refused:
        return _list(ask, report_id, [Wrong("file", refused.message)], 422)
    ask.site.worker.start(job_id, ask.site.patience)
    return ask.go(f"/reports/{report_id}/jobs/{job_id}")


@router.post("/reports/{report_id}/returns/totals")
def use_total(ask: Ask, report_id: Id) -> Response:
    """Put the sum of what villages gave in as the figure."""
    indicator = ask.form.get("do").partition(":")[2]
    element = f"total-{indicator.replace('.', '-')}"
    try:
        with ask.site.database.write() as connection:
            base = number(ask.form.get(f"v.{indicator}", "0"))
            saved = sharing.use_total(connection, ask.library_in(connection), ask.actor(connection), report_id, indicator, base)
    except Refused as refused:
        return _list(ask, report_id, [Wrong(element, refused.message)], 422)
    for conflict in saved.conflicts:
        said = overtaken(ask.library.indicators[indicator].name, conflict.theirs.person, conflict.theirs.value["raw"])
        return _list(ask, report_id, [Wrong(element, said)], CONFLICT)
    return ask.go(f"/reports/{report_id}/returns?used=1#totals")


@router.get("/reports/{report_id}/returns/{returned_id}")
def show_one(ask: Ask, report_id: Id, returned_id: Id) -> Response:
    """The dry run of one return."""
    return _one(ask, report_id, returned_id, [])


@router.post("/reports/{report_id}/returns/{returned_id}")
def decide(ask: Ask, report_id: Id, returned_id: Id) -> Response:
    """Take or leave cells, say whose the return is, or what its columns are, as the button says."""
    what = ask.form.get("do").partition(":")[0]
    here = f"/reports/{report_id}/returns/{returned_id}"
    try:
        with ask.site.database.write() as connection:
            actor, _ = ask.allow(connection, Act.collect, report_id)
            ask.keep_alive(connection)
            if what == "describe":
                taking.describe(connection, ask.library, actor, report_id, returned_id, _whose(ask))
                return ask.go(f"{here}?said=1")
            if what == "columns":
                return ask.go(f"{here}?said=1&kept={_named(ask, connection, report_id, returned_id)}")
            shown, decided = _decided(ask, connection, report_id, returned_id)
    except Refused as refused:
        return _one(ask, report_id, returned_id, [Wrong("columns" if what == "columns" else "form", refused.message)], 422)
    return _after(ask, report_id, returned_id, shown, decided)


@router.get("/reports/{report_id}/returns/{returned_id}/file")
def download(ask: Ask, report_id: Id, returned_id: Id) -> Response:
    """The file as it came."""
    with ask.site.database.read() as connection:
        ask.allow(connection, Act.see_report, report_id)
        returned = taking.returned_of(connection, report_id, returned_id)
        kept = files.kept(connection, returned.file) if returned.file else None
    if kept is None:
        raise NotFound
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(returned.name, safe='')}", "Cache-Control": "no-store"}
    return ask.answer(Response(kept.content, media_type="application/octet-stream", headers=headers))


def _handed(ask: Asking) -> tuple[Handed, ...]:
    """The files and the pasted block. Raises Refused when there is neither."""
    pasted = ask.form.get("text")
    handed = tuple(Handed(each.name, each.content) for each in ask.form.files)
    handed += (Handed(pasted_block(), pasted.encode()),) if pasted.strip() else ()
    if not handed:
        raise Refused(nothing_uploaded())
    return handed


def _whose(ask: Asking) -> Whose:
    form = ask.form.get("form")
    return Whose(number(form) if form else None, ask.form.line("office"), ask.form.line("giver"), ask.form.line("given_on"))


def _named(ask: Asking, connection: Connection, report_id: int, returned_id: int) -> int:
    """Say what the columns are; 1 when that was kept under a name. Raises Refused once something was taken."""
    actor, standing = ask.allow(connection, Act.collect, report_id)
    returned = taking.returned_of(connection, report_id, returned_id)
    shown = return_page(connection, ask.library, standing.report, returned)
    if not shown.read.content.grids:
        raise NotFound
    if any(row.answer.given and row.answer.given.taken for row in shown.done):
        raise Refused(form_decided())
    said = columns_in(ask.form, shown.read.content)
    kept = columns.name_columns(connection, actor, returned, shown.read.content, said, ask.form.line("keep_name"))
    desk = desk_of(connection, ask.library, standing.report)
    taking.settle(connection, desk, taking.returned_of(connection, report_id, returned_id), actor)
    return int(kept)


def _decided(ask: Asking, connection: Connection, report_id: int, returned_id: int) -> tuple[ReturnPage, Decided]:
    """What the button asks for, carried out; with the page as it was before."""
    actor, standing = ask.allow(connection, Act.collect, report_id)
    shown = return_page(connection, ask.library, standing.report, taking.returned_of(connection, report_id, returned_id))
    wanted = decisions_in(ask.form, shown, names_of(ask.library, shown))
    return shown, accepting.decide(connection, ask.library, actor, report_id, returned_id, wanted)


def _after(ask: Asking, report_id: int, returned_id: int, shown: ReturnPage, decided: Decided) -> Response:
    """On to the next cell that waits; the same page with every box as typed when something is wrong, or is typed elsewhere."""
    ids = {row.answer.key: row.id for row in shown.rows.values()}
    wrong = [Wrong(f"row-{ids[key]}", sentence) for key, sentence in decided.wrong]
    if wrong:
        return _one(ask, report_id, returned_id, wrong, CONFLICT if decided.overtaken else 422)
    done = {ids[key] for key in (*decided.taken, *decided.left)}
    if any(name.partition(".")[2] not in done for name in typed_boxes(ask.form, shown)):
        return _one(ask, report_id, returned_id, [])
    order = [row.id for row in shown.rows.values() if row.answer.waiting]
    last = max((order.index(each) for each in done if each in order), default=-1)
    following = next((each for each in order[last + 1 :] if each not in done), "")
    told = f"taken={len(decided.taken)}&left={len(decided.left)}"
    return ask.go(f"/reports/{report_id}/returns/{returned_id}?{told}" + (f"#row-{following}" if following and len(done) == 1 else ""))


def _list(ask: Asking, report_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        came, sums = came_back(connection, ask.library, standing.report)
    values: dict[str, object] = {"report": standing.report, "may": standing.may(Act.collect), "came": came, "sums": sums}
    values |= {"text": ask.form.get("text"), "told": _told(ask)}
    return ask.page("pages/returns.html", status, errors=errors, **values)


def _one(ask: Asking, report_id: int, returned_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        library = ask.library
        shown = return_page(connection, library, standing.report, taking.returned_of(connection, report_id, returned_id))
    read = shown.read
    asked = read.content.grids and (shown.headless or read.content.columns)
    table = column_page(read.content, library.form_words, names_of(library, shown), ask.form) if asked else None
    values: dict[str, object] = {"report": standing.report, "may": standing.may(Act.collect), "shown": shown, "table": table}
    values |= {"typed": typed_boxes(ask.form, shown), "form": ask.form, "told": _told(ask)}
    return ask.page("pages/returned.html", status, errors=errors, **values)


def _told(ask: Asking) -> dict[str, str]:
    """What the act before this page did, in numbers."""
    told = ((name, ask.query.get(name, "")) for name in TOLD)
    return {name: text if text.isascii() and text.isdigit() and len(text) <= LONGEST_ID else "" for name, text in told}
