"""Signing on paper: what was said in the consultation, which meetings decided, who signed, and the papers to do it on."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import consulting, signing
from server.actions.consulting import Clash, Saved
from server.actions.printing import DOCX
from server.clock import BEIJING
from server.report.manuscript import Manuscript
from server.report.problems import Refused, Stale
from server.report.season.draft_sheet import draft_sheet
from server.report.season.opinions import opinions_paper
from server.report.season.signing import Part
from server.report.who import Act
from server.web.depends import Ask, AskFiles, Asking, Id
from server.web.unit_form import Wrong
from server.web.views.papers import attached
from server.web.views.signing import Row, clashing, meeting_given, rows_of, signature_given, spare, typed_rows, wrongs_of
from server.web.views.word_papers import word

router = APIRouter()
CONFLICT, UNFIT = 409, 422


@router.get("/reports/{report_id}/signing")
def show(ask: Ask, report_id: Id) -> Response:
    """Opinions, meetings and signatures, what is still lacking, and the papers to print."""
    return _page(ask, report_id, [])


@router.post("/reports/{report_id}/signing/opinions")
def save_opinions(ask: Ask, report_id: Id) -> Response:
    """Keep the table of the consultation, or take a row out of it."""
    rows, saved = _saved(ask, report_id)
    if saved is None:
        return _page(ask, report_id, wrongs_of(rows), UNFIT, rows)
    if saved.clashes:
        return _page(ask, report_id, [Wrong("", Stale().message)], CONFLICT, rows, saved.clashes)
    return ask.go(f"/reports/{report_id}/signing?saved=opinions#opinions")


@router.post("/reports/{report_id}/signing/meetings")
def record_meeting(ask: AskFiles, report_id: Id) -> Response:
    """A meeting that decided on the report."""
    given = meeting_given(ask, *_kinds(ask, report_id))
    if given.made is None:
        return _page(ask, report_id, list(given.wrong), UNFIT)
    with ask.site.database.write() as connection:
        signing.record_meeting(connection, ask.actor(connection), report_id, given.made, given.file)
    return ask.go(f"/reports/{report_id}/signing?saved=meeting#meetings")


@router.post("/reports/{report_id}/signing/meetings/{meeting_id}")
def take_back_meeting(ask: Ask, report_id: Id, meeting_id: Id) -> Response:
    """A meeting was recorded wrongly."""
    with ask.site.database.write() as connection:
        signing.take_back_meeting(connection, ask.actor(connection), report_id, meeting_id)
    return ask.go(f"/reports/{report_id}/signing?saved=back#meetings")


@router.post("/reports/{report_id}/signing/signatures")
def record_signature(ask: AskFiles, report_id: Id) -> Response:
    """A signature on the paper; one that is no 签发 needs a word why it counts."""
    given = signature_given(ask, *_issuers(ask, report_id))
    if given.made is None:
        return _page(ask, report_id, list(given.wrong), UNFIT)
    try:
        with ask.site.database.write() as connection:
            signing.record_signature(connection, ask.library_in(connection), ask.actor(connection), report_id, given.made, given.file)
    except Refused as refused:
        return _page(ask, report_id, [Wrong("signature-note", refused.message), *given.again("signature-file")], UNFIT)
    return ask.go(f"/reports/{report_id}/signing?saved=signature#signatures")


@router.post("/reports/{report_id}/signing/signatures/{signature_id}")
def take_back_signature(ask: Ask, report_id: Id, signature_id: Id) -> Response:
    """A signature was recorded wrongly, or withdrawn."""
    with ask.site.database.write() as connection:
        signing.take_back_signature(connection, ask.actor(connection), report_id, signature_id)
    return ask.go(f"/reports/{report_id}/signing?saved=back#signatures")


@router.get("/reports/{report_id}/signing/draft_sheet.docx")
def print_draft_sheet(ask: Ask, report_id: Id) -> Response:
    """The 发文稿纸 to sign by hand, or with what is recorded in its boxes."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        drafted = signing.drafted_of(connection, ask.library, standing.report, filled=ask.query.get("filled") == "1")
    return _printed(ask, draft_sheet(drafted, ask.site.library.labels["draft_sheet"]))


@router.get("/reports/{report_id}/signing/opinions.docx")
def print_opinions(ask: Ask, report_id: Id) -> Response:
    """The 征求意见情况表."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.export, report_id)
        now = signing.signing_of(connection, ask.library, standing.report)
    return _printed(ask, opinions_paper(now.unit, standing.report.year, now.opinions, ask.site.library.labels))


def _saved(ask: Asking, report_id: int) -> tuple[tuple[Row, ...], Saved | None]:
    """The rows as typed and what came of them, None when something in them must be put right first."""
    what, _, which = ask.form.get("do", "save").partition(":")
    with ask.site.database.write() as connection:
        actor, standing = ask.allow(connection, Act.record, report_id)
        ask.keep_alive(connection)
        rows, opinions = typed_rows(ask, standing.report.year)
        if any(row.wrong for row in rows):
            return rows, None
        gone = next((each for each in opinions if what == "remove" and each.id and str(each.id) == which), None)
        return rows, consulting.save(connection, actor, report_id, [each for each in opinions if each is not gone], gone)


def _kinds(ask: Asking, report_id: int) -> tuple[int, tuple[str, ...]]:
    """The year of a report and what its meetings may be called, for somebody who may record one."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.record, report_id)
        unit = ask.place(connection, standing.report.unit_id).unit
    return standing.report.year, signing.meeting_kinds(ask.library, unit)


def _issuers(ask: Asking, report_id: int) -> tuple[int, tuple[str, ...]]:
    """The year of a report and for which bodies it is signed, for somebody who may record it."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.record, report_id)
        unit = ask.place(connection, standing.report.unit_id).unit
    return standing.report.year, unit.issuers


def _page(
    ask: Asking, report_id: int, errors: list[Wrong], status: int = 200, rows: tuple[Row, ...] = (), clashes: tuple[Clash, ...] = ()
) -> Response:
    """The page; after a form that could not be kept whole, with what was typed."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        now = signing.signing_of(connection, ask.library, standing.report)
    shown = clashing(rows, clashes, now.opinions) if clashes else rows or rows_of(now.opinions)
    values: dict[str, object] = {"report": standing.report, "shown": now, "rows": spare(shown), "typed": dict(ask.form.pairs)}
    values |= {"kinds": signing.meeting_kinds(ask.library, now.unit), "parts": tuple(Part), "today": ask.at.astimezone(BEIJING).date()}
    values |= {"may": standing.may(Act.record), "may_sign": standing.may(Act.sign), "saved": ask.query.get("saved", "")}
    return ask.page("pages/signing.html", status, errors=errors, **values)


def _printed(ask: Asking, manuscript: Manuscript) -> Response:
    return attached(ask, word(ask, manuscript), DOCX, f"{manuscript.properties.title}.docx")
