"""The office's own template: uploading and checking it, looking at a sample in it, taking it away."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import sampling, templates
from server.actions.allowing import allow_unit
from server.report.own_template import nothing_chosen
from server.report.problems import NotFound, Refused
from server.report.who import Act
from server.storage.files import Kept
from server.storage.templates import OwnTemplate
from server.storage.units import UnitPlace
from server.web.depends import LONGEST_ID, Ask, AskFiles, Asking, Id
from server.web.forms import Upload
from server.web.unit_form import Wrong
from server.web.views.papers import attached
from server.web.views.preview import substituted
from server.web.views.templates import folder_of, sample_docx, start_docx
from server.word.office import available
from server.word.sources import MEDIA_TYPES

router = APIRouter()
DOCX = MEDIA_TYPES[".docx"]
UNPROCESSABLE = 422
LONGEST_NAME = 80


@router.get("/units/{unit_id}/template")
def show(ask: Ask, unit_id: Id) -> Response:
    """The template of a unit, what was found in it, and how one is made."""
    return _page(ask, unit_id, [])


@router.post("/units/{unit_id}/template")
def put(ask: AskFiles, unit_id: Id) -> Response:
    """Check a file, and keep it as the template when nothing refuses it."""
    place = _place(ask, unit_id)
    if not ask.form.files:
        return _page(ask, place.id, [Wrong("file", nothing_chosen())], UNPROCESSABLE)
    with ask.site.database.write() as connection:
        actor = ask.actor(connection)
        checked = templates.put(connection, ask.library_in(connection), actor, unit_id, _kept(ask.form.files[0]))
    if checked.errors:
        return _page(ask, unit_id, [Wrong("file", each) for each in checked.errors], UNPROCESSABLE)
    return ask.go(f"/units/{unit_id}/template?saved=1")


@router.post("/units/{unit_id}/template/remove")
def remove(ask: Ask, unit_id: Id) -> Response:
    """Take the template away; papers are set as the standard has it again."""
    with ask.site.database.write() as connection:
        templates.remove(connection, ask.actor(connection), unit_id)
    return ask.go(f"/units/{unit_id}/template?removed=1")


@router.post("/units/{unit_id}/template/sample")
def make_sample(ask: Ask, unit_id: Id) -> Response:
    """Have the pages of the sample made; takes some seconds."""
    try:
        sampling.make(folder_of(ask), sample_docx(ask, _place(ask, unit_id), _own(ask, unit_id)))
    except Refused as refused:
        return _page(ask, unit_id, [Wrong("sample", refused.message)], UNPROCESSABLE)
    return ask.go(f"/units/{unit_id}/template#sample")


@router.get("/units/{unit_id}/template/pages/{name}")
def page(ask: Ask, unit_id: Id, name: str) -> Response:
    """One page of the sample as a picture."""
    pages = sampling.sampled(folder_of(ask), sample_docx(ask, _place(ask, unit_id), _own(ask, unit_id)))
    stem, _, ending = name.rpartition(".")
    picture = pages.page(int(stem)) if pages and ending == "png" and stem.isdecimal() and len(stem) <= LONGEST_ID else None
    if picture is None:
        raise NotFound
    return ask.answer(Response(picture, media_type="image/png", headers={"Cache-Control": "private, no-cache"}))


@router.get("/units/{unit_id}/template/{name}.docx")
def file(ask: Ask, unit_id: Id, name: str) -> Response:
    """The template as it came (own), the sample in it (sample), or one to begin with (start)."""
    place = _place(ask, unit_id)
    label = ask.site.library.labels["own_template"].get(name)
    if label is None:
        raise NotFound
    return attached(ask, _content(ask, place, name), DOCX, f"{place.unit.short_name}{label}.docx")


def _place(ask: Asking, unit_id: int) -> UnitPlace:
    with ask.site.database.read() as connection:
        allow_unit(connection, ask.actor(connection), Act.edit_unit, unit_id)
        return ask.place(connection, unit_id)


def _own(ask: Asking, unit_id: int) -> OwnTemplate:
    with ask.site.database.read() as connection:
        own = templates.template_of(connection, unit_id)
    if own is None:
        raise NotFound
    return own


def _content(ask: Asking, place: UnitPlace, name: str) -> bytes:
    if name == "start":
        return start_docx(ask, place)
    own = _own(ask, place.id)
    return own.content if name == "own" else sample_docx(ask, place, own)


def _kept(upload: Upload) -> Kept:
    stem, _, ending = upload.name.rpartition(".")
    return Kept(f"{stem[:LONGEST_NAME]}.{ending[:LONGEST_NAME]}" if stem else upload.name[:LONGEST_NAME], DOCX, upload.content)


def _page(ask: Asking, unit_id: int, errors: list[Wrong], status: int = 200) -> Response:
    place = _place(ask, unit_id)
    with ask.site.database.read() as connection:
        own = templates.template_of(connection, unit_id)
    checked = templates.check(ask.site.library, own.name, own.content) if own else None
    pages = sampling.sampled(folder_of(ask), sample_docx(ask, place, own)) if own and checked and not checked.errors else None
    said = {key: ask.query.get(key) == "1" for key in ("saved", "removed")}
    values = {"place": place, "own": own, "checked": checked, "pages": pages, "office": available(), **said}
    return ask.page("pages/unit_template.html", status, errors=errors, fonts=substituted(ask) if pages else (), **values)
