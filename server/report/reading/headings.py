"""Lines of a body that are headings, by their number, their look or their words; how deep they are is found in levels."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from server.report.reading import parts
from server.report.reading.marks import Kind, Mark, listed_mark, read_mark
from server.report.reading.source import Line, Look

_LONGEST_BARE = 40
_LONG = 45
OUTER = " \u3000\xa0\t\r\n"
_STYLE = re.compile(r"(?:heading|标题) *([1-9])", re.IGNORECASE)
_STRONG_FONTS = ("黑体", "楷体", "小标宋", "SimHei", "KaiTi")


@dataclass(frozen=True)
class Found:
    """A line that may be a heading. `place` counts body lines, `run_in` says that a sentence follows on its line."""

    at: int
    place: int
    line: Line
    mark: str
    kind: Kind | None
    number: int
    depth: int
    run_in: bool

    @property
    def words(self) -> str:
        """The line as typed, without outer spaces."""
        return self.line.text.strip(OUTER)

    @property
    def signature(self) -> tuple[int, str, int, bool, str]:
        """All of its look that tells one rank of headings from another."""
        look = self.line.look
        return (self.depth, look.font, look.size, look.bold, look.align)


def outline(look: Look) -> int:
    """The heading level a file gives a line by outline level or by the name of its style; 0 for none."""
    named = _STYLE.search(look.style)
    return look.outline or (int(named[1]) if named else 0)


def sighted(lines: Mapping[int, Line]) -> list[Found]:
    """Every line with a mark, and lines without one that look or read like headings."""
    marks = [_mark(line) for line in lines.values()]
    body = _body_look(lines.values())
    following = [*(mark.number if mark else 0 for mark, _ in marks[1:]), 0]
    numbered = zip(lines.items(), marks, following, strict=False)  # one more follows than there are, where there are none
    return [
        _found(at, place, line, marked)
        for place, ((at, line), marked, after) in enumerate(numbered)
        if marked[0] or _is_bare(line, body, opens_list=after == 1)
    ]


def _found(at: int, place: int, line: Line, marked: tuple[Mark | None, str]) -> Found:
    mark, text = marked
    kind, number = (mark.kind, mark.number) if mark else (None, 0)
    return Found(at, place, line, text, kind, number, outline(line.look), "。" in line.text.strip(OUTER)[:-1])


def _mark(line: Line) -> tuple[Mark | None, str]:
    """What numbers a line and the characters of it; a typed number counts before one that a list of Word prints."""
    words = line.text.lstrip(OUTER)
    typed = read_mark(words)
    return typed or listed_mark(line.mark), line.mark + (line.text[: len(line.text) - len(words)] + typed.text if typed else "")


def _body_look(lines: Collection[Line]) -> Look:
    """How most of the long lines look."""
    looks = Counter(replace(line.look, style="", align="", outline=0) for line in lines if len(line.text) > _LONG)
    return looks.most_common(1)[0][0] if looks else Look()


def _is_bare(line: Line, body: Look, *, opens_list: bool) -> bool:
    """Whether a line without a number is a heading: short, no sentence, and set apart by look, words or what follows."""
    words = line.text.strip(OUTER)
    if line.mark or not 1 < len(words) <= _LONGEST_BARE or "。" in words or words[-1] in "；;！？，、" or parts.NO_HEADING.match(words):
        return False
    if _stands_out(line.look, body):
        return True
    return words[-1] not in "：:" and (opens_list or parts.CHAPTER.fullmatch(words) is not None)


def _stands_out(look: Look, body: Look) -> bool:
    """Whether a line is set unlike the text around it."""
    font = any(name in look.font for name in _STRONG_FONTS) and look.font != body.font
    return outline(look) > 0 or font or (look.bold and not body.bold) or look.align == "center" or 0 < body.size < look.size
