"""The attachments of a report, as typed → names and blocks: each begins with a line “附件：名称”, its text stands below."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from server.report.composing import laid_out
from server.report.manuscript import Attachment, Block
from server.report.words import title_lines

_HEAD = re.compile(
    r"附\s*件\s*(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[：:.．、]?\s*|[：:]\s*)(?:(?P<number>\d{1,2})(?:[、．]|\.(?!\d)))?\s*(?P<name>.*)"
)
_LISTED = re.compile(r"(?P<number>\d{1,2})(?:[、．]|\.(?!\d))\s*(?P<name>\S.*)")
_FIGURES = "指标表"
_CLOSING = "。；;，,、.：: \u3000"


@dataclass(frozen=True)
class Enclosed:
    """One attachment: its name as 附件说明 prints it (7.3.4: no mark at its end) and its text in the grammar of sections."""

    name: str
    text: str = ""

    @property
    def of_figures(self) -> bool:
        """The line “附件：指标表” alone stands for the table of figures."""
        return self.name.endswith(_FIGURES) and not self.text.strip()


@dataclass
class _Open:
    """An attachment being read; `number` is the one in a list of names (附件：1.×× / 2.××), 0 without one."""

    name: str
    number: int = 0
    lines: list[str] = field(default_factory=list)


def enclosed(text: str | None) -> tuple[Enclosed, ...]:
    """The attachments of `Front.attachments` in order. A line before the first head is the name of one."""
    found: list[_Open] = []
    for line in (text or "").split("\n"):
        _take(found, line)
    return tuple(Enclosed(_named(each.name), "\n".join(each.lines).strip("\n")) for each in found)


def blocks(attachments: Iterable[Enclosed], label: str, figures: tuple[Block, ...]) -> tuple[Block, ...]:
    """Each attachment that has a text on pages of its own (7.3.7); one that is a name alone is kept on paper elsewhere.

    `label` is “附件”; `figures` are the blocks of the table of figures.
    """
    every = tuple(attachments)
    numbers = [str(at) if len(every) > 1 else "" for at, _ in enumerate(every, 1)]
    bodies = [figures if each.of_figures else laid_out(each.text) for each in every]
    printed = zip(every, numbers, bodies, strict=True)
    return tuple(
        block for each, number, body in printed if body for block in (Attachment(f"{label}{number}", title_lines(each.name)), *body)
    )


def _take(found: list[_Open], line: str) -> None:
    plain = line.strip(" \u3000\xa0\r")
    last = found[-1] if found else None
    head = _HEAD.fullmatch(plain)
    listed = _LISTED.fullmatch(plain) if last and last.number and not any(last.lines) else None
    if head:
        found.append(_Open(head["name"], int(head["number"] or 0)))
    elif last and listed and int(listed["number"]) == last.number + 1:
        found.append(_Open(listed["name"], last.number + 1))
    elif last and not last.name:
        last.name = plain
    elif last:
        last.lines.append(line)
    elif plain:
        found.append(_Open(plain))


def _named(name: str) -> str:
    return " ".join(name.split()).rstrip(_CLOSING)
