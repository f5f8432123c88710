"""Adding a unit, changing its settings, and inviting people to it."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import entering
from server.actions import units as actions
from server.actions.allowing import allow_unit
from server.report.problems import NotFound, Stale, need
from server.report.who import Act, Role
from server.storage import people, units
from server.storage.units import UnitPlace
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import UnitValues, Wrong, unit_errors, unit_from, unit_values, values_of

router = APIRouter()


@router.get("/units/{unit_id}/new")
def show_new(ask: Ask, unit_id: Id) -> Response:
    """The form of a unit below this one."""
    return _form(ask, unit_id, unit_values(ask.form), [], new=True)


@router.post("/units/{unit_id}/new")
def add(ask: Ask, unit_id: Id) -> Response:
    """Add a unit below this one."""
    errors = unit_errors(ask.form, ask.site.library)
    if errors:
        return _form(ask, unit_id, unit_values(ask.form), errors, new=True, status=422)
    with ask.site.database.write() as connection:
        added = actions.add_unit(connection, ask.actor(connection), unit_from(ask.form, ask.site.library), unit_id)
    return ask.go(f"/units/{added}")


@router.get("/units/{unit_id}")
def show(ask: Ask, unit_id: Id) -> Response:
    """The settings of a unit."""
    place = _place(ask, unit_id)
    return _form(ask, unit_id, values_of(place.unit), [], version=place.version)


@router.post("/units/{unit_id}")
def change(ask: Ask, unit_id: Id) -> Response:
    """Change the settings of a unit."""
    errors = unit_errors(ask.form, ask.site.library)
    version = number(ask.form.get("version", "0"))
    if errors:
        return _form(ask, unit_id, unit_values(ask.form), errors, version=version, status=422)
    try:
        with ask.site.database.write() as connection:
            actions.change_unit(connection, ask.actor(connection), unit_id, unit_from(ask.form, ask.site.library), version)
    except Stale as stale:
        newest = _place(ask, unit_id).version
        return _form(ask, unit_id, unit_values(ask.form), [Wrong("", stale.message)], version=newest, status=409)
    return ask.go(f"/units/{unit_id}?saved=1")


@router.get("/units/{unit_id}/people")
def show_people(ask: Ask, unit_id: Id) -> Response:
    """Who belongs to a unit, and the form to invite somebody."""
    return _people(ask, unit_id, [])


@router.post("/units/{unit_id}/people")
def invite(ask: Ask, unit_id: Id) -> Response:
    """Make a one-time link; it is shown once."""
    name = ask.form.line("name")
    roles = tuple(Role(role) for role in ask.form.all("role") if role in set(Role))
    errors = [] if name else [Wrong("name", need("姓名"))]
    errors += [] if roles else [Wrong("role", need("至少一个角色"))]
    if errors:
        return _people(ask, unit_id, errors, status=422)
    with ask.site.database.write() as connection:
        token = entering.invite(connection, ask.actor(connection), unit_id, name, roles)
    return _people(ask, unit_id, [], link=f"{ask.base}/invitations/{token}", invited=name)


def _place(ask: Asking, unit_id: int, act: Act = Act.edit_unit) -> UnitPlace:
    with ask.site.database.read() as connection:
        allow_unit(connection, ask.actor(connection), act, unit_id)
        place = units.unit(connection, unit_id, ask.site.library.kinds)
    if place is None:
        raise NotFound
    return place


def _form(
    ask: Asking, unit_id: int, values: UnitValues, errors: list[Wrong], *, new: bool = False, version: int = 0, status: int = 200
) -> Response:
    place = _place(ask, unit_id)
    kinds = [(kind.key, kind.name) for kind in ask.site.library.kinds.values()]
    shown: dict[str, object] = {"kinds": kinds, "new": new, "version": version, "saved": ask.query.get("saved") == "1"}
    return ask.page("pages/unit.html", status, place=place, unit=values, errors=errors, **shown)


def _people(ask: Asking, unit_id: int, errors: list[Wrong], link: str = "", invited: str = "", status: int = 200) -> Response:
    place = _place(ask, unit_id, Act.invite)
    with ask.site.database.read() as connection:
        members = people.members(connection, unit_id, ask.at)
    roles = [(role.value, ask.site.library.labels["roles"][role]) for role in Role]
    name, chosen = ask.form.line("name") if errors else "", set(ask.form.all("role"))
    values = {"place": place, "members": members, "roles": roles, "name": name, "chosen": chosen}
    return ask.page("pages/people.html", status, errors=errors, link=link, invited=invited, **values)
