"""Years: what is new in one for everybody of its tree; an administrator of the top unit makes one, checks it, opens and closes it."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from server import clock
from server.actions import editions, knowledge
from server.actions.allowing import roles_towards
from server.actions.editions import Checked, Wanted
from server.report.editions import problems as say
from server.report.phrases import fill
from server.report.problems import NotFound, Refused, Stale
from server.report.snapshot import load
from server.report.who import Act, may
from server.storage import editions as kept
from server.storage.editions import Edition, EditionState
from server.web.depends import Ask, Asking, Id, number
from server.web.routes.reports import YEARS, year_of
from server.web.unit_form import Wrong
from server.web.views.papers import attached
from server.web.views.years import Tree, changes_of, news, outline_names, places, rows_of, tops_of
from server.word.sources import MEDIA_TYPES

router = APIRouter()
UNPROCESSABLE, CONFLICT = 422, 409
LONGEST_NAME, LONGEST_WORDS = 60, 4000
Year = Annotated[int, Path(ge=YEARS[0], le=YEARS[-1])]


@router.get("/years")
def show(ask: Ask) -> Response:
    """The years of the trees one belongs to."""
    return _list(ask, [])


@router.get("/years/{year}")
def show_news(ask: Ask, year: Year) -> Response:
    """What is new in a year."""
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        mine = tops_of(connection, actor.id, actor.at)
        found = news(connection, ask.site.library, mine, year)
    if not found:
        raise NotFound
    return ask.page("pages/year_news.html", year=year, found=found, mine=mine)


@router.post("/years")
def make(ask: Ask) -> Response:
    """Begin a year."""
    try:
        with ask.site.database.write() as connection:
            wanted = Wanted(
                year_of(ask.form.line("year")), ask.form.line("name")[:LONGEST_NAME], number(ask.form.get("base") or "0") or None
            )
            wanted = wanted if wanted.name else replace(wanted, name=_usual_name(ask, wanted.year))
            made = editions.make(connection, ask.site.library, ask.actor(connection), number(ask.form.get("unit")), wanted)
    except Refused as refused:
        return _list(ask, [Wrong("year", refused.message)], UNPROCESSABLE)
    return ask.go(f"/editions/{made}")


@router.get("/editions/{edition_id}")
def show_edition(ask: Ask, edition_id: Id) -> Response:
    """A year being made ready: its name, its files, what is left to do."""
    return _edition(ask, edition_id, [])


@router.post("/editions/{edition_id}")
def describe(ask: Ask, edition_id: Id) -> Response:
    """Name, outline offered first, and the administrator's own words."""
    there = _of(ask, edition_id)
    name, words = ask.form.line("name"), ask.form.get("changes").strip()
    changed = replace(there, name=name[:LONGEST_NAME], outline=ask.form.get("outline"), changes=words[:LONGEST_WORDS])
    if not name:
        return _edition(ask, edition_id, [Wrong("name", say.name_needed())], UNPROCESSABLE)
    try:
        with ask.site.database.write() as connection:
            editions.describe(connection, ask.actor(connection), changed, number(ask.form.get("version", "0")))
    except Stale as stale:
        return _edition(ask, edition_id, [Wrong("", stale.message)], CONFLICT)
    return ask.go(f"/editions/{edition_id}?done=saved")


@router.get("/editions/{edition_id}/check")
def show_check(ask: Ask, edition_id: Id) -> Response:
    """What a check comes to now; nothing is kept of it."""
    there = _of(ask, edition_id)
    return _checked(ask, there, _check(ask, there))


@router.post("/editions/{edition_id}/check")
def check(ask: Ask, edition_id: Id) -> Response:
    """Check, and keep that it passed."""
    there = _of(ask, edition_id)
    result = _check(ask, there)
    if not result.green:
        return _checked(ask, there, result, UNPROCESSABLE)
    with ask.site.database.write() as connection:
        editions.passed(connection, ask.actor(connection), there)
    return ask.go(f"/editions/{edition_id}?done=passed#open")


@router.get("/editions/{edition_id}/sample.docx")
def sample(ask: Ask, edition_id: Id) -> Response:
    """The sample report as this edition makes it. Raises Refused where it does not come to one."""
    there = _of(ask, edition_id)
    result = _check(ask, there)
    if not result.green:
        raise Refused(result.mistakes[0])
    return attached(ask, result.tried[0].docx, MEDIA_TYPES[".docx"], f"{there.name}.docx")


@router.post("/editions/{edition_id}/open")
def open_year(ask: Ask, edition_id: Id) -> Response:
    """From now on new reports of the year are opened with it."""
    try:
        with ask.site.database.write() as connection:
            version, also = number(ask.form.get("version", "0")), ask.form.get("also") == "yes"
            editions.open_year(connection, ask.actor(connection), edition_id, version, also=also)
    except (Refused, Stale) as wrong:
        return _edition(ask, edition_id, [Wrong("open", wrong.message)], CONFLICT if isinstance(wrong, Stale) else UNPROCESSABLE)
    return ask.go(f"/editions/{edition_id}?done=opened")


@router.post("/editions/{edition_id}/close")
def close(ask: Ask, edition_id: Id) -> Response:
    """Give a draft up, or let new reports do without an open one."""
    try:
        with ask.site.database.write() as connection:
            editions.close(connection, ask.actor(connection), edition_id, number(ask.form.get("version", "0")))
    except Stale as stale:
        return _edition(ask, edition_id, [Wrong("", stale.message)], CONFLICT)
    return ask.go("/years?done=closed")


def _usual_name(ask: Asking, year: int) -> str:
    return fill(ask.site.library.labels["year"]["name"], {"year": str(year)}) or ""


def _of(ask: Asking, edition_id: int) -> Edition:
    with ask.site.database.read() as connection:
        return editions.edition_of(connection, ask.actor(connection), edition_id)


def _check(ask: Asking, edition: Edition) -> Checked:
    report = load((ask.site.settings.data / "samples" / "township.json").read_bytes())
    template = (ask.site.settings.docx_templates / "gb9704_a.docx").read_bytes()
    return editions.check(ask.site.library, edition, report, template)


def _checked(ask: Asking, edition: Edition, result: Checked, status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        before = next((each for each in kept.heads(connection, edition.unit_id) if each.opened_at and each.year < edition.year), None)
        old = knowledge.of_edition(connection, ask.site.library, before.id if before else None)
    new = replace(knowledge.joined(ask.site.library, edition.files), usual=edition.outline) if result.green else None
    changes = changes_of(ask.site.library, old, new, edition.year) if new else {}
    values = {"edition": edition, "result": result, "changes": changes, "before": before}
    errors = [Wrong("mistakes", each) for each in result.mistakes]
    return ask.page("pages/edition_check.html", status, errors=errors if status == UNPROCESSABLE else [], **values)


def _list(ask: Asking, errors: list[Wrong], status: int = 200) -> Response:
    library = ask.site.library
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        named = places(connection, library, tops_of(connection, actor.id, actor.at))
        trees = tuple(
            Tree(place, kept.heads(connection, top), may(Act.open_year, roles_towards(connection, actor.id, top, actor.at)))
            for top, place in named.items()
        )
    typed = {key: ask.form.get(key) for key in ("unit", "year", "name", "base")}
    errors = [each if any(tree.may for tree in trees) else Wrong("", each.text) for each in errors]
    offered = clock.today().year
    return ask.page("pages/years.html", status, trees=trees, errors=errors, typed=typed, offered=offered, done=ask.query.get("done", ""))


def _edition(ask: Asking, edition_id: int, errors: list[Wrong], status: int = 200) -> Response:
    there = _of(ask, edition_id)
    with ask.site.database.read() as connection:
        place = places(connection, ask.site.library, (there.unit_id,))[there.unit_id]
        reports = kept.bound_reports(connection, there.id)
    typed = {key: ask.form.get(key) for key in ("name", "outline", "changes")} if errors and ask.form.has("name") else {}
    outlines = outline_names(there.files)
    values = {"edition": there, "place": place, "files": rows_of(ask.site.library, there), "outlines": outlines, "reports": reports}
    values |= {"draft": there.state is EditionState.draft, "typed": typed, "done": ask.query.get("done", "")}
    return ask.page("pages/edition.html", status, errors=errors, **values)
