"""Units and people from a spreadsheet: the template, the file, its dry run, taking it in, and the links to hand out."""

import json

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import roster_taking, rosters
from server.actions.allowing import allow_unit
from server.actions.entering import INVITED_FOR
from server.actions.printing import DOCX
from server.report.problems import NotFound, Refused, Stale
from server.report.season.sheets import paper
from server.report.unit_problems import file_wanted
from server.report.who import Act
from server.sheets import roster_writer, table_writer
from server.web.depends import Ask, AskFiles, Asking, Id
from server.web.unit_form import Wrong
from server.web.views.papers import attached
from server.web.views.rosters import Handed, handed, link_sheet
from server.web.views.word_papers import word

router = APIRouter()
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONFLICT, UNPROCESSABLE = 409, 422


@router.get("/units/{unit_id}/import")
def show(ask: Ask, unit_id: Id) -> Response:
    """The template and the field for the file."""
    return _start(ask, unit_id, [])


@router.post("/units/{unit_id}/import")
def hand_in(ask: AskFiles, unit_id: Id) -> Response:
    """Read a file; nothing of it is taken in yet."""
    with ask.site.database.read() as connection:
        allow_unit(connection, ask.actor(connection), Act.edit_unit, unit_id)
    if not ask.form.files:
        return _start(ask, unit_id, [Wrong("file", file_wanted())], UNPROCESSABLE)
    file = ask.form.files[0]
    try:
        roster = rosters.opened(ask.site.library, file.name, file.content)
    except Refused as refused:
        return _start(ask, unit_id, [Wrong("file", refused.message)], UNPROCESSABLE)
    with ask.site.database.write() as connection:
        roster_id = rosters.hand_in(connection, ask.actor(connection), unit_id, file.name, roster)
    return ask.go(f"/units/{unit_id}/import/{roster_id}")


@router.get("/units/{unit_id}/import/template.xlsx")
def template(ask: Ask, unit_id: Id) -> Response:
    """The template; filled with what is there when asked."""
    library = ask.site.library
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        allow_unit(connection, actor, Act.edit_unit, unit_id)
        filled = rosters.present(connection, library, actor, unit_id) if ask.query.get("filled") == "1" else {}
    content = roster_writer.written(library.labels, rosters.choices(library), filled)
    return attached(ask, content, XLSX, f"{library.labels['roster']['title']}.xlsx")


@router.post("/units/{unit_id}/import/links.{kind}")
def links(ask: Ask, unit_id: Id, kind: str) -> Response:
    """The links the page before showed once, as a list to hand out."""
    with ask.site.database.read() as connection:
        allow_unit(connection, ask.actor(connection), Act.invite, unit_id)
        place = ask.place(connection, unit_id)
    shown = handed(ask.form.get("links"))
    if kind not in ("xlsx", "docx") or not shown:
        raise NotFound
    sheet = link_sheet(shown, place.unit.short_name, ask.site.library.labels["roster"], ask.form.line("until"))
    if kind == "xlsx":
        return attached(ask, table_writer.written(sheet.title, place.unit.short_name, [sheet]), XLSX, f"{sheet.title}.xlsx")
    return attached(ask, word(ask, paper(sheet.title, place.unit.short_name, [sheet]), wide=True), DOCX, f"{sheet.title}.docx")


@router.get("/units/{unit_id}/import/{roster_id}")
def show_one(ask: Ask, unit_id: Id, roster_id: Id) -> Response:
    """What would come of every row."""
    return _dry_run(ask, unit_id, roster_id, [])


@router.post("/units/{unit_id}/import/{roster_id}")
def decide(ask: Ask, unit_id: Id, roster_id: Id) -> Response:
    """Take all of it in, with the links shown once; or put it away."""
    if ask.form.get("do") == "drop":
        with ask.site.database.write() as connection:
            rosters.put_away(connection, ask.actor(connection), unit_id, roster_id)
        return ask.go(f"/units/{unit_id}/import?done=dropped")
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            made = roster_taking.accept(connection, ask.site.library, actor, unit_id, roster_id, ask.form.get("seen"))
    except (Refused, Stale) as wrong:
        status = CONFLICT if isinstance(wrong, Stale) else UNPROCESSABLE
        return _dry_run(ask, unit_id, roster_id, [Wrong("rows", wrong.message)], status)
    if not made:
        return ask.go(f"/units/{unit_id}/import?done=taken")
    return _links(ask, unit_id, tuple(Handed.of(each, ask.base, ask.site.library.labels["roles"]) for each in made))


def _start(ask: Asking, unit_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        allow_unit(connection, ask.actor(connection), Act.edit_unit, unit_id)
        place = ask.place(connection, unit_id)
    guide = ask.site.library.labels["roster_guide"]
    return ask.page("pages/roster.html", status, place=place, guide=guide, errors=errors, done=ask.query.get("done", ""))


def _dry_run(ask: Asking, unit_id: int, roster_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        kept, roster = rosters.waiting(connection, actor, unit_id, roster_id)
        place = ask.place(connection, unit_id)
        plan = rosters.planned(connection, ask.site.library, actor, unit_id, roster)
    return ask.page("pages/roster_rows.html", status, place=place, kept=kept, plan=plan, kinds=ask.site.library.kinds, errors=errors)


def _links(ask: Asking, unit_id: int, made: tuple[Handed, ...]) -> Response:
    with ask.site.database.read() as connection:
        place = ask.place(connection, unit_id)
    until = ask.at + INVITED_FOR
    carried = json.dumps([each.as_pairs() for each in made], ensure_ascii=False)
    return ask.page("pages/roster_links.html", place=place, links=made, carried=carried, until=until)
