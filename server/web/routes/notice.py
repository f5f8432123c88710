"""The county's notice of a report: entering it, its file, taking it away, and the 任务分解表 made of it."""

from contextlib import suppress

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import evidence, noticing
from server.actions.dividing import task_sheet_of
from server.actions.evidence import Checked
from server.actions.noticing import Clash, Mistaken, Saved
from server.actions.printing import DOCX
from server.report.problems import ReadOnly, Refused, Stale
from server.report.who import Act
from server.web.depends import Ask, AskFiles, Asking, Id, number
from server.web.render import clock_time
from server.web.unit_form import Wrong
from server.web.views.notice import base_in, conflict_of, notice_page, shown, typed_in
from server.web.views.papers import attached
from server.web.views.word_papers import word

router = APIRouter()
CONFLICT, WRONG = 409, 422


@router.get("/reports/{report_id}/notice")
def show_notice(ask: Ask, report_id: Id) -> Response:
    """The notice, what it moved, and what it binds."""
    return _page(ask, report_id)


@router.post("/reports/{report_id}/notice")
def save_notice(ask: AskFiles, report_id: Id) -> Response:
    """Keep the notice, take its file away, or take it away whole, as the button says."""
    what, _, version = ask.form.get("do", "save").partition(":")
    acts = {"remove": _remove, "drop": _drop}
    return acts[what](ask, report_id) if what in acts else _save(ask, report_id, version if what == "mine" else "")


@router.get("/reports/{report_id}/tasks.docx")
def tasks_docx(ask: Ask, report_id: Id) -> Response:
    """The 任务分解表 to print and give out."""
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.export, report_id)
        sheet = task_sheet_of(connection, ask.library, standing.report)
    content = word(ask, sheet, wide=True)
    with suppress(ReadOnly), ask.site.database.write() as connection:
        noticing.record_sheet(connection, actor, standing.report)
    return attached(ask, content, DOCX, f"{sheet.properties.title}.docx")


def _save(ask: Asking, report_id: int, over: str) -> Response:
    """Keep what was typed; `over` is the version of somebody else's that it shall replace."""
    with ask.site.database.read() as connection:
        ask.allow(connection, Act.notice, report_id)
    try:
        file = _file(ask)
    except Refused as refused:
        return _page(ask, report_id, [Wrong("file", refused.message)], status=WRONG)
    with ask.site.database.write() as connection:
        actor = ask.actor(connection)
        ask.keep_alive(connection)
        base = number(over) if over else base_in(ask.form)
        saved = noticing.save(connection, ask.library, actor, report_id, typed_in(ask.form), base, file)
    match saved:
        case Saved(kept):
            return ask.go(f"/reports/{report_id}/notice?saved={kept}")
        case Mistaken(mistakes):
            return _page(ask, report_id, [Wrong(key, text) for key, text in mistakes.items()], status=WRONG)
        case Clash():
            return _page(ask, report_id, clash=saved, status=CONFLICT)


def _file(ask: Asking) -> Checked | None:
    """The file that came with the form, judged. Raises Refused."""
    sent = ask.form.files[0] if ask.form.files else None
    return evidence.checked(sent.name, sent.content) if sent else None


def _remove(ask: Asking, report_id: int) -> Response:
    try:
        with ask.site.database.write() as connection:
            version = noticing.remove(
                connection, ask.library_in(connection), ask.actor(connection), report_id, base_in(ask.form), ask.form.get("reason")
            )
    except Refused as refused:
        return _page(ask, report_id, [Wrong("reason", refused.message)], status=WRONG)
    except Stale as stale:
        return _page(ask, report_id, [Wrong("", stale.message)], status=CONFLICT)
    return ask.go(f"/reports/{report_id}/notice?removed={version}")


def _drop(ask: Asking, report_id: int) -> Response:
    try:
        with ask.site.database.write() as connection:
            version = noticing.drop_file(connection, ask.actor(connection), report_id, base_in(ask.form))
    except Stale as stale:
        return _page(ask, report_id, [Wrong("", stale.message)], status=CONFLICT)
    return ask.go(f"/reports/{report_id}/notice?saved={version}")


def _page(ask: Asking, report_id: int, errors: list[Wrong] | None = None, clash: Clash | None = None, status: int = 200) -> Response:
    """The page; after a refusal with what was typed, after a clash with what only others changed taken over."""
    done = {name: number(ask.query.get(name, "0") or "0") for name in ("saved", "removed")}
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        page = notice_page(connection, ask.library, standing, max(done.values()))
    report = standing.report
    typed = typed_in(ask.form) if ask.form.has("title") else {}
    fields = {**page.fields, **(shown(clash.mine, report) if clash else typed)}
    version = ask.form.get("version") if typed else str(page.version)
    conflict = conflict_of(ask.library, clash, report, clock_time(clash.theirs.at)) if clash else None
    values = {"report": report, "shown": page, "fields": fields, "version": version, "conflict": conflict, "done": done}
    values |= {"may": standing.may(Act.notice), "reason": ask.form.get("reason"), "again": bool(ask.form.files)}
    return ask.page("pages/notice.html", status, errors=errors or [], **values)
