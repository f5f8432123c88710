"""What a year is made of: its files edited as text, uploaded or put back, and simple forms for headings, wordings and 提法."""

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import editions
from server.actions.editions import mark_of
from server.report.checks.adding import FIELDS, Typed, entry_of, mistakes
from server.report.editions import problems as say
from server.report.editions.guarding import governed
from server.report.problems import NotFound, Refused, Stale
from server.storage.editions import Edition, EditionState
from server.web.depends import Ask, AskFiles, Asking, Id
from server.web.unit_form import Wrong
from server.web.views import edition_forms as forms
from server.web.views.papers import attached
from server.web.views.years import outline_names, rows_of

router = APIRouter()
UNPROCESSABLE, CONFLICT = 422, 409
TEXT = "text/plain; charset=utf-8"
KINDS = ("tifa", "superseded")


@router.get("/editions/{edition_id}/file")
def show_file(ask: Ask, edition_id: Id) -> Response:
    """A file as text."""
    there, path = _of(ask, edition_id), ask.query.get("path", "")
    if path not in there.files or "raw" in ask.query:
        return _sent(ask, there, path)
    return _file(ask, there, path, there.files[path], [])


@router.post("/editions/{edition_id}/file")
def change_file(ask: Ask, edition_id: Id) -> Response:
    """Keep a file as edited, or put the shipped one back."""
    path, text, seen = ask.form.get("path"), ask.form.get("text"), ask.form.get("seen")
    there = _of(ask, edition_id)
    if not governed(path):
        raise NotFound
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            if ask.form.get("do") == "drop":
                editions.drop(connection, ask.site.library, actor, edition_id, path, seen)
                return ask.go(f"/editions/{edition_id}?done=dropped#files")
            editions.put(connection, ask.site.library, actor, edition_id, path, text, seen)
    except Refused as refused:
        return _file(ask, there, path, text, [Wrong("text", refused.message)], UNPROCESSABLE)
    except Stale as stale:
        return _file(ask, _of(ask, edition_id), path, text, [Wrong("text", stale.message)], CONFLICT)
    return ask.go(f"/editions/{edition_id}/file?path={path}&done=saved")


@router.post("/editions/{edition_id}/upload")
def upload(ask: AskFiles, edition_id: Id) -> Response:
    """Put files in the place of those there."""
    _of(ask, edition_id)
    try:
        with ask.site.database.write() as connection:
            sent = [(each.name, each.content) for each in ask.form.files]
            put = editions.upload(connection, ask.site.library, ask.actor(connection), edition_id, sent)
    except (Refused, Stale) as wrong:
        status = CONFLICT if isinstance(wrong, Stale) else UNPROCESSABLE
        return _upload_page(ask, edition_id, [Wrong("file", wrong.message)], status)
    return ask.go(f"/editions/{edition_id}?done=uploaded&count={len(put)}#files")


@router.get("/editions/{edition_id}/upload")
def show_upload(ask: Ask, edition_id: Id) -> Response:
    """The form for files."""
    return _upload_page(ask, edition_id, [])


@router.get("/editions/{edition_id}/outline/{key}")
def show_outline(ask: Ask, edition_id: Id, key: str) -> Response:
    """The sections of an outline: what they are called, and for whom they are on."""
    there = _of(ask, edition_id)
    _, outline = forms.outline_in(there.files, key)
    return _outline(ask, there, key, forms.section_rows(outline), [])


@router.post("/editions/{edition_id}/outline/{key}")
def change_outline(ask: Ask, edition_id: Id, key: str) -> Response:
    """Keep headings and switches."""
    there = _of(ask, edition_id)
    path, outline = forms.outline_in(there.files, key)
    rows = forms.section_rows(outline)
    typed = forms.sections_typed(ask.form, rows)
    wrong = [Wrong(f"heading-{each.key}", say.heading_needed()) for each in typed if not each.heading]
    if wrong:
        return _outline(ask, there, key, typed, wrong, UNPROCESSABLE)
    try:
        _put(ask, there, path, forms.sections_written(path, there.files[path], rows, typed), ask.form.get("seen"))
    except (Refused, Stale) as problem:
        return _outline(ask, there, key, typed, [Wrong("", problem.message)], _status(problem))
    return ask.go(f"/editions/{edition_id}/outline/{key}?done=saved")


@router.get("/editions/{edition_id}/phrases")
def show_phrases(ask: Ask, edition_id: Id) -> Response:
    """All phrases, by section."""
    there, library = _of(ask, edition_id), ask.site.library
    names = {key: each.name for key, each in library.sections.items()}
    found = [each.phrase for each in forms.phrases_in(there.files)]
    sections = {each.section: names.get(each.section, each.section) for each in found}
    return ask.page("pages/edition_phrases.html", edition=there, phrases=found, sections=sections)


@router.get("/editions/{edition_id}/phrases/{phrase_id}")
def show_phrase(ask: Ask, edition_id: Id, phrase_id: str) -> Response:
    """The wordings of one phrase."""
    there = _of(ask, edition_id)
    found = forms.phrase_in(there.files, phrase_id)
    return _phrase(ask, there, found, forms.cases_of(found.phrase), [])


@router.post("/editions/{edition_id}/phrases/{phrase_id}")
def change_phrase(ask: Ask, edition_id: Id, phrase_id: str) -> Response:
    """Keep wordings."""
    there = _of(ask, edition_id)
    found = forms.phrase_in(there.files, phrase_id)
    typed = forms.cases_typed(ask.form, forms.cases_of(found.phrase))
    if wrong := forms.cases_wrong(typed):
        return _phrase(ask, there, found, typed, wrong, UNPROCESSABLE)
    try:
        written = forms.cases_written(found.path, there.files[found.path], found.phrase, typed)
        _put(ask, there, found.path, written, ask.form.get("seen"))
    except (Refused, Stale) as problem:
        return _phrase(ask, there, found, typed, [Wrong("", problem.message)], _status(problem))
    return ask.go(f"/editions/{edition_id}/phrases/{phrase_id}?done=saved")


@router.get("/editions/{edition_id}/terms")
def show_terms(ask: Ask, edition_id: Id) -> Response:
    """The 提法 that this year adds, and the form for a further one."""
    return _terms(ask, _of(ask, edition_id), Typed("tifa"), [])


@router.post("/editions/{edition_id}/terms")
def add_term(ask: Ask, edition_id: Id) -> Response:
    """Add a 提法, or a term that is out of use."""
    there, year = _of(ask, edition_id), clock.today().year
    lines = {name: ask.form.line(name) for name in FIELDS if name != "wrong"}
    typed = Typed(ask.form.get("kind"), wrong=ask.form.get("wrong"), **lines)
    wrong = [Wrong(name, said) for name, said in mistakes(typed, year).items()]
    if wrong or typed.kind not in KINDS:
        return _terms(ask, there, typed, wrong, UNPROCESSABLE)
    written = forms.word_written(there.files.get(forms.OWN_WORDS, ""), typed.kind, entry_of(typed, year))
    try:
        _put(ask, there, forms.OWN_WORDS, written, ask.form.get("seen"))
    except (Refused, Stale) as problem:
        return _terms(ask, there, typed, [Wrong("", problem.message)], _status(problem))
    return ask.go(f"/editions/{edition_id}/terms?done=saved")


def _of(ask: Asking, edition_id: int) -> Edition:
    with ask.site.database.read() as connection:
        return editions.edition_of(connection, ask.actor(connection), edition_id)


def _put(ask: Asking, there: Edition, path: str, text: str, seen: str) -> None:
    with ask.site.database.write() as connection:
        editions.put(connection, ask.site.library, ask.actor(connection), there.id, path, text, seen)


def _status(problem: Refused | Stale) -> int:
    return CONFLICT if isinstance(problem, Stale) else UNPROCESSABLE


def _sent(ask: Asking, there: Edition, path: str) -> Response:
    """A file as it is, to be edited elsewhere; the form for one that is not there yet. Raises NotFound for a path that is none."""
    if path in there.files:
        return attached(ask, there.files[path].encode(), TEXT, path.rpartition("/")[2])
    if not governed(path) or there.state is not EditionState.draft:
        raise NotFound
    return _file(ask, there, path, "", [])


def _file(ask: Asking, there: Edition, path: str, text: str, errors: list[Wrong], status: int = 200) -> Response:
    row = next((each for rows in rows_of(ask.site.library, there).values() for each in rows if each.path == path), None)
    theirs = there.files.get(path, "")
    values = {"edition": there, "path": path, "text": text, "row": row, "seen": mark_of(theirs), "done": ask.query.get("done", "")}
    values |= {"theirs": theirs if status == CONFLICT else "", "draft": there.state is EditionState.draft}
    return ask.page("pages/edition_file.html", status, errors=errors, **values)


def _upload_page(ask: Asking, edition_id: int, errors: list[Wrong], status: int = 200) -> Response:
    return ask.page("pages/edition_upload.html", status, errors=errors, edition=_of(ask, edition_id))


def _outline(ask: Asking, there: Edition, key: str, rows: tuple[forms.SectionRow, ...], errors: list[Wrong], status: int = 200) -> Response:
    path, outline = forms.outline_in(there.files, key)
    values = {"edition": there, "outline": outline, "path": path, "rows": rows, "seen": mark_of(there.files[path])}
    values |= {"outlines": outline_names(there.files), "draft": there.state is EditionState.draft, "done": ask.query.get("done", "")}
    return ask.page("pages/edition_outline.html", status, errors=errors, **values)


def _phrase(
    ask: Asking, there: Edition, found: forms.PhraseFile, cases: dict[str, str], errors: list[Wrong], status: int = 200
) -> Response:
    values = {"edition": there, "phrase": found.phrase, "path": found.path, "cases": cases, "seen": mark_of(there.files[found.path])}
    values |= {"figures": {key: each.name for key, each in ask.site.library.indicators.items() if key in found.phrase.spoken_of()}}
    values |= {"draft": there.state is EditionState.draft, "done": ask.query.get("done", "")}
    return ask.page("pages/edition_phrase.html", status, errors=errors, **values)


def _terms(ask: Asking, there: Edition, typed: Typed, errors: list[Wrong], status: int = 200) -> Response:
    values = {"edition": there, "rows": forms.words_in(there.files), "kinds": KINDS, "seen": mark_of(there.files.get(forms.OWN_WORDS, ""))}
    values |= {"draft": there.state is EditionState.draft, "done": ask.query.get("done", ""), "typed": typed, "path": forms.OWN_WORDS}
    return ask.page("pages/edition_terms.html", status, errors=errors, **values)
