"""Which wordings the pages and papers of a county and its towns look for in data/labels.toml, by table: a missing one stops the start."""

from collections.abc import Iterable, Mapping

from server.report.proposing.differing import Verdict
from server.report.proposing.papers import CHOICES
from server.report.proposing.papers import WORDS as DIFFERENCES
from server.report.proposing.registering import FIELDS, WAYS
from server.report.proposing.template import WORDS as COLUMNS

HISTORY = (
    *("register_offline", "change_offline", "hand_in_offline_sheet", "drop_offline_file"),
    *("set_offline_figures", "withdraw_offline"),
)
WORDS: Mapping[str, Iterable[str]] = {
    "offline": ("unit", *FIELDS),
    "offline_ways": WAYS,
    "offline_history": HISTORY,
    "difference_verdicts": Verdict,
    "difference_choices": CHOICES,
    "differences": DIFFERENCES,
    "given_columns": COLUMNS,
}
