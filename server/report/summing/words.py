"""Which wordings sums look for in data/labels.toml, by table, and how a sum says where it comes from."""

from collections.abc import Iterable, Mapping
from typing import get_args

from server.report.summing.cells import Kept
from server.report.summing.totals import Apart, Total, names
from server.report.units import Tier

Labels = Mapping[str, Mapping[str, str]]
NOTES = (
    "unreported",
    "blank",
    "unreadable",
    "not_applicable",
    "rough",
    "open",
    "cutoffs",
    "unsaid",
    "growth",
    "left_out",
    "missing",
    "apart",
)
MOST_NAMED = 6
WORDS: Mapping[str, Iterable[str]] = {
    "sums": (
        *("origin", "origin_missing", "origin_unread", "origin_rough", "origin_open", "origin_cutoffs", "and_more", "book"),
        *("totals_sheet", "cells_sheet", "notes_sheet", "totals_heads", "cells_heads", "this_year", "last_year", "notes_heads"),
        *("note_totals", "note_growth", "note_cells", "note_level", "offline", "open"),
    ),
    "sum_kept": Kept,
    "sum_apart": Apart,
    "sum_notes": NOTES,
    "sum_tiers": ("all", *get_args(Tier)),
}


def origin(total: Total, year: int, words: Mapping[str, str]) -> str:
    """Where a sum comes from, in one line: how many units, who is missing, what is rough."""
    parts = (
        words["origin"].format(count=len(total.numbers) + len(total.by_kept[Kept.not_applicable])),
        words["origin_missing"].format(missing=len(total.missing), names=some(names(total.missing), words)) if total.missing else "",
        words["origin_unread"].format(names=some(names(total.unreadable), words)) if total.unreadable else "",
        words["origin_rough"] if total.rough else "",
        words["origin_open"].format(open=len(total.open_ones)) if total.open_ones else "",
        words["origin_cutoffs"] if total.cutoffs(year) else "",
    )
    return "".join(parts)


def some(named: tuple[str, ...], words: Mapping[str, str]) -> str:
    """The first names, with a word for the rest."""
    return "、".join(named[:MOST_NAMED]) + (words["and_more"] if len(named) > MOST_NAMED else "")
