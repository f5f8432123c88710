"""Complex fields of Word while text flows by: code is not read, results are, page numbers of margins are not (ECMA-376 part 1, 17.16)."""

from dataclasses import dataclass

_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_DEEPEST = 16
_LONGEST_CODE = 40


@dataclass
class _Field:
    code: bool = True
    instruction: str = ""


class Fields:
    """The fields that are open at this place of a story; one may run from a paragraph into the next."""

    def __init__(self, *, margin: bool = False) -> None:
        self._margin = margin
        self._open: list[_Field] = []

    def sign(self, kind: str | None) -> None:
        """A begin, separate or end."""
        if kind == "begin" and len(self._open) < _DEEPEST:
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].code = False
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, code: str) -> None:
        """A piece of a field's code."""
        if self._open and self._open[-1].code:
            self._open[-1].instruction = (self._open[-1].instruction + code)[:_LONGEST_CODE]

    def end_paragraph(self) -> None:
        """A code that never came to its result must not swallow what follows."""
        if self._open:
            self._open = [each for each in self._open if not each.code]

    def silent(self) -> bool:
        """Whether text at this place is not for the reader."""
        return bool(self._open) and any(each.code or (self._margin and self.drops(each.instruction)) for each in self._open)

    def drops(self, instruction: str) -> bool:
        """Whether a field only numbers the pages of a margin."""
        words = instruction.upper().split(maxsplit=1)
        return self._margin and bool(words) and words[0] in _PAGE_FIELDS
