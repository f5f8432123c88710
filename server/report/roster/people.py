"""People and invitations that are there, as the rows of a roster are held against them."""

from dataclasses import dataclass

from server.report.who import Role


@dataclass(frozen=True)
class KnownPerson:
    """Somebody with roles at a unit."""

    id: int
    name: str
    phone: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Asked:
    """An invitation that is still open. `lead`: the id of the invitation whose link leads to it."""

    id: int
    name: str
    phone: str
    roles: tuple[Role, ...]
    lead: int
