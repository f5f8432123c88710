"""Figures of a county beside those of its units, as pages show them: to the county all of them, to a unit its own."""

from dataclasses import dataclass

from server.actions.beside import chosen
from server.library import Library
from server.report.proposing import papers
from server.report.proposing.differing import AGREEING, Verdict
from server.report.proposing.papers import CHOICES, Line


@dataclass(frozen=True)
class Row:
    """One line in words. `calm`: nothing is to be done about it."""

    line: Line
    given: str
    theirs: str
    less: str
    verdict: str
    answer: str
    calm: bool


@dataclass(frozen=True)
class Wanted:
    """What of the table is asked for; None and "" for all units and figures."""

    choice: str = CHOICES[0]
    unit: int | None = None
    indicator: str = ""


@dataclass(frozen=True)
class Differences:
    """The table: its rows, how many there are of each choice, and what may be chosen."""

    rows: tuple[Row, ...]
    counts: dict[str, int]
    units: tuple[tuple[str, str], ...]
    indicators: tuple[tuple[str, str], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows as they are printed."""
        return tuple(each.line for each in self.rows)


def differences(lines: tuple[Line, ...], wanted: Wanted, library: Library) -> Differences:
    """The lines that are asked for, and what else could be."""
    return Differences(
        rows=tuple(row_of(each, library) for each in chosen(lines, wanted.choice, wanted.unit, wanted.indicator)),
        counts={choice: len(chosen(lines, choice, wanted.unit, wanted.indicator)) for choice in CHOICES},
        units=tuple({str(each.pair.unit): each.unit for each in lines}.items()),
        indicators=tuple({each.indicator.id: each.indicator.name for each in lines}.items()),
    )


def row_of(line: Line, library: Library) -> Row:
    """A line in words."""
    labels = library.labels
    calm = line.pair.verdict in AGREEING or (line.answer == "taken" and line.pair.verdict in (Verdict.roughly, Verdict.another_day))
    return Row(
        line,
        papers.given(line, labels),
        papers.theirs(line, labels),
        papers.less(line, labels),
        papers.verdict(line, labels),
        papers.answered(line, labels),
        calm,
    )
