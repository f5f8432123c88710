"""Which wordings the board and its papers look for in data/labels.toml, by table: a missing one stops the start."""

from collections.abc import Iterable, Mapping

from server.report.overseeing.blocking import Block
from server.report.overseeing.board import Sort
from server.report.overseeing.bulletin import WORDS as BULLETIN
from server.report.overseeing.tables import WORDS as TABLES

COUNTS = ("expected", "started", "submitted", "on_time", "published")

WORDS: Mapping[str, Iterable[str]] = {
    "blocks": Block,
    "board_sorts": Sort,
    "board_totals": COUNTS,
    "nudge_ways": ("text", "notice", "phone", "digest"),
    "board_print": (*TABLES, *BULLETIN),
}
