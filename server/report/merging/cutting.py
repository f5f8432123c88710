"""A section's text as sentences and what stands between them: line ends, indents, numbers before lines. Joined again it is the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from server.report.grammar import level_of, unmarked

_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’）》」]*|[^。！？]+")
_STOPS, _CLOSERS = "。！？", "”’）》」"


@dataclass(frozen=True)
class Cut:
    """A sentence without outer white space, or a whole row of a table; `glue` is all that stands between it and the one before."""

    glue: str
    words: str
    start: int = 0
    opens: bool = False


def cut(text: str) -> tuple[tuple[Cut, ...], str]:
    """The sentences of a text and what stands behind the last; `opens` tells the first of each line."""
    cuts: list[Cut] = []
    end = 0
    for start, words, opens in _placed(text):
        cuts.append(Cut(text[end:start], words, start, opens))
        end = start + len(words)
    return tuple(cuts), text[end:]


def parted(glue: str) -> tuple[str, str]:
    """The line ends of a glue with the blank lines, and the indent and number of the line that follows them."""
    at = glue.rfind("\n") + 1
    return glue[:at], glue[at:]


def joined(cuts: Iterable[Cut]) -> str:
    """Sentences as one text. Where two would run into one, the second begins a line of its own."""
    pieces: list[str] = []
    last = ""
    for each in cuts:
        apart = bool(last) and "\n" not in each.glue and not _parts(last, each)
        pieces += ["\n" if apart else "", each.glue, each.words]
        last = each.words
    return "".join(pieces)


def _parts(last: str, following: Cut) -> bool:
    """Whether two sentences of one line are read as two."""
    if following.glue.strip() or "\t" in last + following.words:
        return False
    runs_on = following.words[0] in (_STOPS + _CLOSERS if last[-1] in _STOPS else _CLOSERS)
    return last.rstrip(_CLOSERS)[-1:] in tuple(_STOPS) and not (runs_on and not following.glue)


def _placed(text: str) -> Iterable[tuple[int, str, bool]]:
    at = 0
    for line in text.split("\n"):
        opens = True
        for start, words in _of_line(line):
            yield at + start, words, opens
            opens = False
        at += len(line) + 1


def _of_line(line: str) -> Iterable[tuple[int, str]]:
    """The sentences of one line with their places; a row of a table is one, a number before the line is none."""
    plain = line.strip()
    if "\t" in plain:
        return [(line.index(plain[0]), plain)]
    rest = unmarked(plain, level_of(plain)) if plain else ""
    begins = line.rfind(rest) if rest else 0
    found = ((begins + match.start(), match[0]) for match in _SENTENCE.finditer(rest))
    return [(at + len(words) - len(words.lstrip()), words.strip()) for at, words in found if words.strip()]
