"""The people of a unit: their roles, invitations to it, and the handover of who leaves."""

from fastapi import APIRouter
from sqlalchemy import Connection
from starlette.responses import Response

from server.actions import entering, handover, members
from server.actions.allowing import Actor, allow_unit
from server.actions.handover import Handing
from server.report.problems import Problem, Refused, Stale, need, too_long
from server.report.who import Act, Role
from server.report.words import half_width
from server.storage import people
from server.storage.units import UnitPlace
from server.web.depends import Ask, Asking, Id, number
from server.web.unit_form import LONGEST, Wrong

router = APIRouter()
CONFLICT, UNPROCESSABLE = 409, 422
LINES = {"name": "姓名", "phone": "电话"}


@router.get("/units/{unit_id}/people")
def show(ask: Ask, unit_id: Id) -> Response:
    """Who belongs to a unit, who is invited, and the form to invite somebody."""
    return _people(ask, unit_id, [])


@router.post("/units/{unit_id}/people")
def invite(ask: Ask, unit_id: Id) -> Response:
    """Make a one-time link; it is shown once."""
    name, phone, roles = ask.form.line("name"), half_width(ask.form.line("phone")), _roles(ask)
    errors = [] if name else [Wrong("name", need("姓名"))]
    errors += [Wrong(key, too_long(label, LONGEST)) for key, label in LINES.items() if len(ask.form.line(key)) > LONGEST]
    errors += [] if roles else [Wrong("role", need("至少一个角色"))]
    if errors:
        return _people(ask, unit_id, errors, status=UNPROCESSABLE)
    with ask.site.database.write() as connection:
        token = entering.invite(connection, ask.actor(connection), unit_id, name, roles, phone)
    return _people(ask, unit_id, [], token, name)


@router.post("/units/{unit_id}/people/invitations")
def settle_invitation(ask: Ask, unit_id: Id) -> Response:
    """Take an invitation back, or make a new link in its place; that is shown once."""
    what, _, invitation = ask.form.get("do").partition(":")
    with ask.site.database.write() as connection:
        actor = ask.actor(connection)
        if what == "again":
            again, token = members.invite_again(connection, actor, unit_id, number(invitation))
        else:
            members.end_invitation(connection, actor, unit_id, number(invitation))
    return _people(ask, unit_id, [], token, again.name) if what == "again" else ask.go(f"/units/{unit_id}/people?done=ended")


@router.get("/units/{unit_id}/people/{person_id}")
def show_one(ask: Ask, unit_id: Id, person_id: Id) -> Response:
    """The roles of one person at a unit."""
    return _one(ask, unit_id, person_id, [])


@router.post("/units/{unit_id}/people/{person_id}")
def change(ask: Ask, unit_id: Id, person_id: Id) -> Response:
    """Change the roles of one person from now on."""
    seen, sure = ask.form.get("seen"), ask.form.get("sure") == "yes"
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            members.change_roles(connection, actor, unit_id, person_id, _roles(ask), seen, sure=sure)
            following = _following(connection, actor, unit_id, "roles")
    except (Refused, Stale) as wrong:
        return _one(ask, unit_id, person_id, [Wrong("role", wrong.message)], _status(wrong))
    return ask.go(following)


@router.get("/units/{unit_id}/people/{person_id}/handover")
def show_handover(ask: Ask, unit_id: Id, person_id: Id) -> Response:
    """What is with a person, and to whom it may go."""
    return _handover(ask, unit_id, person_id, [])


@router.post("/units/{unit_id}/people/{person_id}/handover")
def hand_over(ask: Ask, unit_id: Id, person_id: Id) -> Response:
    """Everything open to a colleague, the roles ended."""
    heir = ask.form.get("heir")
    wanted = Handing(number(heir) if heir else None, _roles(ask), ask.form.get("seen"), sure=ask.form.get("sure") == "yes")
    try:
        with ask.site.database.write() as connection:
            actor = ask.actor(connection)
            handover.hand_over(connection, actor, unit_id, person_id, wanted)
            following = _following(connection, actor, unit_id, "left")
    except (Refused, Stale) as wrong:
        return _handover(ask, unit_id, person_id, [Wrong("heir", wrong.message)], _status(wrong))
    return ask.go(following)


def _following(connection: Connection, actor: Actor, unit_id: int, done: str) -> str:
    """On to the people of the unit, or home for who does not administer it any more."""
    stays = Role.admin in people.roles_at(connection, actor.id, unit_id, actor.at)
    return f"/units/{unit_id}/people?done={done}" if stays else "/"


def _status(wrong: Problem) -> int:
    return CONFLICT if isinstance(wrong, Stale) else UNPROCESSABLE


def _roles(ask: Asking) -> tuple[Role, ...]:
    return tuple(Role(role) for role in dict.fromkeys(ask.form.all("role")) if role in set(Role))


def _choices(ask: Asking) -> list[tuple[str, str]]:
    return [(role.value, ask.site.library.labels["roles"][role]) for role in Role]


def _people(ask: Asking, unit_id: int, errors: list[Wrong], token: str = "", invited: str = "", status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        place, actor = _place(ask, connection, unit_id)
        everyone, waiting = people.members(connection, unit_id, ask.at), members.waiting(connection, actor, unit_id)
    typed = {name: ask.form.line(name) if errors else "" for name in LINES}
    link = f"{ask.base}/invitations/{token}" if token else ""
    values: dict[str, object] = {"place": place, "members": everyone, "waiting": waiting, "roles": _choices(ask), "typed": typed}
    values |= {"chosen": set(ask.form.all("role")) if errors else set(), "done": ask.query.get("done", ""), "now": ask.at}
    return ask.page("pages/people.html", status, **values, errors=errors, link=link, invited=invited)


def _one(ask: Asking, unit_id: int, person_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        place, actor = _place(ask, connection, unit_id)
        member = members.member_of(connection, actor, unit_id, person_id)
    chosen = set(ask.form.all("role")) if errors else set(member.roles)
    values: dict[str, object] = {"place": place, "member": member, "roles": _choices(ask), "chosen": chosen, "own": actor.id == person_id}
    return ask.page("pages/member.html", status, **values, seen=members.said(member.roles), errors=errors)


def _handover(ask: Asking, unit_id: int, person_id: int, errors: list[Wrong], status: int = 200) -> Response:
    with ask.site.database.read() as connection:
        place, actor = _place(ask, connection, unit_id)
        held = handover.held_by(connection, actor, unit_id, person_id)
    roles = [(key, text) for key, text in _choices(ask) if key in held.member.roles]
    values: dict[str, object] = {"place": place, "held": held, "roles": roles, "chosen": set(ask.form.all("role"))}
    values |= {"heir": ask.form.get("heir"), "own": actor.id == person_id}
    return ask.page("pages/handover.html", status, **values, errors=errors)


def _place(ask: Asking, connection: Connection, unit_id: int) -> tuple[UnitPlace, Actor]:
    actor = ask.actor(connection)
    allow_unit(connection, actor, Act.invite, unit_id)
    return ask.place(connection, unit_id), actor
