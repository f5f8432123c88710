"""What is printed for those who watch over others: 催报通知 to the units, and the list of who has what open; knows no page it came from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from server.report.deadlines import day_said
from server.report.manuscript import Block, Heading, Manuscript, Paragraph, Properties, Recipients, SignOff, Table, Title
from server.report.season.chasing import Chased, Choice, Labels, basis, duties, left, what
from server.report.season.sheets import Cell, Sheet, said
from server.report.words import title_lines

PAPER_WORDS = (
    *("notice_title", "notice_lead", "notice_lead_one", "notice_many", "notice_first", "notice_second", "notice_heads"),
    *("notice_rows", "notice_none", "list_title", "list_note", "list_without", "list_heads", "no_report", "nothing", "written_day"),
)
"""Wordings that these papers look for under [chasing] in data/labels.toml; those with | are several cells or lines."""
MOST_NAMED = 8
NOTICE_WIDTHS, LIST_WIDTHS = (7, 7, 6, 6), (2, 6, 5, 5, 7, 7)


@dataclass(frozen=True)
class Chase:
    """What is chased: the units chosen, by whom, in which office's name, for which year and on which day."""

    units: tuple[Chased, ...]
    place: str
    sender: str
    year: int
    choice: Choice
    today: date

    @property
    def open_ones(self) -> tuple[Chased, ...]:
        """Those with something to be done."""
        return tuple(each for each in self.units if each.dues)

    @property
    def without(self) -> int:
        """How many have no report here."""
        return sum(each.watched.report_id is None for each in self.units)


def notice_paper(chase: Chase, labels: Labels) -> Manuscript:
    """催报通知 to the chosen units that have something open: what is to be done by when, on what basis, and what to do otherwise."""
    words, units = labels["chasing"], chase.open_ones
    values = _values(chase, labels)
    title = said(words["notice_title"], values)
    lead = "notice_none" if not units else "notice_lead_one" if len(units) == 1 else "notice_lead"
    blocks: tuple[Block, ...] = (
        Title(title_lines(title)),
        Recipients(_recipients(units, words["notice_many"])),
        Paragraph(said(words[lead], values)),
        *_table(units, labels),
        Heading(1, *words["notice_second"].split("|")),
        *(Paragraph(said(line, values)) for line in words["notice_rows"].split("|")),
        SignOff((chase.sender,), said(words["written_day"], values), sealed=False),
    )
    return Manuscript(Properties(title, chase.sender), blocks)


def list_sheet(chase: Chase, labels: Labels) -> Sheet:
    """The chosen units with what is open, one line a unit and day."""
    words, values = labels["chasing"], _values(chase, labels) | {"choice": labels["chase_list"][chase.choice]}
    title = said(words["list_title"], values)
    notes = (said(words["list_note"], values), *([said(words["list_without"], values)] if chase.without else []))
    rows = tuple((at, *row) for at, row in enumerate((row for each in chase.units for row in _lines(each, labels)), 1))
    return Sheet(labels["chase_list"][chase.choice], title, notes, tuple(words["list_heads"].split("|")), rows, LIST_WIDTHS)


def _values(chase: Chase, labels: Labels) -> dict[str, object]:
    today = chase.today
    names = chase.open_ones[0].watched.unit.short_name if len(chase.open_ones) == 1 else ""
    return {
        "year": chase.year,
        "name": chase.place,
        "sender": chase.sender,
        "unit": names,
        "count": len(chase.units),
        "without": chase.without,
        "today": day_said(today, labels["working"]),
        "y": today.year,
        "m": today.month,
        "d": today.day,
    }


def _recipients(units: tuple[Chased, ...], many: str) -> str:
    """Every unit by its full name, or all of them in one word when they are many."""
    names = "、".join(each.watched.unit.name for each in units)
    return f"{names if units and len(units) <= MOST_NAMED else many}："


def _table(units: tuple[Chased, ...], labels: Labels) -> tuple[Block, ...]:
    if not units:
        return ()
    words = labels["chasing"]
    rows = tuple(("、".join(names), *duty) for duty, names in _together(units, labels).items())
    return (Heading(1, *words["notice_first"].split("|")), Table((tuple(words["notice_heads"].split("|")), *rows), widths=NOTICE_WIDTHS))


def _together(units: tuple[Chased, ...], labels: Labels) -> dict[tuple[str, str, str], list[str]]:
    """Who has the same to do by the same day on the same basis, earliest day first."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for due, name in sorted(((due, each.watched.unit.short_name) for each in units for due in each.dues), key=lambda pair: pair[0].day):
        duty = (duties(due, labels), f"{day_said(due.day, labels['working'])}，{left(due, labels)}", basis(due, labels))
        found.setdefault(duty, []).append(name)
    return found


def _lines(each: Chased, labels: Labels) -> Iterator[tuple[Cell, ...]]:
    words, watched = labels["chasing"], each.watched
    head = (watched.unit.short_name, labels["states"][watched.state] if watched.state else words["no_report"])
    if not each.dues:
        yield (*head, words["nothing"], "", "")
    yield from ((*head, what(due, labels), day_said(due.day, labels["working"]), left(due, labels)) for due in each.dues)


def units_named(units: Iterable[Chased]) -> str:
    """The units of a chase for the record."""
    return "、".join(each.watched.unit.short_name for each in units)
