"""What a check is, what it looks at, and what it says at one place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Generic, TypeVar

from server.report.checks.nearness import Near
from server.report.checks.profile import Profile
from server.report.checks.saying import Saying, sayings
from server.report.checks.text import Text
from server.report.checks.wording import Wording
from server.report.entries import Entry
from server.report.findings import Class
from server.report.indicators import Indicator
from server.report.prose.figures import Figure, figures_in
from server.report.prose.recognising import Recognition

Seen = TypeVar("Seen")


@dataclass(frozen=True)
class Hit:
    """One place where a check objects: `text[start:end]`, or without a place (0, 0) the section and the figures it is about.

    `suggestion` may stand in the place of `text[start:end]` ("" for none). What is empty is said by the check.
    """

    start: int = 0
    end: int = 0
    message: str = ""
    suggestion: str = ""
    working: str = ""
    weight: Class | None = None
    basis: str = ""
    section: str = ""
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check(Generic[Seen]):
    """One rule: `find` its breaches in what it looks at. `name` is what the rule is called in lists and in the manual.

    `basis`: the clause, the relation or the practice it rests on. Only what is nearly certain is 必改.
    """

    id: str
    name: str
    weight: Class
    find: Callable[[Seen], Iterable[Hit]]
    basis: str = ""


@dataclass(frozen=True)
class Subject:
    """What checks of words look at: the text, who writes it, the lists to judge by, and the report's figures where there is a report.

    `entries` is empty for a text without a report.
    """

    text: Text
    profile: Profile
    lists: Wording
    recognition: Recognition
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the text in reading order, with places in the whole text, and the indicator it means under its section."""
        found: list[Figure] = []
        for section, group in groupby(self.text.passages, key=lambda each: each.section):
            passages = list(group)
            first, last = passages[0].start, passages[-1].end
            found += figures_in(self.text.text[first:last], self.recognition, section, first)
        return tuple(found)

    @property
    def day(self) -> date | None:
        """The day that dated lists are judged by: the end of the year reported on, None where that is not known."""
        return date(self.profile.year, 12, 31) if self.profile.year else None

    @cached_property
    def near(self) -> tuple[Near, ...]:
        """Every fixed word that is met in a wrong form, outside 《》, once a place."""
        found = self.lists.near.within(self.text, self.text.untitled)
        return tuple(
            {(each.start, each.at): each for each in sorted(found, key=lambda each: (each.start, each.at, len(each.word)))}.values()
        )

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """The sentences that hold figures, each figure with the words it counts."""
        return sayings(self.text, self.figures)
