"""报送情况统计表 and 公开情况统计表 of the units below one: every unit in the order of institutions, no ranking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from server.report.deadlines import day_said
from server.report.overseeing.blocking import Block
from server.report.overseeing.board import Line, counted
from server.report.overseeing.standing import NONE_YET
from server.report.rules import Nature
from server.report.season.sheets import Cell, Sheet, said

Labels = Mapping[str, Mapping[str, str]]
WORDS = (
    *("sent", "published", "sent_tab", "published_tab", "note", "counted", "sent_heads", "published_heads", "totals", "published_totals"),
    *("yes", "no", "extended", "here", "offline", "no_day", "since", "is_public", "not_public", "public_late", "no_report"),
)
"""Wordings that the tables look for under [board_print] in data/labels.toml; those with | are several cells."""
_SENT, _PUBLISHED = (2, 5, 4, 4, 5, 5, 4, 4, 7), (2, 6, 5, 5, 6)


@dataclass(frozen=True)
class Board:
    """The lines of a board as papers speak of them: whose, of which year, in which office's name, on which day."""

    lines: tuple[Line, ...]
    place: str
    sender: str
    year: int
    today: date

    @property
    def values(self) -> dict[str, object]:
        """What sentences about all of them are filled with."""
        found = counted(self.lines)
        rates = {f"{name}_rate": text for name, text in found.rates.items()}
        return {"name": self.place, "year": self.year, **vars(found), **rates}

    @property
    def reporting(self) -> tuple[Line, ...]:
        """Those who are expected to report."""
        return tuple(line for line in self.lines if line.case.reports)


def sent_sheet(board: Board, labels: Labels) -> Sheet:
    """Who handed in when and how, by which day, and what blocks the others."""
    words = labels["board_print"]
    rows = tuple((at, *_sent(line, board, labels)) for at, line in enumerate(board.lines, 1))
    return _sheet(board, labels, "sent", said(words["totals"], board.values), rows, _SENT)


def published_sheet(board: Board, labels: Labels) -> Sheet:
    """Who published when, of those who are to."""
    words = labels["board_print"]
    asked = [line for line in board.reporting if line.case.rows(Nature.publish)]
    rows = tuple((at, *_published(line, board, labels)) for at, line in enumerate(asked, 1))
    return _sheet(board, labels, "published", said(words["published_totals"], board.values), rows, _PUBLISHED)


def blocked(line: Line, labels: Labels) -> str:
    """What blocks a unit, in words, without since when."""
    return said(labels["blocks"][line.blocking.block], {"count": line.blocking.count})


def _sheet(board: Board, labels: Labels, kind: str, told: str, rows: tuple[tuple[Cell, ...], ...], widths: tuple[int, ...]) -> Sheet:
    words = labels["board_print"]
    values = board.values | {"today": day_said(board.today, labels["working"])}
    note = said(words["note"], values) + (words["counted"] if kind == "sent" else "")
    heads = tuple(words[f"{kind}_heads"].split("|"))
    return Sheet(words[f"{kind}_tab"], said(words[kind], values), (told, note), heads, rows, widths)


def _sent(line: Line, board: Board, labels: Labels) -> Iterable[Cell]:
    words, standing, state = labels["board_print"], line.standing, line.watched.state
    name = line.watched.unit.short_name
    if not line.case.reports:
        return (name, words["no"], *(words["no_day"],) * 5, blocked(line, labels))
    extended = words["extended"] if line.grace else ""
    handed = standing.submitted_on
    return (
        name,
        words["yes"],
        labels["states"][state] if state else words["offline"] if standing.offline else words["no_report"],
        _day(standing.due) + extended,
        _day(handed),
        words["yes" if standing.on_time else "no"] if handed or standing.late(board.today) else words["no_day"],
        words["offline" if standing.offline else "here"] if handed else words["no_day"],
        _since(line, labels),
    )


def _since(line: Line, labels: Labels) -> str:
    found = line.blocking
    what = "" if found.block is Block.none else blocked(line, labels)
    return said(labels["board_print"]["since"], {"what": what, "day": _day(found.since)}) if what and found.since else what


def _published(line: Line, board: Board, labels: Labels) -> Iterable[Cell]:
    words, standing = labels["board_print"], line.standing
    over = standing.publish_due is not None and board.today > standing.publish_due
    how = "is_public" if standing.published_on else "public_late" if over else "not_public"
    return (line.watched.unit.short_name, _day(standing.publish_due), _day(standing.published_on), words[how])


def _day(day: date | None) -> str:
    return f"{day.year}-{day.month:02}-{day.day:02}" if day else NONE_YET
