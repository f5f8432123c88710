"""征求意见: what was said on a draft and what was made of it, as values, and the 情况表 as a manuscript."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from server.report.manuscript import Manuscript, Paragraph, Properties, Table, Title
from server.report.units import Unit
from server.report.words import title_lines

WORDS = ("title", "heads", "counted", "waiting", "nothing", "closing", "year_day")
"""Wordings that the paper looks for under [opinions] in data/labels.toml, beside [adopted]."""
_WIDTHS = (3, 6, 5, 11, 5, 8)
_BLANK_ROWS, _BLANK_HEIGHT_MM = 8, 15


class Adopted(StrEnum):
    """What was made of an opinion; `open` is not settled yet."""

    open = ""
    yes = "yes"
    partly = "partly"
    no = "no"


@dataclass(frozen=True)
class Opinion:
    """One opinion as kept. `version` guards it, 0 for one that is not kept yet."""

    id: int
    who: str = ""
    day: date | None = None
    opinion: str = ""
    adopted: Adopted = Adopted.open
    reason: str = ""
    version: int = 0

    @property
    def said(self) -> dict[str, str]:
        """What it says, as the history keeps it."""
        day = self.day.isoformat() if self.day else ""
        return {"who": self.who, "day": day, "opinion": self.opinion, "adopted": self.adopted.value, "reason": self.reason}


def opinions_paper(unit: Unit, year: int, opinions: Iterable[Opinion], labels: Mapping[str, Mapping[str, str]]) -> Manuscript:
    """The 征求意见情况表; with lines to write on by hand while nothing is recorded."""
    words, adopted, rows = labels["opinions"], labels["adopted"], tuple(opinions)
    title = words["title"].replace("{name}", unit.short_name).replace("{year}", str(year))
    heads = tuple(words["heads"].split("|"))
    filled = tuple(_row(at, each, words["year_day"], adopted) for at, each in enumerate(rows, 1))
    blank = ((("",) * len(heads)),) * _BLANK_ROWS if not rows else ()
    heights = (0, *(_BLANK_HEIGHT_MM for _ in blank)) if blank else ()
    table = Table((heads, *filled, *blank), widths=_WIDTHS, heights_mm=heights)
    blocks = (Title(title_lines(title)), Paragraph(_counted(rows, words)), table, Paragraph(words["closing"]))
    return Manuscript(Properties(title, unit.name), blocks)


def _row(at: int, each: Opinion, pattern: str, adopted: Mapping[str, str]) -> tuple[str, ...]:
    day = _filled(pattern, {"year": each.day.year, "month": each.day.month, "day": each.day.day}) if each.day else ""
    return (str(at), each.who, day, each.opinion, adopted[each.adopted.name], each.reason)


def _counted(rows: tuple[Opinion, ...], words: Mapping[str, str]) -> str:
    if not rows:
        return words["nothing"]
    counts = Counter(each.adopted.name for each in rows)
    values = {"all": len(rows)} | {each.name: counts[each.name] for each in Adopted}
    return _filled(words["counted"] + (words["waiting"] if counts["open"] else ""), values)


def _filled(wording: str, values: Mapping[str, int]) -> str:
    for name, value in values.items():
        wording = wording.replace(f"{{{name}}}", str(value))
    return wording
