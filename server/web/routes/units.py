"""Adding a unit and changing its settings."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import units as actions
from server.actions.allowing import allow_unit
from server.report.problems import Stale
from server.report.who import Act
from server.storage.units import UnitPlace
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import UnitValues, Wrong, liaison_from, unit_errors, unit_from, unit_values, values_of

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
        unit, liaison = unit_from(ask.form, ask.site.library), liaison_from(ask.form)
        added = actions.add_unit(connection, ask.actor(connection), unit, unit_id, liaison)
    return ask.go(f"/units/{added}")


@router.get("/units/{unit_id}")
def show(ask: Ask, unit_id: Id) -> Response:
    """The settings of a unit."""
    place = _place(ask, unit_id)
    return _form(ask, unit_id, values_of(place.unit, place.liaison), [], version=place.version)


@router.post("/units/{unit_id}")
def change(ask: Ask, unit_id: Id) -> Response:
    """Change the settings of a unit."""
    errors = unit_errors(ask.form, ask.site.library)
    version = number(ask.form.get("version", "0"))
    if errors:
        return _form(ask, unit_id, unit_values(ask.form), errors, version=version, status=422)
    try:
        with ask.site.database.write() as connection:
            unit, liaison = unit_from(ask.form, ask.site.library), liaison_from(ask.form)
            actions.change_unit(connection, ask.actor(connection), unit_id, unit, version, liaison)
    except Stale as stale:
        newest = _place(ask, unit_id).version
        return _form(ask, unit_id, unit_values(ask.form), [Wrong("", stale.message)], version=newest, status=409)
    return ask.go(f"/units/{unit_id}?saved=1")


def _place(ask: Asking, unit_id: int) -> UnitPlace:
    with ask.site.database.read() as connection:
        allow_unit(connection, ask.actor(connection), Act.edit_unit, unit_id)
        return ask.place(connection, unit_id)


def _form(
    ask: Asking, unit_id: int, values: UnitValues, errors: list[Wrong], *, new: bool = False, version: int = 0, status: int = 200
) -> Response:
    place = _place(ask, unit_id)
    kinds = [(kind.key, kind.name) for kind in ask.site.library.kinds.values()]
    shown: dict[str, object] = {
        "kinds": kinds,
        "new": new,
        "version": version,
        "done": [each for each in ("saved", "moved") if ask.query.get(each) == "1"],
    }
    return ask.page("pages/unit.html", status, place=place, unit=values, errors=errors, **shown)
