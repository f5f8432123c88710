"""对数单: the figures in which another paper and a report differ, with both sentences, as a table on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.report.checks.comparing import Clash
from server.report.checks.periods import Apart
from server.report.manuscript import Block, Manuscript, Paragraph, Properties, Table, Title
from server.report.phrases import fill

WORDS = (
    "title",
    "against",
    "counted",
    "same",
    "heads",
    "last_name",
    "differs",
    "differs_last",
    "stale",
    "rough",
    "unwritten",
    "unnamed",
    *Apart,
)
_WIDTHS = (2, 6, 4, 4, 12, 12)


@dataclass(frozen=True)
class Counted:
    """How many figures differ, agree, are not compared and were not known."""

    clashes: int
    agreeing: int
    aside: int
    unknown: int


def message(clash: Clash, words: Mapping[str, str]) -> str:
    """What is to be said of a figure that differs; `words` as in WORDS."""
    values = {"name": clash.indicator.name, "entered": clash.entered, "said": clash.said}
    said = fill(words["differs_last" if clash.last else "differs"], values) or ""
    return said + (words["stale"] if clash.stale else "") + ("" if clash.sure else words["rough"])


def named(clash: Clash, words: Mapping[str, str]) -> str:
    """What the figure is called, with a word where it is last year's."""
    name = clash.indicator.name
    return (fill(words["last_name"], {"name": name}) or name) if clash.last else name


def counted(count: Counted, words: Mapping[str, str]) -> str:
    """How many there are of each, in a sentence."""
    return fill(words["counted"], {key: str(value) for key, value in vars(count).items()}) or ""


def clash_paper(report: tuple[str, int], name: str, clashes: Sequence[Clash], count: Counted, words: Mapping[str, str]) -> Manuscript:
    """The sheet; `report` is its unit's name and its year, `name` what the other paper is called."""
    against = fill(words["against"], {"unit": report[0], "year": str(report[1]), "name": name or words["unnamed"]}) or ""
    rows = tuple(_row(number, each, words) for number, each in enumerate(clashes, 1))
    table: tuple[Block, ...] = (Table((tuple(words["heads"].split("|")), *rows), widths=_WIDTHS),) if rows else (Paragraph(words["same"]),)
    blocks: tuple[Block, ...] = (Title((words["title"],)), Paragraph(against), Paragraph(counted(count, words)), *table)
    return Manuscript(Properties(words["title"], report[0]), blocks)


def _row(number: int, clash: Clash, words: Mapping[str, str]) -> tuple[str, ...]:
    stale = f"（{words['stale']}）" if clash.stale else ""
    return str(number), named(clash, words), clash.said + stale, clash.entered, clash.theirs, clash.ours or words["unwritten"]
