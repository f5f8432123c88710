"""核校: the findings on a report, what is said to them, suggestions put into the text and back, and 送审 in spite of them."""

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import checking, mending, settling, wording
from server.actions.mending import Change, Made
from server.report.checks.answering import SETTLED_BY, Said, finding_gone, held_back, wanting
from server.report.findings import Class, Finding
from server.report.problems import NotFound, Refused, Stale
from server.report.who import Act
from server.report.workflow import Move
from server.storage import reports
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.checking import CheckPage, beside, check_page, row_of, taken

router = APIRouter()
OK, CONFLICT, UNPROCESSABLE = 200, 409, 422
PUNCTUATION = "P"


@router.get("/reports/{report_id}/check")
def show(ask: Ask, report_id: Id) -> Response:
    """Every finding, open ones first."""
    return _page(ask, report_id, [])


@router.post("/reports/{report_id}/check")
def answer(ask: Ask, report_id: Id) -> Response:
    """Say something to a finding, or take it back."""
    what, _, which = ask.form.get("do").partition(":")
    if what == "undo":
        return _undone(ask, report_id, number(which))
    found = _finding(ask, report_id, ask.form.get("mark"))
    if found is None:
        return _page(ask, report_id, [Wrong("", finding_gone())], CONFLICT)
    return _allowed(ask, report_id, found) if what == "allow" else _settled(ask, report_id, found, what or SETTLED_BY[found.weight])


@router.post("/reports/{report_id}/check/accept")
def accept(ask: Ask, report_id: Id) -> Response:
    """Put what a finding suggests into the text it was shown with."""
    try:
        section, version = number(ask.form.get("text")), number(ask.form.get("version"))
        change = Change(section, version, *taken(ask.form.get("accept")))
        with ask.site.database.write() as connection:
            made = mending.accept(connection, ask.library_in(connection), ask.actor(connection), report_id, change)
    except (Refused, Stale) as why:
        return _page(ask, report_id, [Wrong("", why.message)], CONFLICT if isinstance(why, Stale) else UNPROCESSABLE)
    return _back(ask, report_id, made=f"{made.section_id}:{made.version}")


@router.post("/reports/{report_id}/check/repair")
def repair(ask: Ask, report_id: Id) -> Response:
    """Put every suggestion of a rule of punctuation into the texts."""
    rule = ask.form.get("rule")
    try:
        with ask.site.database.write() as connection:
            actor, standing = ask.allow(connection, Act.fill, report_id)
            found = checking.examined(connection, ask.library, standing.report).findings
            wanted = [each for each in found if each.rule == rule and rule.startswith(PUNCTUATION)]
            made = mending.repair(connection, ask.library, actor, report_id, wanted)
    except Refused as why:
        return _page(ask, report_id, [Wrong("", why.message)], UNPROCESSABLE)
    return _back(ask, report_id, made=",".join(f"{each.section_id}:{each.version}" for each in made))


@router.post("/reports/{report_id}/check/restore")
def restore(ask: Ask, report_id: Id) -> Response:
    """Give texts the words back that they had before a suggestion was taken."""
    try:
        with ask.site.database.write() as connection:
            mending.restore(connection, ask.library_in(connection), ask.actor(connection), report_id, _made(ask.form.get("made")))
    except Stale as stale:
        return _page(ask, report_id, [Wrong("", stale.message)], CONFLICT)
    if not ask.form.get("back"):
        return _back(ask, report_id, restored="1")
    return ask.go(f"/reports/{report_id}/sections/{number(ask.form.get('back'))}?restored=1#text-heading")


@router.post("/reports/{report_id}/check/submit")
def submit(ask: Ask, report_id: Id) -> Response:
    """Override with reasons what holds the report back, then 送审."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.override, report_id)
        held = settling.holding(connection, ask.library, standing.report)
    reasons = {each.mark: ask.form.get(f"words.{each.mark}").strip() or ask.form.get("words").strip() for each in held}
    errors = [Wrong(f"words-{mark}", why) for mark, said in reasons.items() if (why := wanting(Said.overridden, said))]
    if errors:
        return held_page(ask, report_id, held, errors)
    with ask.site.database.write() as connection:
        actor = ask.actor(connection)
        for each in held:
            settling.settle(connection, actor, report_id, each, Said.overridden, reasons[each.mark])
        left = settling.move(connection, ask.library, actor, report_id, Move.submit, "")
    return held_page(ask, report_id, left, [Wrong("", finding_gone())]) if left else ask.go(f"/reports/{report_id}")


@router.get("/reports/{report_id}/sections/{section_id}/findings")
def show_beside(ask: Ask, report_id: Id, section_id: Id) -> Response:
    """The findings of one section, to be put below its text after a save."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        section = reports.section(connection, report_id, section_id)
        if section is None:
            raise NotFound
        shown = beside(connection, ask.library, standing.report, section)
    return ask.page("partials/field_findings.html", report=standing.report, beside=shown, may=standing.may(Act.fill))


def held_page(ask: Asking, report_id: int, held: tuple[Finding, ...], errors: list[Wrong]) -> Response:
    """What holds 送审 back, each with a box for the reason why it need not."""
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        sections = {each.key: each for each in reports.sections(connection, report_id)}
    typed, once = dict(ask.form.kept()), tuple({each.mark: each for each in held}.values())
    told = held_back(len(once))
    values = {"report": standing.report, "held": once, "sections": sections, "typed": typed, "told": told}
    return ask.page("pages/held.html", UNPROCESSABLE, errors=errors or [Wrong("held", told)], may=standing.may(Act.override), **values)


def _settled(ask: Asking, report_id: int, found: Finding, what: str) -> Response:
    if what not in set(Said):
        raise NotFound
    try:
        with ask.site.database.write() as connection:
            settling.settle(connection, ask.actor(connection), report_id, found, Said(what), ask.form.get("words"))
    except Refused as why:
        return _page(ask, report_id, [Wrong(f"words-{found.mark}", why.message)], UNPROCESSABLE)
    return _back(ask, report_id, said=what)


def _undone(ask: Asking, report_id: int, settlement_id: int) -> Response:
    with ask.site.database.write() as connection:
        settling.undo(connection, ask.actor(connection), report_id, settlement_id)
    return _back(ask, report_id, said="undone")


def _allowed(ask: Asking, report_id: int, found: Finding) -> Response:
    """The quoted words are left alone from now on, in all reports of the unit."""
    with ask.site.database.write() as connection:
        actor, standing = ask.allow(connection, Act.see_report, report_id)
        wording.leave_alone(connection, ask.library, actor, standing.report.unit_id, found)
    return _back(ask, report_id, said="allowed")


def _finding(ask: Asking, report_id: int, mark: str) -> Finding | None:
    with ask.site.database.read() as connection:
        _, standing = ask.allow(connection, Act.see_report, report_id)
        found = checking.examined(connection, ask.library, standing.report).findings
    return next((each for each in found if each.mark == mark), None)


def _made(text: str) -> tuple[Made, ...]:
    """Sections with the version a change gave them: 12:5,13:2."""
    pairs = [each.partition(":") for each in text.split(",")]
    return tuple(Made(number(section), number(version)) for section, _, version in pairs)


def _back(ask: Asking, report_id: int, **told: str) -> Response:
    """To the page as it was filtered, at the finding that comes next."""
    kept = {name: ask.form.get(name) for name in ("class", "section") if ask.form.get(name)}
    after = ask.form.get("after", "standing")
    return ask.go(f"/reports/{report_id}/check?{urlencode(kept | told)}#{after if after.isalnum() else 'standing'}")


def _page(ask: Asking, report_id: int, errors: list[Wrong], status: int = 200) -> Response:
    asked = ask.query if ask.method == "GET" else {name: ask.form.get(name) for name in ("class", "section")}
    with ask.site.database.read() as connection:
        actor, standing = ask.allow(connection, Act.see_report, report_id)
        shown = check_page(connection, ask.library, standing.report, asked)
        words = wording.may_set(connection, actor, standing.report.unit_id)
    may = {act.value for act in (Act.settle, Act.override, Act.fill) if standing.may(act)} | ({"words"} if words else set())
    values = {"report": standing.report, "shown": shown, "may": may, "classes": Class, "query": ask.query}
    typed = {ask.form.get("mark"): ask.form.get("words")} if status != OK else {}
    lost = "" if row_of(shown, ask.form.get("mark")) else ask.form.get("words")
    return ask.page("pages/check.html", status, errors=_led(errors, shown), typed=typed, lost=lost, **values)


def _led(errors: list[Wrong], shown: CheckPage) -> list[Wrong]:
    """Errors that lead to the box of their finding."""
    rows = {each: row_of(shown, each.field.removeprefix("words-")) for each in errors}
    return [Wrong(f"words-{row.id}" if row else "", each.text) for each, row in rows.items()]
