"""One text that two people changed at once → one text with both their changes, where they changed different sentences."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST = 3000
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+[”’）》」]*|[^。！？；\n]+")


@dataclass(frozen=True, order=True)
class _Edit:
    """Sentences `start` to `end` of the first text, and what stands in their place."""

    start: int
    end: int
    words: tuple[str, ...]

    def meets(self, other: "_Edit") -> bool:
        """Whether both are about the same sentence, or both insert at the same place."""
        same_place = self.start == self.end == other.start == other.end
        return same_place or (self.start < other.end and other.start < self.end)


def together(base: str, one: str, other: str) -> str | None:
    """Both changes of `base` in one text, which holds whatever either wrote, sentence by sentence.

    None where both changed the same sentence, or where what one left unfinished would run into what the other wrote behind it.
    """
    sentences, first, second = (_SENTENCE.findall(text) for text in (base, one, other))
    if max(map(len, (sentences, first, second))) > MOST:
        return None
    mine, theirs = _edits(sentences, first), _edits(sentences, second)
    if any(each.meets(there) for each in mine - theirs for there in theirs - mine):
        return None
    made, at = [], 0
    for edit in sorted(mine | theirs):
        made += [*sentences[at : edit.start], *edit.words]
        at = edit.end
    made += sentences[at:]
    text = "".join(made)
    return text if _SENTENCE.findall(text) == made else None


def _edits(before: list[str], after: list[str]) -> set[_Edit]:
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return {_Edit(a, b, tuple(after[c:d])) for kind, a, b, c, d in opcodes if kind != "equal"}
