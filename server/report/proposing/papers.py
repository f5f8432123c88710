"""The table of differences to print and to reckon with: every figure the county gave beside the unit's own, with what was answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.report.indicators import Indicator
from server.report.proposing.differing import Pair, Source, Verdict, counted
from server.report.season.sheets import Cell, Sheet, said

WIDTHS = (4, 16, 9, 13, 13, 9, 16, 20)
WORDS = (
    *("title", "tab", "note", "heads", "none", "unfilled", "until", "rough", "days", "less_unknown", "from_offline"),
    *("open", "taken", "disputed", "changed_after", "on_paper"),
)
CHOICES = ("unequal", "open", "disputed", "waiting", "all")


@dataclass(frozen=True)
class Line:
    """A pair with what it takes to print it: the unit's short name, where the county has it from, and the unit's answer.

    `able`: the unit has a report in which it can answer; one that only came 线下 cannot.
    """

    pair: Pair
    indicator: Indicator
    unit: str
    origin: str
    answer: str
    note: str = ""
    able: bool = True

    @property
    def after(self) -> bool:
        """Whether the unit took the figure and has another one now."""
        return self.answer == "taken" and self.pair.verdict not in (Verdict.same, Verdict.roughly, Verdict.another_day)


Labels = Mapping[str, Mapping[str, str]]


def difference_sheet(lines: Iterable[Line], county: str, year: int, labels: Labels, choice: str) -> Sheet:
    """The lines as a table, in their order; `choice` names which of them were asked for."""
    words, rows = labels["differences"], tuple(lines)
    counts = {key.value: count for key, count in counted(each.pair for each in rows).items()}
    note = said(words["note"], {"count": len(rows), "choice": choice, **counts})
    cells = tuple(_row(at, each, labels) for at, each in enumerate(rows, 1))
    title = said(words["title"], {"county": county, "year": year})
    return Sheet(words["tab"], title, (note,), tuple(words["heads"].split("|")), cells, WIDTHS)


def theirs(line: Line, labels: Labels) -> str:
    """The unit's figure in words: 未填 and 未报 are said, a figure from a report that came 线下 is marked."""
    words, pair = labels["differences"], line.pair
    if pair.verdict is Verdict.unreported:
        return words["none"]
    if pair.verdict is Verdict.unfilled:
        return words["from_offline"].format(said=words["unfilled"]) if pair.source is Source.offline else words["unfilled"]
    told = _with_day(pair.town.raw, pair.town.as_of, words)
    return words["from_offline"].format(said=told) if pair.source is Source.offline else told


def less(line: Line, labels: Labels) -> str:
    """The difference as text: +3, 0, and what stands against reckoning it."""
    found = line.pair.less
    if found is None or line.pair.verdict in (Verdict.unfilled, Verdict.unreported, Verdict.unreadable):
        return labels["differences"]["less_unknown"]
    return f"{found.normalize():+f}" if found else "0"


def verdict(line: Line, labels: Labels) -> str:
    """What is true of the pair, with what else is to be said: 约数, other cut-off dates."""
    words = labels["differences"]
    also = [words["rough"]] if line.pair.rough and line.pair.verdict is Verdict.differs else []
    also += [words["days"]] if line.pair.days and line.pair.verdict in (Verdict.differs, Verdict.roughly) else []
    return "；".join((labels["difference_verdicts"][line.pair.verdict], *also))


def answered(line: Line, labels: Labels) -> str:
    """What the unit answered, with its reason."""
    words = labels["differences"]
    if line.after:
        return words["changed_after"]
    if not line.able:
        return words["on_paper"]
    return f"{words[line.answer]}：{line.note}" if line.note else words[line.answer]


def given(line: Line, labels: Labels) -> str:
    """The county's figure in words."""
    return _with_day(line.pair.county.raw, line.pair.county.as_of, labels["differences"])


def _with_day(raw: str, as_of: str, words: Mapping[str, str]) -> str:
    return f"{raw}{words['until'].format(day=as_of)}" if as_of else raw


def _row(at: int, line: Line, labels: Labels) -> tuple[Cell, ...]:
    name = f"{line.indicator.name}（{line.indicator.unit}）"
    return (
        at,
        name,
        line.unit,
        given(line, labels),
        theirs(line, labels),
        _number(less(line, labels)),
        verdict(line, labels),
        answered(line, labels),
    )


def _number(text: str) -> Cell:
    """A whole number as a number, so that a spreadsheet can reckon with it."""
    plain = text.removeprefix("+")
    return int(plain) if plain.removeprefix("-").isdecimal() else text
