"""校对一份公文 for everybody who is signed in: words and figures of any paper checked, given back put right; nothing of it is kept."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import proofreading
from server.actions.printing import DOCX
from server.report.checks.proof_sheet import sheet
from server.report.checks.telling import name_of_sheet, name_of_text, nothing_given
from server.report.problems import Refused
from server.web.depends import Ask, AskFiles, Asking
from server.web.unit_form import Wrong
from server.web.views.given import given, wrong
from server.web.views.papers import attached
from server.web.views.proofreading import Proofread, shown
from server.web.views.word_papers import word

router = APIRouter()
TEXT = "text/plain; charset=utf-8"
UNPROCESSABLE = 422


@router.get("/proofread")
def show(ask: Ask) -> Response:
    """Where a file is chosen or a text is pasted."""
    _signed_in(ask)
    return _page(ask)


@router.post("/proofread")
def check(ask: AskFiles) -> Response:
    """What was found."""
    _signed_in(ask)
    try:
        return _page(ask, shown=_read(ask))
    except Refused as refused:
        return _page(ask, [wrong(refused)], UNPROCESSABLE)


@router.post("/proofread/text")
def text(ask: AskFiles) -> Response:
    """The words with the chosen suggestions, as a text file."""
    _signed_in(ask)
    try:
        found = _read(ask)
    except Refused as refused:
        return _page(ask, [wrong(refused)], UNPROCESSABLE)
    return attached(ask, found.better.replace("\n", "\r\n").encode("utf-8-sig"), TEXT, name_of_text(found.name))


@router.post("/proofread/sheet")
def printed(ask: AskFiles) -> Response:
    """The findings as a table, and the paper with the chosen changes marked, as .docx."""
    _signed_in(ask)
    try:
        found = _read(ask)
    except Refused as refused:
        return _page(ask, [wrong(refused)], UNPROCESSABLE)
    proof = found.proof
    manuscript = sheet(found.name, proof.text, proof.profile, proof.findings, found.taken)
    return attached(ask, word(ask, manuscript), DOCX, name_of_sheet(found.name))


def _signed_in(ask: Asking) -> None:
    """Raises SignInNeeded."""
    with ask.site.database.read() as connection:
        ask.actor(connection)


def _read(ask: Asking) -> Proofread:
    """The paper of the form proofread. Raises Refused for none, for what cannot or must not be read, for a year or kind that is none."""
    said = proofreading.known(ask.form.line("year"), ask.form.line("unit_kind"), ask.site.library)
    name, source = given(ask, nothing_given())
    proof = proofreading.proofread(source, ask.site.library, said)
    return shown(name, proof, ask.form.all("take"), ask.form.get("judged"))


def _page(ask: Asking, errors: list[Wrong] | None = None, status: int = 200, shown: Proofread | None = None) -> Response:
    """The page; after reading, its fields hold what was read and how it was understood."""
    profile = shown.proof.profile if shown else None
    fields = {
        "text": shown.proof.text.text if shown else ask.form.get("text"),
        "year": str(profile.year or "") if profile else ask.form.line("year"),
        "unit_kind": profile.kind if profile else ask.form.line("unit_kind"),
        "name": shown.name if shown else ask.form.line("name"),
    }
    kinds = [(each.key, each.name) for each in ask.site.library.kinds.values()]
    return ask.page("pages/proofread.html", status, errors=errors or [], shown=shown, fields=fields, kinds=kinds)
