"""Who belongs to a unit as what: roles given and taken from now on, invitations taken back and made anew."""

from collections.abc import Iterable

from sqlalchemy import Connection

from server.actions import securing
from server.actions.allowing import Actor, allow_unit
from server.actions.entering import INVITED_FOR
from server.actions.passwords import digest, new_token
from server.report.problems import NotFound, Refused, Stale
from server.report.security.traces import Trace
from server.report.unit_problems import last_admin, own_admin, role_needed, roles_changed
from server.report.who import Act, Role
from server.storage import history, invitations, people, units
from server.storage.history import Event
from server.storage.invitations import Invitation, NewInvitation
from server.storage.people import Member


def member_of(connection: Connection, actor: Actor, unit_id: int, person_id: int) -> Member:
    """One of a unit's people, for who may say what they are there. Raises NotFound or NotAllowed."""
    allow_unit(connection, actor, Act.invite, unit_id)
    found = next((each for each in people.members(connection, unit_id, actor.at) if each.person.id == person_id), None)
    if found is None:
        raise NotFound
    return found


def said(roles: Iterable[Role]) -> str:
    """Roles as one line that a page can carry, in the order of the table."""
    held = set(roles)
    return " ".join(role.value for role in Role if role in held)


def change_roles(
    connection: Connection, actor: Actor, unit_id: int, person_id: int, roles: Iterable[Role], seen: str, *, sure: bool
) -> None:
    """The roles of one of a unit's people from now on; `seen` are those the page showed (`said`).

    Raises Stale when somebody changed them meanwhile, Refused for no role, for the last administrator, and for one's own
    administration unless `sure`.
    """
    units.hold(connection, unit_id)
    member = member_of(connection, actor, unit_id, person_id)
    wanted, held = set(roles), set(member.roles)
    if not wanted:
        raise Refused(role_needed())
    if seen != said(held):
        raise Stale(roles_changed())
    lost = held - wanted
    if Role.admin in lost:
        spare_administrator(connection, actor, unit_id, person_id)
        if person_id == actor.id and not sure:
            raise Refused(own_admin())
    people.end_roles(connection, person_id, (unit_id,), actor.at, lost)
    people.grant(connection, person_id, unit_id, [role for role in Role if role in wanted], actor.at)
    if Role.admin in lost:
        end_invitations(connection, actor, invitations.made_by(connection, person_id, (unit_id,), actor.at))
    note_roles(connection, actor, unit_id, member, given=wanted - held, ended=lost)


def note_roles(
    connection: Connection, actor: Actor, unit_id: int, member: Member, *, given: Iterable[Role] = (), ended: Iterable[Role] = ()
) -> None:
    """Write down what somebody became and is no longer."""
    target, name = f"person:{member.person.id}", member.person.name
    for action, trace, roles in (("give_roles", Trace.roles_given, said(given)), ("end_roles", Trace.roles_ended, said(ended))):
        if roles:
            value = {"name": name, "roles": roles}
            history.add(connection, Event(actor.at, actor.id, target, action, unit_id, value=value))
            securing.note(connection, actor, trace, unit_id=unit_id, target=target, detail=value)


def end_invitation(connection: Connection, actor: Actor, unit_id: int, invitation_id: int) -> None:
    """Take an invitation back; its link leads nowhere. Raises NotFound for one that is not open there."""
    allow_unit(connection, actor, Act.invite, unit_id)
    end_invitations(connection, actor, (_open(connection, actor, unit_id, invitation_id),))


def invite_again(connection: Connection, actor: Actor, unit_id: int, invitation_id: int) -> tuple[Invitation, str]:
    """A new link in the place of one that was lost or ran out, and the invitation; the token is returned once."""
    allow_unit(connection, actor, Act.invite, unit_id)
    lost = _open(connection, actor, unit_id, invitation_id)
    end_invitations(connection, actor, (lost,))
    token = new_token()
    again = NewInvitation(digest(token), unit_id, lost.name, lost.roles, lost.phone)
    invitations.add(connection, (again,), actor.id, actor.at + INVITED_FOR)
    _note_invitation(connection, actor, lost, "invite", Trace.invited)
    return lost, token


def waiting(connection: Connection, actor: Actor, unit_id: int) -> tuple[Invitation, ...]:
    """The invitations to a unit that nobody used; those that ran out, too, for as long again as they were good for."""
    return invitations.of_units(connection, (unit_id,), actor.at - INVITED_FOR)


def spare_administrator(connection: Connection, actor: Actor, unit_id: int, person_id: int) -> None:
    """Raises Refused when a unit has no other administrator."""
    others = (each for each in people.members(connection, unit_id, actor.at) if each.person.id != person_id)
    if not any(Role.admin in each.roles for each in others):
        raise Refused(last_admin(units.name_of(connection, unit_id)))


def _open(connection: Connection, actor: Actor, unit_id: int, invitation_id: int) -> Invitation:
    found = next((each for each in waiting(connection, actor, unit_id) if each.id == invitation_id), None)
    if found is None:
        raise NotFound
    return found


def end_invitations(connection: Connection, actor: Actor, asked: Iterable[Invitation]) -> None:
    """Take invitations back, and write it down."""
    for each in asked:
        if invitations.end(connection, (each.id,), actor.at):
            _note_invitation(connection, actor, each, "end_invitation", Trace.invitation_ended)


def _note_invitation(connection: Connection, actor: Actor, invitation: Invitation, action: str, trace: Trace) -> None:
    value, target = {"name": invitation.name, "roles": said(invitation.roles)}, f"unit:{invitation.unit_id}"
    history.add(connection, Event(actor.at, actor.id, target, action, invitation.unit_id, value=value))
    securing.note(connection, actor, trace, unit_id=invitation.unit_id, target=target, detail=value)
