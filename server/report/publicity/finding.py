"""Finds in a text what must not be published unseen: persons, numbers, minors, homes, wording of 维稳. It points; people decide."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pydantic import model_validator

from server.report.ledgers.personal import PersonalWords
from server.report.publicity.hits import Hit
from server.report.publicity.names import Names
from server.report.publicity.numbers import numbers_in
from server.report.publicity.shapes import NameWords, Shapes
from server.report.publicity.wordings import Ready, Wording, ready, wordings_in
from server.report.values import Frozen
from server.report.words import half_width


class Wordings(Frozen):
    """All of data/publicity/wording.toml. Raises ValueError for an id given twice and a pattern that cannot be read."""

    wording: tuple[Wording, ...]

    @model_validator(mode="after")
    def _usable(self) -> "Wordings":
        ids = [each.id for each in self.wording]
        twice = next((each for each in ids if ids.count(each) > 1), "")
        if twice:
            raise ValueError(f"id: {twice}")
        try:
            ready(self.wording, ".")
        except re.error as wrong:
            raise ValueError(str(wrong)) from wrong
        return self


@dataclass(frozen=True)
class Finder:
    """Searches texts with what data/publicity and the surnames of data/personal.toml say."""

    wordings: Wordings
    words: NameWords
    personal: PersonalWords

    def find(self, text: str, known: Iterable[str] = ()) -> tuple[Hit, ...]:
        """Every hit, by place; hits of different kinds may overlap. `known`: names that count wherever they stand."""
        seen = half_width(text)
        hits = (*self._names.find(seen, text, known), *numbers_in(seen, text), *wordings_in(seen, text, self._ready))
        return tuple(sorted(_widest(hits), key=lambda hit: (hit.start, hit.end, hit.kind)))

    @cached_property
    def _shapes(self) -> Shapes:
        return Shapes(self.words, self.personal.surnames, self.personal.compound)

    @cached_property
    def _names(self) -> Names:
        return Names(self._shapes)

    @cached_property
    def _ready(self) -> tuple[Ready, ...]:
        return ready(self.wordings.wording, self._shapes.pattern)


def _widest(hits: Iterable[Hit]) -> list[Hit]:
    """Hits without those that stand inside another of their kind."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not any(there.kind is hit.kind and hit.end <= there.end for there in kept[-8:]):
            kept.append(hit)
    return kept
