"""Who below has what open by when, for those who watch over others, and the text to copy; no ranking, no content, no count of visits."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from server.report.deadlines import day_said
from server.report.rules import SENT, Nature
from server.report.season.countdown import Due, Outlook
from server.report.season.sheets import said
from server.report.units import Unit
from server.report.workflow import State

Labels = Mapping[str, Mapping[str, str]]
WORDS = (
    *(
        "text",
        "text_one",
        "text_late",
        "text_last",
        "text_today",
        "text_due",
        "text_moved",
        "text_units",
        "text_stop",
        "text_over",
        "text_end",
    ),
    *("left", "past", "last", "today", "basis", "extended"),
)
"""Wordings that the text looks for under [chasing] in data/labels.toml."""
# What a group is told it is about: what is decided or heard at home is not asked for from outside when something is to be sent, too.
_TOLD = (*SENT, Nature.publish)
_ORDER = tuple(Nature)


class Choice(StrEnum):
    """Which of the units below are looked at."""

    all = "all"
    unstarted = "unstarted"
    unsent = "unsent"
    late = "late"
    returned = "returned"
    county = "county"
    receipt = "receipt"
    unpublished = "unpublished"
    offline = "offline"


@dataclass(frozen=True)
class Watched:
    """A unit below with what is open of its report; `report_id` and `state` are None where it has none: its days come from the rules."""

    unit_id: int
    unit: Unit
    report_id: int | None
    state: State | None
    outlook: Outlook


@dataclass(frozen=True)
class Chased:
    """A watched unit as one choice sees it: its open days, earliest first; () when nothing of that kind is open."""

    watched: Watched
    dues: tuple[Due, ...]

    @property
    def due(self) -> Due | None:
        """The next of them."""
        return self.dues[0] if self.dues else None

    @property
    def pressing(self) -> tuple[Due, ...]:
        """What to speak of now: everything that is late, else the next."""
        return tuple(due for due in self.dues if due.late) or self.dues[:1]


def text(units: Iterable[Chased], year: int, sender: str, today: date, labels: Labels) -> str:
    """What to say in the group: units and dates, earliest day first, units in their own order. One unit is spoken to by name."""
    words, open_ones = labels["chasing"], [each for each in units if each.dues]
    values = {"year": year, "today": day_said(today, labels["working"])}
    if not open_ones:
        return said(words["text_over"], values)
    alone = len(open_ones) == 1
    greeting = said(words["text_one"], values | {"name": open_ones[0].watched.unit.short_name}) if alone else said(words["text"], values)
    return "\n".join((greeting, *_groups(open_ones, labels, alone=alone), words["text_end"], sender))


def what(due: Due, labels: Labels) -> str:
    """What is to be done by a day, in one word or two: 报送、抄送."""
    return "、".join(labels["natures"][each] for each in _told(due))


def duties(due: Due, labels: Labels) -> str:
    """The same with everybody it is done towards: 报送甲、乙，抄送丙."""
    named = ((each, "、".join(row.delivery.name for row in due.rows if row.delivery.nature is each)) for each in _told(due))
    return "，".join(said(labels["duty"][nature], {"name": names}) for nature, names in named)


def left(due: Due, labels: Labels) -> str:
    """How far it is to a day, in words."""
    key = "past" if due.late else "last" if due.days < 0 else "left" if due.days else "today"
    values = {"days": abs(due.days), "workdays": abs(due.workdays), "month": due.nominal.month, "day": due.nominal.day}
    return said(labels["chasing"][key], values)


def basis(due: Due, labels: Labels) -> str:
    """What a day rests on: the rule with its words and how certain it is, or who granted another day."""
    words = labels["chasing"]
    if due.binds is None:
        granted = due.row.delivery.extension or due.row.record.extension
        return said(words["extended"], {"by": granted.granted_by, "reason": granted.reason}) if granted else ""
    rule = due.binds.rule
    values = {"source": rule.source, "article": rule.article, "phrase": rule.due.phrase if rule.due else ""}
    return said(words["basis"], values | {"certainty": labels["certainty"][rule.certainty]})


def _groups(units: list[Chased], labels: Labels, *, alone: bool) -> Iterator[str]:
    """One line for every day and kind of duty; `alone`: the unit need not be named."""
    lines = [(due, each.watched.unit.short_name) for each in units for due in each.pressing]
    lines.sort(key=lambda line: _group(line[0]))
    for _, group in groupby(lines, key=lambda line: _group(line[0])):
        members = list(group)
        yield _line(members[0][0], [] if alone else [name for _, name in members], labels)


def _group(due: Due) -> tuple[date, date, tuple[int, ...]]:
    """What makes two units be told the same, and in which order it is told."""
    return (due.day, due.nominal, tuple(_ORDER.index(each) for each in _told(due)))


def _told(due: Due) -> tuple[Nature, ...]:
    natures = tuple(dict.fromkeys(row.delivery.nature for row in due.rows))
    return tuple(each for each in natures if each in _TOLD) or natures


def _line(due: Due, names: list[str], labels: Labels) -> str:
    words = labels["chasing"]
    key = "text_late" if due.late else "text_last" if due.days < 0 else "text_due" if due.days else "text_today"
    rest: dict[str, object] = {"month": due.nominal.month, "date": due.nominal.day}
    moved = said(words["text_moved"], rest) if due.nominal != due.day else ""
    values = {"day": day_said(due.day, labels["working"]), "what": what(due, labels), "left": left(due, labels), "moved": moved}
    return said(words[key], values | rest) + (said(words["text_units"], {"names": "、".join(names)}) if names else "") + words["text_stop"]
