"""One thing that happened, as the history keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Happening:
    """Who did what to what, when. `target` is text:12, entry:3:dis.found, report:3 …; `version` 0 where it has none."""

    id: int
    at: datetime
    person_id: int | None
    person: str
    target: str
    action: str
    version: int
    value: Mapping[str, str]

    @property
    def kind(self) -> str:
        """What was acted on: text, entry, item, report …"""
        return self.target.partition(":")[0]

    @property
    def key(self) -> str:
        """Which one: 12 of text:12, dis.found of entry:3:dis.found, 7 of item:3:7."""
        return self.target.split(":", 2)[-1]


@dataclass(frozen=True)
class Run:
    """Saves of one person in one field, one soon after the other, as one. `first` is the oldest of them."""

    last: Happening
    first: Happening
    count: int
