"""The columns of the two sheets: in which order they are written, which must be there, which a merged cell may fill."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """The two sheets."""

    units = "units"
    people = "people"


@dataclass(frozen=True)
class Column:
    """A column. `key` names its heading in the labels, `width` in half-width characters.

    `needed`: a sheet without it is not such a sheet; `fills`: a merged cell speaks for each row under it.
    """

    key: str
    width: int
    needed: bool = False
    fills: bool = False


COLUMNS: dict[Sort, tuple[Column, ...]] = {
    Sort.units: (
        Column("short_name", 18, needed=True),
        Column("kind", 12, needed=True, fills=True),
        Column("parent", 18, needed=True, fills=True),
        Column("parent_name", 14, fills=True),
        Column("name", 26),
        Column("region", 14),
        Column("body_code", 10),
        Column("expected", 12, fills=True),
        Column("contact", 12),
        Column("contact_phone", 18),
    ),
    Sort.people: (
        Column("person", 14, needed=True),
        Column("unit", 22, needed=True, fills=True),
        Column("roles", 30, needed=True, fills=True),
        Column("phone", 18),
    ),
}
