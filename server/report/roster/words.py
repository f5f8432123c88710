"""Which labels the roster needs, by table."""

from collections.abc import Iterable, Mapping

from server.report.roster.columns import COLUMNS
from server.report.roster.outcomes import Fate, Way

HEADINGS = tuple(column.key for columns in COLUMNS.values() for column in columns)
GUIDE = ("once", "check", "units", "people", "links", "secret")
WORDS: Mapping[str, Iterable[str]] = {
    "roster": (*HEADINGS, "units", "people", "guide", "title", "yes", "no", "links_title", "links_note", "links_header", "links_name"),
    "roster_hints": HEADINGS,
    "roster_guide": GUIDE,
    "roster_fates": Fate,
    "roster_ways": Way,
}
