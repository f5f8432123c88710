"""Which saved versions may go when they are old: of an hour's typing of one person in one field all but the first and the last."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

TYPED = "save"


@dataclass(frozen=True)
class Saved:
    """A version of a field (`target`) in the history, without its value."""

    id: int
    target: str
    version: int
    action: str
    person_id: int | None
    at: datetime


def idle(saved: Iterable[Saved], before: datetime, kept: Collection[int] = ()) -> tuple[int, ...]:
    """The ids of the versions that may go: older than `before`, typed, and between two versions of the same person in the same hour.

    `saved` are all versions of each field among them from some moment on. The first and the last of them always stay, and so do those
    in `kept`, those next to another person's, and whatever was not typed: drafts, restored and merged texts.
    """
    gone: list[int] = []
    for _, versions in groupby(sorted(saved, key=lambda each: (each.target, each.version, each.id)), key=lambda each: each.target):
        row = list(versions)
        gone += [each.id for last, each, following in zip(row, row[1:], row[2:], strict=False) if _between(last, each, following, before)]
    return tuple(each for each in gone if each not in kept)


def _between(last: Saved, each: Saved, following: Saved, before: datetime) -> bool:
    """Whether a version is neither the first nor the last of an hour of one person's typing."""
    if each.action != TYPED or each.at >= before:
        return False
    return _hour(last) == _hour(each) == _hour(following)


def _hour(each: Saved) -> tuple[int | None, datetime]:
    return each.person_id, each.at.replace(minute=0, second=0, microsecond=0)
