"""任务分解表 as a manuscript: what every office gives to which section by when, worked back from the notice; knows no form it came from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from server.report.deadlines import Planned
from server.report.manuscript import Block, Manuscript, Paragraph, Properties, Table, Title
from server.report.phrases import fill
from server.report.season.notice import Terms
from server.report.words import title_lines
from server.report.workdays import Calendar

WORDS = (
    *("title", "basis", "facts", "cap", "no_notice", "asking", "heads", "figures", "text", "several", "office"),
    *("code", "codes", "share", "nobody", "no_day", "day", "full_day", "schedule", "step", "sender"),
)
"""Wordings that the sheet looks for under [task_sheet] in data/labels.toml."""
FIGURES = "figures"
# How many working days before a first draft the figures are wanted where no step says so.
USUAL_LEAD = 10
_FACT_WIDTHS, _WIDTHS = (4, 11, 4, 11), (9, 24, 10, 6, 8)


@dataclass(frozen=True)
class Part:
    """A shown section: its figures by id with their names, which of them every unit is asked for, what is to be written ("" nothing)."""

    key: str
    heading: str
    figures: Mapping[str, str]
    core: tuple[str, ...]
    item: str = ""


@dataclass(frozen=True)
class Office:
    """An office or village with its 填报表: what it is asked for. `due` as typed, "" where nothing was said; `share`: a part of the sum."""

    name: str
    contact: str = ""
    due: str = ""
    share: bool = False
    code: str = ""
    figures: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sheet:
    """Everything the sheet is made of. `day`: the inner due day, None where nothing it could be reckoned from is known."""

    short_name: str
    unit: str
    year: int
    parts: tuple[Part, ...]
    offices: tuple[Office, ...]
    day: date | None
    words: Mapping[str, str]
    terms: Terms | None = None
    outline: str = ""
    schedule: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class Task:
    """One row: what a section wants of offices that are asked for the same; none are asked for what is left over."""

    part: Part
    figures: tuple[str, ...]
    text: bool
    offices: tuple[Office, ...] = field(default=())


def task_sheet(sheet: Sheet) -> Manuscript:
    """The sheet, for paper laid on its side: the notice, what is asked, a row for each task, the days of the steps."""
    words = sheet.words
    title = _filled(words["title"], name=sheet.short_name, year=str(sheet.year))
    rows = tuple(_row(sheet, task) for task in tasks(sheet.parts, sheet.offices))
    steps = "，".join(_filled(words["step"], day=_short(day, words), name=name) for name, day in sheet.schedule)
    blocks: tuple[Block, ...] = (
        Title(title_lines(title, most=30)),
        Paragraph(_filled(words["basis"], source=sheet.terms.source) if sheet.terms else words["no_notice"]),
        Table(_facts(sheet), header_rows=0, widths=_FACT_WIDTHS),
        Paragraph(words["asking"] + (_filled(words["schedule"], steps=steps) if steps else "")),
        Table((tuple(words["heads"].split("|")), *rows), widths=_WIDTHS),
    )
    return Manuscript(Properties(title, sheet.unit), blocks)


def tasks(parts: Iterable[Part], offices: Iterable[Office]) -> tuple[Task, ...]:
    """The rows in the order of the sections: offices asked for the same by the same day stand in one; then what nobody is asked for."""
    known = tuple(offices)
    return tuple(task for part in parts for task in (*_asked(part, known), *_left(part, known)))


def inner_day(steps: Iterable[Planned], terms: Terms | None, calendar: Calendar) -> date | None:
    """The day by which offices must have given what they are asked for.

    As planned for the figures; before the notice's first draft by as many working days as the steps have between the two; never
    before the notice came: then halfway between that and the first draft.
    """
    planned = {each.step.key: each for each in steps}
    usual = planned[FIGURES].day if FIGURES in planned else None
    first = terms.first_day if terms else None
    if first is None:
        return usual
    early = calendar.shifted(first, -_lead(planned))
    wanted = min(early, usual) if usual else early
    received = terms.received if terms else None
    return wanted if received is None or wanted > received else _halfway(received, first, calendar)


def _lead(planned: Mapping[str, Planned]) -> int:
    """Working days between the figures and the first draft, as the steps have them."""
    ends = [each.step.workdays for each in planned.values() if each.step.first]
    begins = [planned[FIGURES].step.workdays] if FIGURES in planned else []
    return max(ends[0] - begins[0], 1) if ends and begins else USUAL_LEAD


def _halfway(received: date, first: date, calendar: Calendar) -> date:
    between = calendar.between(received, first)
    return calendar.shifted(received, max(between // 2, 1)) if between else calendar.last_working(first)


def _asked(part: Part, offices: tuple[Office, ...]) -> Iterator[Task]:
    def wants(office: Office) -> tuple[tuple[str, ...], bool, str, bool]:
        return tuple(key for key in part.figures if key in office.figures), part.key in office.parts, office.due, office.share

    mine = [each for each in offices if any(wants(each)[:2])]
    order = list(dict.fromkeys(map(wants, mine)))
    for same, group in groupby(sorted(mine, key=lambda each: order.index(wants(each))), key=wants):
        yield Task(part, same[0], same[1], tuple(group))


def _left(part: Part, offices: tuple[Office, ...]) -> Iterator[Task]:
    """What a section wants of nobody yet: figures asked of every unit, and its text."""
    asked = {key for each in offices for key in each.figures}
    figures = tuple(key for key in part.core if key not in asked)
    text = bool(part.item) and not any(part.key in each.parts for each in offices)
    if figures or text:
        yield Task(part, figures, text)


def _facts(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """What the notice says, as far as it says it, and places for the 统稿人 to sign; two facts a row."""
    terms, words = sheet.terms or Terms(""), sheet.words
    cap = _filled(words["cap"], cap=str(terms.length_cap)) if terms.length_cap else ""
    outline = "\n".join(filter(None, (sheet.outline, terms.outline)))
    days = (_long(day, words) for day in (terms.received, terms.first_day, terms.final_day))
    told = (*days, cap, outline, terms.delivery_form, terms.contact, terms.note)
    facts = [(head, text) for head, text in zip(words["facts"].split("|"), told, strict=True) if text]
    facts += [("", "")] * (len(facts) % 2) + [(head, "") for head in words["sender"].split("|")]
    return tuple((*left, *right) for left, right in zip(facts[::2], facts[1::2], strict=True))


def _row(sheet: Sheet, task: Task) -> tuple[str, ...]:
    words = sheet.words
    names = "、".join(task.part.figures[key] for key in task.figures)
    wanted = (_filled(words["figures"], names=names) if names else "", _filled(words["text"], item=task.part.item) if task.text else "")
    given = next((each.due for each in task.offices), "")
    day = given or (_short(sheet.day, words) if sheet.day else words["no_day"])
    return (task.part.heading, "\n".join(filter(None, wanted)), _who(task, words), day, _remark(sheet, task))


def _who(task: Task, words: Mapping[str, str]) -> str:
    named = [_filled(words["office"], name=each.name, **({"contact": each.contact} if each.contact else {})) for each in task.offices]
    if len(named) <= 1:
        return "".join(named)
    plain = "、".join(name.replace("\n", " ") for name in named)
    return _filled(words["several"], names=plain, count=str(len(named)))


def _remark(sheet: Sheet, task: Task) -> str:
    words, offices = sheet.words, task.offices
    if not offices:
        return words["nobody"] if sheet.offices else ""
    form = words["codes"] if len(offices) > 1 else _filled(words["code"], code=offices[0].code) if offices[0].code else ""
    return "\n".join(filter(None, (words["share"] if offices[0].share else "", form)))


def _short(day: date, words: Mapping[str, str]) -> str:
    return _filled(words["day"], month=str(day.month), day=str(day.day))


def _long(day: date | None, words: Mapping[str, str]) -> str:
    return _filled(words["full_day"], year=str(day.year), month=str(day.month), day=str(day.day)) if day else ""


def _filled(wording: str, **values: str) -> str:
    return fill(wording, values) or wording
