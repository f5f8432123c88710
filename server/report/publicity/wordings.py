"""Wordings that a person must look at before they are published, as data/publicity/wording.toml has them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.report.publicity.hits import Hit, Kind, Reason
from server.report.values import Frozen

_STOPS = "。！？\n"


class Wording(Frozen):
    """One way of writing: any of `any` is found, and none of `unless` in the same sentence before it. `reason` is a key for labels.

    Patterns are regular expressions over half-width characters; `<name>` stands in for that of a name.
    """

    id: str
    kind: Kind
    reason: Reason
    any: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ready:
    """A wording with its patterns made ready to search with."""

    wording: Wording
    any: re.Pattern[str]
    unless: re.Pattern[str] | None


def ready(wordings: Iterable[Wording], name: str) -> tuple[Ready, ...]:
    """Wordings ready to search with; `name` is the pattern of a person's name. Raises re.error for a pattern that cannot be read."""
    return tuple(_ready(each, name) for each in wordings)


def wordings_in(seen: str, text: str, wordings: Iterable[Ready]) -> Iterator[Hit]:
    """Every such wording; `seen` is the text in half-width characters."""
    for each in wordings:
        for found in each.any.finditer(seen):
            start, end = found.span()
            if end > start and not (each.unless and each.unless.search(seen[_sentence_start(seen, start) : start])):
                yield Hit(each.wording.kind, start, end, text[start:end], each.wording.reason)


def _ready(wording: Wording, name: str) -> Ready:
    unless = re.compile("|".join(_whole(each, name) for each in wording.unless)) if wording.unless else None
    return Ready(wording, re.compile("|".join(_whole(each, name) for each in wording.any)), unless)


def _whole(pattern: str, name: str) -> str:
    return pattern.replace("<name>", f"(?:{name})")


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(stop, 0, at) for stop in _STOPS) + 1
