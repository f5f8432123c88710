"""公文格式检查 for everybody who is signed in: a file is examined, shown what was found, and given back set anew; nothing of it is kept."""

from contextlib import suppress
from pathlib import PurePath
from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import relaying
from server.actions.relaying import Document, Press
from server.report.problems import ReadOnly, Refused
from server.report.relaying.blocks import Manner
from server.report.relaying.saying import confirm_losses, name_of_copy, nothing_chosen
from server.web.depends import Ask, AskFiles, Asking
from server.web.forms import Upload
from server.web.unit_form import Wrong
from server.web.views.inspecting import Examination, examination

router = APIRouter()
PROFILES = {"a": "gb9704_a", "b": "gb9704_b"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_NAME = 60
UNPROCESSABLE = 422


@router.get("/inspect")
def show(ask: Ask) -> Response:
    """Where a file is chosen."""
    _signed_in(ask)
    return _page(ask)


@router.post("/inspect")
def examine(ask: AskFiles) -> Response:
    """What was found in a file, and what setting it anew would change."""
    _signed_in(ask)
    try:
        file, document = _document(ask)
    except Refused as refused:
        return _wrong(ask, [Wrong("file", refused.message)])
    shown = _examined(ask, file, document)
    _recorded(ask, document, "inspect")
    return ask.page("partials/inspection.html", 200, **_asked(ask), shown=shown) if ask.swap else _page(ask, shown=shown)


@router.post("/inspect/copy")
def copy(ask: AskFiles) -> Response:
    """The file set anew; where something would be missing in it, only after that was confirmed for this very file."""
    _signed_in(ask)
    try:
        file, document = _document(ask)
        made = relaying.copied(document, _press(ask), _manner(ask))
    except Refused as refused:
        return _page(ask, [Wrong("file", refused.message)], UNPROCESSABLE)
    if made.lost and ask.form.get("accept") != document.digest:
        return _page(ask, [Wrong("accept", confirm_losses())], UNPROCESSABLE, _examined(ask, file, document))
    _recorded(ask, document, "relay")
    name = name_of_copy(PurePath(file.name).stem[:LONGEST_NAME])
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}", "Cache-Control": "no-store"}
    return ask.answer(Response(made.content, media_type=DOCX, headers=headers))


def _signed_in(ask: Asking) -> None:
    """Raises SignInNeeded."""
    with ask.site.database.read() as connection:
        ask.actor(connection)


def _document(ask: Asking) -> tuple[Upload, Document]:
    """The file of the form, opened. Raises Refused for none, and for what cannot or must not be read."""
    if not ask.form.files:
        raise Refused(nothing_chosen())
    file = ask.form.files[0]
    return file, relaying.opened(file.name, file.content, ask.site.settings.var / "inspecting", ask.at)


def _examined(ask: Asking, file: Upload, document: Document) -> Examination:
    return examination(file.name, relaying.examined(document, _press(ask), _manner(ask)))


def _press(ask: Asking) -> Press:
    """What a copy is set with, as the form asks; the first profile where it asks for none that there is."""
    key = PROFILES.get(ask.form.get("profile"), PROFILES["a"])
    template = (ask.site.settings.docx_templates / f"{key}.docx").read_bytes()
    return Press(ask.site.library.formats[key], template, ask.site.library.fonts)


def _manner(ask: Asking) -> Manner:
    return Manner(letter=ask.form.get("kind") == "letter")


def _recorded(ask: Asking, document: Document, action: str) -> None:
    """A full disk keeps nobody from a check."""
    with suppress(ReadOnly), ask.site.database.write() as connection:
        relaying.record(connection, ask.actor(connection), document, action)


def _asked(ask: Asking) -> dict[str, object]:
    profile, kind = ask.form.get("profile"), ask.form.get("kind")
    return {"profile": profile if profile in PROFILES else "a", "kind": "letter" if kind == "letter" else "auto", "swapped": ask.swap}


def _page(ask: Asking, errors: list[Wrong] | None = None, status: int = 200, shown: Examination | None = None) -> Response:
    return ask.page("pages/inspect.html", status, **_asked(ask), errors=errors or [], shown=shown)


def _wrong(ask: Asking, errors: list[Wrong]) -> Response:
    """The page with its errors; to htmx, which asked for the result alone, in the place of main."""
    response = _page(ask, errors, UNPROCESSABLE)
    if ask.swap:
        response.headers.update({"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"})
    return response
