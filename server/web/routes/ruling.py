"""The rules of a unit and the calendar of the installation: looked at by the team, set by administrators, each with its reason."""

from fastapi import APIRouter
from starlette.responses import Response

from server import clock
from server.actions import ruling
from server.actions.allowing import allow_unit
from server.actions.ruling import Ruling
from server.report.problems import NotFound, Stale
from server.report.who import Act, may
from server.storage.rules import LocalRule
from server.storage.units import UnitPlace
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views import ruling as views
from server.web.views.moved import told_of
from server.web.views.ruling import Values

router = APIRouter()
CONFLICT, UNPROCESSABLE = 409, 422
LOCAL = "local"


@router.get("/units/{unit_id}/rules")
def show(ask: Ask, unit_id: Id) -> Response:
    """Every rule for the units of a tier, with source, certainty and what was changed here."""
    place, may_set = _place(ask, unit_id)
    with ask.site.database.read() as connection:
        shown = views.page_of(connection, ask.library_in(connection), place, ask.query.get("tier", ""), clock.today())
        change = told_of(connection, f"rule:{unit_id}:{ask.query.get('saved', '')}")
    return ask.page("pages/rules.html", place=place, shown=shown, tiers=views.TIERS, may=may_set, change=change)


@router.get("/units/{unit_id}/rules/new")
def show_new(ask: Ask, unit_id: Id) -> Response:
    """The form of a rule that is not there yet."""
    place, _ = _place(ask, unit_id, Act.set_rules)
    return _form(ask, unit_id, None, views.blank(ask.query.get("tier", place.unit.tier)), [])


@router.post("/units/{unit_id}/rules/new")
def add(ask: Ask, unit_id: Id) -> Response:
    """Add a rule."""
    _place(ask, unit_id, Act.set_rules)
    with ask.site.database.read() as connection:
        taken = {each.rule.id for each in ruling.rulings(connection, ask.library_in(connection), unit_id)}
    key = next(key for at in range(1, len(taken) + 2) if (key := f"{LOCAL}.{unit_id}.{at}") not in taken)
    return _saved(ask, unit_id, key, None)


@router.get("/units/{unit_id}/rules/{rule_id}")
def show_rule(ask: Ask, unit_id: Id, rule_id: str) -> Response:
    """The form of a rule: to put another in its place, to switch it off, to take that back."""
    found = _ruling(ask, unit_id, rule_id)
    return _form(ask, unit_id, found, _stored(ask, found), [])


@router.post("/units/{unit_id}/rules/{rule_id}")
def change(ask: Ask, unit_id: Id, rule_id: str) -> Response:
    """Put a rule in its place, switch it off, or take that back."""
    found = _ruling(ask, unit_id, rule_id)
    match ask.form.get("do"):
        case "off":
            return _off(ask, unit_id, found)
        case "restore":
            return _restored(ask, unit_id, found)
        case _:
            return _saved(ask, unit_id, rule_id, found)


def _saved(ask: Asking, unit_id: int, key: str, found: Ruling | None) -> Response:
    values = views.typed(ask.form)
    errors = views.wrong_in(values, ask.site.library)
    rule = views.rule_of(values, key, found.rule if found else None)
    if errors or rule is None:
        return _form(ask, unit_id, found, values, errors, UNPROCESSABLE)
    return _decided(ask, LocalRule(unit_id, key, rule, values.reason, _version(ask), ask.at, ""), found, values)


def _off(ask: Asking, unit_id: int, found: Ruling) -> Response:
    reason, values = ask.form.line("why"), _stored(ask, found)
    message = views.wrong_reason(reason, ask.site.library)
    if message:
        return _form(ask, unit_id, found, values, [Wrong("why", message)], UNPROCESSABLE)
    return _decided(ask, LocalRule(unit_id, found.rule.id, None, reason, _version(ask), ask.at, ""), found, values)


def _decided(ask: Asking, decided: LocalRule, found: Ruling | None, values: Values) -> Response:
    try:
        with ask.site.database.write() as connection:
            ruling.decide(connection, ask.library_in(connection), ask.actor(connection), decided)
    except Stale as stale:
        return _form(ask, decided.unit_id, found, values, [Wrong("", stale.message)], CONFLICT)
    return ask.go(f"/units/{decided.unit_id}/rules?saved={decided.rule_id}")


def _restored(ask: Asking, unit_id: int, found: Ruling) -> Response:
    try:
        with ask.site.database.write() as connection:
            ruling.restore(connection, ask.library_in(connection), ask.actor(connection), unit_id, found.rule.id, _version(ask))
    except Stale as stale:
        return _form(ask, unit_id, found, _stored(ask, found), [Wrong("", stale.message)], CONFLICT)
    return ask.go(f"/units/{unit_id}/rules?saved={found.rule.id}")


def _place(ask: Asking, unit_id: int, act: Act = Act.see_unit) -> tuple[UnitPlace, bool]:
    with ask.site.database.read() as connection:
        roles = allow_unit(connection, ask.actor(connection), act, unit_id)
        return ask.place(connection, unit_id), may(Act.set_rules, roles)


def _ruling(ask: Asking, unit_id: int, rule_id: str) -> Ruling:
    _place(ask, unit_id, Act.set_rules)
    with ask.site.database.read() as connection:
        found = ruling.rulings(connection, ask.library_in(connection), unit_id)
    for each in found:
        if each.rule.id == rule_id:
            return each
    raise NotFound


def _stored(ask: Asking, found: Ruling) -> Values:
    return views.values_of(found.rule, ask.site.library.labels["rule_fields"])


def _version(ask: Asking) -> int:
    return number(ask.form.get("version", "0"))


def _form(ask: Asking, unit_id: int, found: Ruling | None, values: Values, errors: list[Wrong], status: int = 200) -> Response:
    place, _ = _place(ask, unit_id, Act.set_rules)
    newest = _ruling(ask, unit_id, found.rule.id) if found else None
    version = newest.local.version if newest and newest.own and newest.local else 0
    if errors and status == UNPROCESSABLE:
        version = _version(ask)
    shown = {"place": place, "ruling": newest, "rule": values, "version": version, "recipients": views.RECIPIENTS, "tiers": views.TIERS}
    why = ask.form.line("why")
    return ask.page("pages/rule.html", status, errors=errors, why=why, **shown)
