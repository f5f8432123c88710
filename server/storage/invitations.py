"""One-time links: who was invited to which units as what; only digests of what the links carry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, update

from server.report.who import Role
from server.storage import tables as t
from server.storage import units

_I = t.invitation.c
_OPEN = (_I.used_at.is_(None), _I.ended_at.is_(None))
_ASKED = select(t.invitation, t.unit.c.name.label("unit_name"), t.person.c.name.label("by"))
_ASKED = _ASKED.join_from(t.invitation, t.unit, _I.unit_id == t.unit.c.id).join(t.person, _I.invited_by == t.person.c.id)


@dataclass(frozen=True)
class Invitation:
    """A one-time link to one unit that was neither used nor taken back; it may have run out. `by` the name of who invited.

    `lead_id`: the invitation by whose link this one is taken, too, when one link is for several units.
    """

    id: int
    unit_id: int
    unit_name: str
    name: str
    roles: tuple[Role, ...]
    expires_at: datetime
    by: str
    phone: str = ""
    lead_id: int | None = None


@dataclass(frozen=True)
class NewInvitation:
    """What is to be kept; `token` is the digest of what the link carries."""

    token: str
    unit_id: int
    name: str
    roles: Iterable[Role]
    phone: str = ""
    lead_id: int | None = None


def add(connection: Connection, new: Sequence[NewInvitation], by: int, until: datetime) -> tuple[int, ...]:
    """Keep invitations; their ids in the same order."""
    rows = [
        {
            "token": each.token,
            "unit_id": each.unit_id,
            "name": each.name,
            "roles": _words(each.roles),
            "invited_by": by,
            "expires_at": until,
            "phone": each.phone,
            "lead_id": each.lead_id,
        }
        for each in new
    ]
    if not rows:
        return ()
    made = connection.execute(insert(t.invitation).returning(_I.id, sort_by_parameter_order=True), rows)
    return tuple(int(each) for each in made.scalars())


def by_token(connection: Connection, token: str, at: datetime) -> tuple[Invitation, ...]:
    """All that a link admits to now, by the digest of its token; nothing when it is used up, taken back or has run out."""
    lead = select(_I.id).where(_I.token == token).scalar_subquery()
    return tuple(_asked(connection, or_(_I.id == lead, _I.lead_id == lead), _I.expires_at > at))


def use(connection: Connection, invitations: Sequence[Invitation], at: datetime) -> bool:
    """Mark them used; False when somebody else just did."""
    ids = [each.id for each in invitations]
    return connection.execute(update(t.invitation).where(_I.id.in_(ids), *_OPEN).values(used_at=at)).rowcount == len(ids)


def of_units(connection: Connection, unit_ids: Iterable[int], since: datetime) -> tuple[Invitation, ...]:
    """Those of some units that were not used nor taken back and did not run out before a moment, in order of making."""
    return tuple(_asked(connection, _I.unit_id.in_(tuple(unit_ids)), _I.expires_at > since))


def in_branch(connection: Connection, path: str, at: datetime) -> tuple[Invitation, ...]:
    """What links to a unit and those below it, by its path, still admit to."""
    below = select(t.unit.c.id).where(units.inside(path))
    return tuple(_asked(connection, _I.unit_id.in_(below), _I.expires_at > at))


def end(connection: Connection, ids: Iterable[int], at: datetime) -> int:
    """Take invitations back; how many there still were."""
    return connection.execute(update(t.invitation).where(_I.id.in_(tuple(ids)), *_OPEN).values(ended_at=at)).rowcount


def made_by(connection: Connection, person_id: int, unit_ids: Iterable[int], at: datetime) -> tuple[Invitation, ...]:
    """What a person's links to some units still admit to."""
    return tuple(_asked(connection, _I.invited_by == person_id, _I.unit_id.in_(tuple(unit_ids)), _I.expires_at > at))


def set_roles(connection: Connection, invitation_id: int, roles: Iterable[Role]) -> None:
    """Invite to other roles by the same link."""
    connection.execute(update(t.invitation).where(_I.id == invitation_id).values(roles=_words(roles)))


def _asked(connection: Connection, *conditions: ColumnElement[bool]) -> Iterable[Invitation]:
    return map(_invitation, connection.execute(_ASKED.where(*conditions, *_OPEN).order_by(_I.id)))


def _invitation(row: Row[*tuple[object, ...]]) -> Invitation:
    roles = tuple(map(Role, row.roles.split()))
    return Invitation(row.id, row.unit_id, row.unit_name, row.name, roles, row.expires_at, row.by, row.phone, row.lead_id)


def _words(roles: Iterable[Role]) -> str:
    return " ".join(role.value for role in roles)
