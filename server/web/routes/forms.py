"""填报表 given out: the list of them, putting new ones together, changing and removing one, downloading them."""

from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import forms as giving
from server.actions.forms import Press, Wanted, press_of
from server.report.forms.collecting import CollectionForm
from server.report.intake_problems import nothing_asked, villages_needed
from server.report.problems import NotFound, ReadOnly, Refused
from server.report.who import Act
from server.storage import forms
from server.storage.reports import Report
from server.web.depends import LONGEST_ID, Ask, Asking, Id
from server.web.unit_form import Wrong
from server.web.views import form_files
from server.web.views.forms import OFFICE, SECTIONS, VILLAGES, WAYS, Draft, by_section, draft_of, given_forms, names_in, typed_draft

router = APIRouter()
MOST_VILLAGES = 300
ZIP = "application/zip"
TOLD = ("made", "removed", "saved")


@router.get("/reports/{report_id}/forms")
def show(ask: Ask, report_id: Id) -> Response:
    """The forms given out, and how to remind those that are late."""
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.see_report, report_id)
        given = given_forms(connection, ask.library, standing.report, clock.today())
        place = ask.place(connection, standing.report.unit_id)
    told = {name: _count(ask.query.get(name, "")) for name in TOLD}
    values: dict[str, object] = {"report": standing.report, "may": standing.may(Act.collect), "given": given, "told": told}
    values |= {"person": actor.name, "unit": place.unit.short_name, "today": clock.today()}
    return ask.page("pages/forms.html", 200, **values)


@router.get("/reports/{report_id}/forms/new")
def show_new(ask: Ask, report_id: Id) -> Response:
    """Where forms are put together: for one office, for the villages, or section by section."""
    way = ask.query.get("way", OFFICE)
    if way not in WAYS:
        raise NotFound
    with ask.site.database.read() as connection:
        actor, _ = ask.allow(connection, Act.see_report, report_id)
        before = forms.forms(connection, report_id)
    contact, due = (before[-1].contact, before[-1].due) if before else (actor.name, "")
    return _new(ask, report_id, way, Draft(contact=contact, due=due, share=way == VILLAGES), [])


@router.post("/reports/{report_id}/forms")
def make(ask: Ask, report_id: Id) -> Response:
    """Give out what was put together."""
    way = ask.form.get("way", OFFICE)
    if way not in WAYS:
        raise NotFound
    try:
        with ask.site.database.write() as connection:
            actor, standing = ask.allow(connection, Act.collect, report_id)
            wanted = _wanted(ask, way, press_of(connection, ask.library, standing.report))
            made = giving.make(connection, ask.library, actor, report_id, wanted)
    except Refused as refused:
        return _new(ask, report_id, way, typed_draft(ask.form), [Wrong(_field(ask, way), refused.message)], 422)
    return ask.go(f"/reports/{report_id}/forms?made={len(made)}")


@router.get("/reports/{report_id}/forms.zip")
def download_all(ask: Ask, report_id: Id) -> Response:
    """Every form given out, in one file, as .xlsx or with `?kind=docx`; with `?open=1` those alone that have not come back."""
    ending = ask.query.get("kind", "xlsx")
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        given = given_forms(connection, ask.library, standing.report, clock.today())
        press = press_of(connection, ask.library, standing.report)
    printed = tuple(press.printed(each.form, ask.library) for each in given if not (ask.query.get("open") and each.returns))
    if not printed or ending not in form_files.MEDIA_TYPES:
        raise NotFound
    _recorded(ask, standing.report, printed, f"zip {ending}")
    content = form_files.bundle(printed, ask.library, ending)
    return _file(ask, content, ZIP, f"{press.unit}{press.report.year}-{ask.site.library.form_words.sheet}.zip")


@router.get("/reports/{report_id}/forms/{form_id}/form.{ending}")
def download(ask: Ask, report_id: Id, form_id: Id, ending: str) -> Response:
    """One form as .xlsx or .docx."""
    if ending not in form_files.MEDIA_TYPES:
        raise NotFound
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        library = ask.library
        form = giving.form_of(connection, report_id, form_id)
        printed = press_of(connection, library, standing.report).printed(form, library)
    _recorded(ask, standing.report, (printed,), ending)
    content = form_files.written(printed, library, ending)
    return _file(ask, content, form_files.MEDIA_TYPES[ending], form_files.file_name(printed, library, ending))


@router.get("/reports/{report_id}/forms/{form_id}")
def show_one(ask: Ask, report_id: Id, form_id: Id) -> Response:
    """What one form asks for, and what came back to it."""
    return _one(ask, report_id, form_id, None, [])


@router.post("/reports/{report_id}/forms/{form_id}")
def change(ask: Ask, report_id: Id, form_id: Id) -> Response:
    """Change a form, or take it away."""
    try:
        with ask.site.database.write() as connection:
            actor, standing = ask.allow(connection, Act.collect, report_id)
            library = ask.library
            if ask.form.get("do") == "remove":
                giving.remove(connection, actor, report_id, form_id)
                return ask.go(f"/reports/{report_id}/forms?removed=1")
            wanted = typed_draft(ask.form).wanted(press_of(connection, library, standing.report))
            giving.change(connection, library, actor, report_id, form_id, wanted)
    except Refused as refused:
        return _one(ask, report_id, form_id, typed_draft(ask.form), [Wrong(_field(ask, OFFICE), refused.message)], 422)
    return ask.go(f"/reports/{report_id}/forms/{form_id}?saved=1")


def _wanted(ask: Asking, way: str, press: Press) -> tuple[Wanted, ...]:
    """What was put together. Raises Refused for villages without names and for sections without an office."""
    draft = typed_draft(ask.form)
    if way == OFFICE:
        return (draft.wanted(press),)
    if way == VILLAGES:
        names = names_in(draft.villages)
        if not 1 <= len(names) <= MOST_VILLAGES:
            raise Refused(villages_needed(MOST_VILLAGES))
        return tuple(draft.wanted(press, name) for name in names)
    wanted = by_section(ask.form, press)
    if not wanted:
        raise Refused(nothing_asked())
    return wanted


def _field(ask: Asking, way: str) -> str:
    """The element a refusal speaks of: the name while there is none, else what is chosen."""
    named = {OFFICE: "office", VILLAGES: "villages", SECTIONS: "topics"}[way]
    return named if not ask.form.get(named).strip() else "topics"


def _new(ask: Asking, report_id: int, way: str, draft: Draft, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        press = press_of(connection, ask.library, standing.report)
    typed = {name: value for name, value in ask.form.pairs if name.startswith("office.")}
    values = {"report": standing.report, "may": standing.may(Act.collect), "way": way, "draft": draft, "picks": draft.picks(press)}
    return ask.page("pages/form.html", status, errors=errors, typed=typed, given=None, saved=False, unit=press.unit, **values)


def _one(ask: Asking, report_id: int, form_id: int, draft: Draft | None, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        stored = giving.form_of(connection, report_id, form_id)
        press = press_of(connection, ask.library, standing.report)
        given = next(each for each in given_forms(connection, ask.library, standing.report, clock.today()) if each.form.id == stored.id)
    shown = draft or draft_of(stored, press)
    values: dict[str, object] = {"report": standing.report, "may": standing.may(Act.collect), "way": OFFICE, "draft": shown, "given": given}
    values |= {"picks": shown.picks(press), "typed": {}, "unit": press.unit, "saved": ask.query.get("saved") == "1"}
    return ask.page("pages/form.html", status, errors=errors, **values)


def _recorded(ask: Asking, report: Report, printed: Iterable[CollectionForm], ending: str) -> None:
    """Keep what left. A full disk does not keep a clerk from the forms."""
    with suppress(ReadOnly), ask.site.database.write() as connection:
        giving.record_download(connection, ask.actor(connection), report, (each.code for each in printed), ending)


def _file(ask: Asking, content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}", "Cache-Control": "no-store"}
    return ask.answer(Response(content, media_type=media_type, headers=headers))


def _count(told: str) -> str:
    return told if told.isascii() and told.isdigit() and len(told) <= LONGEST_ID else ""
