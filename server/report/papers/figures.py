"""指标表: the figures of a report with last year's, their change and source, section by section; nothing is counted here anew."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from server.report.checks.asked import asked_in, entries_of
from server.report.composing import visible
from server.report.drafting import SMALLEST_BASE, WHOLE
from server.report.entries import Answer, Entry, Reading, computed, growth_of, read_date
from server.report.grammar import mark, unmarked
from server.report.indicators import Indicator
from server.report.manuscript import Block, Heading, Paragraph, Table
from server.report.papers.registering import printed
from server.report.phrases import fill
from server.report.snapshot import EntryRecord, SectionRecord, Snapshot

PERCENT = "%"
WIDTHS = (24, 8, 12, 12, 26, 18)


@dataclass(frozen=True)
class Row:
    """One figure as the table prints it; `answered` is False where nobody has answered and nothing can be computed."""

    indicator: str
    cells: tuple[str, ...]
    answered: bool


@dataclass(frozen=True)
class Group:
    """The figures one section asks for; `key` is that of the section."""

    heading: str
    rows: tuple[Row, ...]
    key: str = ""


def groups(
    snapshot: Snapshot, indicators: Mapping[str, Indicator], words: Mapping[str, str], hidden: frozenset[str] = frozenset()
) -> tuple[Group, ...]:
    """The figures asked of this unit by the visible sections, in reading order, each once.

    Core figures are always there; others when somebody answered them or they can be computed. `hidden` ones, and rates of them, are not.
    """
    known = entries_of(snapshot, indicators)
    asked = ((section, asked_in(section, snapshot, indicators, hidden)) for section in visible(snapshot.sections))
    seen: set[str] = set()
    found = []
    for section, mine in asked:
        rows = tuple(row for each in mine if each.id not in seen and (row := _row(each, known, words)) and (row.answered or each.core))
        seen |= {each.id for each in mine}
        found.append(Group(_plain_heading(section), rows, section.key))
    return tuple(group for group in found if group.rows)


def tables(
    snapshot: Snapshot, indicators: Mapping[str, Indicator], words: Mapping[str, str], hidden: frozenset[str] = frozenset()
) -> tuple[Block, ...]:
    """The table of figures as blocks: a note about cut-off dates, then a heading and a table for each section. () without figures."""
    found = groups(snapshot, indicators, words, hidden)
    years = {"year": str(snapshot.year), "last_year": str(snapshot.year - 1)}
    head = tuple(fill(each, years) or each for each in words["figure_heads"].split("|"))
    shown = {row.indicator for group in found for row in group.rows}
    notes = tuple(Paragraph(each) for each in _cut_offs(snapshot, {key: indicators[key].name for key in shown}, words))
    laid = (block for at, group in enumerate(found, 1) for block in _laid(at, group, head))
    return (*notes, *laid) if found else ()


def _laid(at: int, group: Group, head: tuple[str, ...]) -> Iterator[Block]:
    yield Heading(1, mark(1, at), group.heading)
    yield Table((head, *(row.cells for row in group.rows)), widths=WIDTHS)


def _plain_heading(section: SectionRecord) -> str:
    return unmarked(section.heading.strip(), section.level).rstrip("。")


def _row(indicator: Indicator, known: Mapping[str, Entry], words: Mapping[str, str]) -> Row:
    entry = known.get(indicator.id) or Entry(indicator, EntryRecord(indicator=indicator.id))
    return _rate_row(indicator, known, words) if indicator.rate else _entry_row(entry, words)


def _entry_row(entry: Entry, words: Mapping[str, str]) -> Row:
    now, last = _said(entry.now, entry.record.raw, words), _said(entry.last, entry.record.last, words)
    origin = entry.record.origin
    source = fill("{office}[（{system}）]", {key: text for key, text in origin.model_dump().items() if text}) or origin.system
    name, unit = entry.indicator.name, entry.indicator.unit
    answered = any(each.answer is not Answer.blank for each in (entry.now, entry.last))
    return Row(entry.indicator.id, (name, unit, now, last, _change(entry, words), source), answered)


def _rate_row(indicator: Indicator, known: Mapping[str, Entry], words: Mapping[str, str]) -> Row:
    """A computed rate; one above the whole is a mistake to be put right and is not printed, as in drafts."""
    now, last = (rate if rate is not None and rate <= WHOLE else None for rate in computed(indicator, known))
    points = _points(now - last, words) if now is not None and last is not None else words["no_figure"]
    shown = tuple(words["no_figure"] if rate is None else f"{rate:f}" for rate in (now, last))
    return Row(indicator.id, (indicator.name, indicator.unit, *shown, points, words["computed"]), now is not None or last is not None)


def _said(reading: Reading, raw: str, words: Mapping[str, str]) -> str:
    """0, 不适用, 未填 and what could not be read stay apart; a number keeps its qualifier."""
    told = {Answer.not_applicable: words["not_applicable"], Answer.blank: words["not_filled"], Answer.unreadable: raw.strip()}
    return told.get(reading.answer) or reading.say("")


def _change(entry: Entry, words: Mapping[str, str]) -> str:
    """The difference between exact figures, and its share of last year's where that has a meaning."""
    now, last = entry.now, entry.last
    if not (now.exact and last.exact) or now.value is None or last.value is None:
        return words["no_figure"]
    difference = now.value - last.value
    if entry.indicator.unit == PERCENT:
        return _points(difference, words)
    percent = growth_of(entry) if last.value >= SMALLEST_BASE else None
    return _signed(difference) + (f"（{_signed(percent)}%）" if percent else "")


def _points(difference: Decimal, words: Mapping[str, str]) -> str:
    return fill(words["points"], {"points": _signed(difference)}) or _signed(difference)


def _signed(number: Decimal) -> str:
    return f"{number.normalize():+f}" if number else "0"


def _cut_offs(snapshot: Snapshot, shown: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    """Until when the figures count: the day most of them share, then those with another one."""
    days = {each.indicator: _day(each.as_of, snapshot.year) for each in snapshot.entries if each.indicator in shown and each.raw.strip()}
    told = Counter(day for day in days.values() if day)
    if not told:
        return
    usual = told.most_common(1)[0][0]
    yield fill(words["cut_off"], {"day": usual}) or usual
    for day in told:
        names = "、".join(shown[key] for key, each in days.items() if each == day)
        if day != usual:
            yield fill(words["other_cut_off"], {"day": day, "names": names}) or names


def _day(raw: str, year: int) -> str:
    day, _ = read_date(raw, year)
    return printed(day) if day else raw.strip()
