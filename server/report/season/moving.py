"""Which due dates of a report moved, from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from server.report.deadlines import Delivery
from server.report.rules import Nature


@dataclass(frozen=True)
class Moved:
    """A row whose day to keep is another now; None is no day. `new`: there was no such row, `gone`: there is none any more."""

    key: str
    name: str
    nature: Nature
    before: date | None
    after: date | None
    new: bool = False
    gone: bool = False


def moved(before: Iterable[Delivery], after: Iterable[Delivery], closed: Iterable[str] = ()) -> tuple[Moved, ...]:
    """The rows that differ, in their order; rows in `closed` are done and wait for no day."""
    old, now, done = {row.key: row for row in before}, {row.key: row for row in after}, frozenset(closed)
    keys = [key for key in dict.fromkeys((*old, *now)) if key not in done]
    found = (_moved(old.get(key), now.get(key)) for key in keys)
    return tuple(each for each in found if each)


def _moved(old: Delivery | None, now: Delivery | None) -> Moved | None:
    row = now or old
    if row is None or (old and now and old.due == now.due):
        return None
    return Moved(row.key, row.name, row.nature, old.due if old else None, now.due if now else None, new=old is None, gone=now is None)
