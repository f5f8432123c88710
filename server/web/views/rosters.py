"""The links of a roster as they are handed out: on the page that shows them once, and as a list on paper."""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass

from server.actions.roster_taking import Link
from server.report.season.sheets import Sheet, said
from server.report.words import clean

MOST, LONGEST = 5000, 2000


@dataclass(frozen=True)
class Handed:
    """One person's link, in the words of the page."""

    name: str
    places: str
    phone: str
    link: str

    @classmethod
    def of(cls, link: Link, base: str, roles: Mapping[str, str]) -> "Handed":
        """A link as it is handed out."""
        places = (f"{unit}：{'、'.join(roles[role] for role in held)}" for unit, held in link.places)
        return cls(link.name, "；".join(places), link.phone, f"{base}/invitations/{link.token}")

    def as_pairs(self) -> tuple[str, ...]:
        """For a page to carry to the list."""
        found: tuple[str, ...] = astuple(self)
        return found


def handed(carried: str) -> tuple[Handed, ...]:
    """What a page carried; nothing when it is not such."""
    try:
        rows = json.loads(carried or "[]")
        return tuple(Handed(*(clean(str(text)[:LONGEST]).text for text in row)) for row in rows[:MOST])
    except (ValueError, TypeError, RecursionError):
        return ()


def link_sheet(links: tuple[Handed, ...], unit: str, words: Mapping[str, str], until: str) -> Sheet:
    """The list to hand out."""
    return Sheet(
        name=words["links_name"],
        title=said(words["links_title"], {"unit": unit}),
        notes=(said(words["links_note"], {"until": until}),),
        header=tuple(words["links_header"].split("|")),
        rows=tuple(each.as_pairs() for each in links),
        widths=(2, 5, 3, 8),
    )
