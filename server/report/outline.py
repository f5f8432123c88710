"""Outline › chapters › sections: what a report consists of, in which order and under which headings."""

from collections.abc import Container, Iterator
from typing import Literal

from server.report.units import Tier
from server.report.values import Frozen

Items = Literal["measure", "problem", "plan", "duty", "none"]
WORDED_KEYS = ("title", "recipients", "opening", "closing")
FRONT_KEYS = (
    *WORDED_KEYS,
    *("kind", "urgency", "attachments", "note", "disclosure", "copies_to", "printer", "occasion", "address"),
)
REGISTRATION_KEYS = ("number", "date", "signers", "copies", "print_date")
RESERVED_KEYS = FRONT_KEYS + REGISTRATION_KEYS
NATIONAL_ITEMS = (1, 2, 3, 4, 5)


class SectionKind(Frozen):
    """A stable section key, known to every outline: its plain name, what its items are, what to write there.

    `item`: wordings for one item, with `{title}` and `{body}`.
    """

    key: str
    name: str
    items: Items = "measure"
    item: tuple[str, ...] = ("{title}。[{body}]",)
    guidance: str = ""


class Section(Frozen):
    """One heading of an outline with its children. `{year}` and `{next_year}` in the heading are the report's.

    `covers`: items of the national rule (督察工作规定，一—五) that this section answers.
    `takes`: further section keys whose figures are asked for here because this outline has no section of their own.
    `shown`: tiers for which the section is on at the start; anyone may switch it later.
    """

    key: str
    heading: str
    covers: tuple[int, ...] = ()
    takes: tuple[str, ...] = ()
    shown: tuple[Tier, ...] = ("township", "subdistrict", "county", "province", "department")
    guidance: str = ""
    sections: tuple["Section", ...] = ()

    def walk(self, level: int = 1, parent: str = "") -> Iterator[tuple["Section", int, str]]:
        """Go through the section and all below it, as (section, level, parent key), in reading order."""
        yield self, level, parent
        for child in self.sections:
            yield from child.walk(level + 1, self.key)


class Outline(Frozen):
    """A versioned outline. `coverage` says in words how the five national items are met."""

    key: str
    version: int
    name: str
    description: str
    title: str
    opening: str
    closing: str
    coverage: str
    sections: tuple[Section, ...]

    def walk(self) -> Iterator[tuple[Section, int, str]]:
        """Every section with its level (1 = chapter) and its parent's key, in reading order."""
        for section in self.sections:
            yield from section.walk()

    def keys(self) -> set[str]:
        """Every section key, with those whose figures another section takes."""
        return {key for section, _, _ in self.walk() for key in (section.key, *section.takes)}

    def uncovered(self) -> tuple[int, ...]:
        """National items that no section answers."""
        covered = {item for section, _, _ in self.walk() for item in section.covers}
        return tuple(item for item in NATIONAL_ITEMS if item not in covered)


def family(key: str) -> str:
    """The stable section key behind a sub-section's dotted one: `first_responsible.party` → `first_responsible`."""
    return key.partition(".")[0]


def asked_keys(key: str, takes: tuple[str, ...], shown: Container[str]) -> tuple[str, ...]:
    """The section keys whose figures a section asks for: its own, and those it takes while they have no shown section."""
    return (key, *(each for each in takes if each not in shown))
