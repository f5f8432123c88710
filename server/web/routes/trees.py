"""The units below one as a tree, and putting a unit under another."""

from fastapi import APIRouter
from starlette.responses import Response

from server.actions import units as actions
from server.actions.allowing import allow_unit
from server.report.problems import NotFound, Refused, Stale
from server.report.unit_problems import parent_needed
from server.report.who import Act, Role
from server.storage import people, units
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import Wrong
from server.web.views.trees import tree_page

router = APIRouter()


@router.get("/units/{unit_id}/tree")
def show(ask: Ask, unit_id: Id) -> Response:
    """The units below this one, or below one of those (`at`)."""
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        actions.allow_tree(connection, actor, unit_id)
        here = number(ask.query.get("at", str(unit_id)))
        shown = tree_page(connection, unit_id, here, ask.at, number(ask.query.get("page", "1")))
        administered = {unit for unit, role in people.memberships(connection, actor.id, ask.at) if role is Role.admin}
    if shown is None:
        raise NotFound
    kinds = {key: kind.name for key, kind in ask.site.library.kinds.items()}
    return ask.page("pages/tree.html", shown=shown, unit_id=unit_id, kinds=kinds, administered=administered)


@router.get("/units/{unit_id}/move")
def show_move(ask: Ask, unit_id: Id) -> Response:
    """Where a unit may be moved to."""
    return _move(ask, unit_id, [])


@router.post("/units/{unit_id}/move")
def move(ask: Ask, unit_id: Id) -> Response:
    """Put a unit under another."""
    chosen = ask.form.get("parent")
    if not chosen:
        return _move(ask, unit_id, [Wrong("parent", parent_needed())], 422)
    try:
        with ask.site.database.write() as connection:
            version = number(ask.form.get("version", "0"))
            actions.move_unit(connection, ask.site.library, ask.actor(connection), unit_id, number(chosen), version)
    except (Refused, Stale) as wrong:
        return _move(ask, unit_id, [Wrong("parent", wrong.message)], 409 if isinstance(wrong, Stale) else 422)
    return ask.go(f"/units/{unit_id}?moved=1")


def _move(ask: Asking, unit_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        actor = ask.actor(connection)
        allow_unit(connection, actor, Act.edit_unit, unit_id)
        place = ask.place(connection, unit_id)
        mine = tuple(unit for unit, role in people.memberships(connection, actor.id, ask.at) if role is Role.admin)
        places = units.units(connection, mine, ask.site.library.kinds)
    free = [each for each in places if not each.path.startswith(place.path) and each.id != place.parent_id]
    options = [(str(each.id), each.unit.name) for each in free]
    return ask.page("pages/unit_move.html", status, place=place, options=options, chosen=ask.form.get("parent"), errors=errors)
