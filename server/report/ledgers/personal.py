"""Names, ID numbers, phones, bank cards and addresses in columns and single cells: recognised, counted, and taken out unless kept."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from server.report.ledgers.identity import IN_TEXT, WHOLE, Kind
from server.report.values import Frozen
from server.report.words import half_width

_MOSTLY = 0.5
_NAMES_MOSTLY = 0.8
_FEWEST_NAMES = 3
_LONGEST_GIVEN = 2
_HAN = r"[\u4e00-\u9fff]"
_LONE = re.compile(rf"(?<!{_HAN})({_HAN})\s+({_HAN})(?!{_HAN})")
_BETWEEN = re.compile(r"[\s、,;/]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_DOTTED = re.compile(rf"{_HAN}{{2,8}}\u00b7{_HAN}{{2,8}}")
_SAYS_SOMETHING = re.compile(rf"[0-9A-Za-z]|{_HAN}{{2}}")
_LONG = re.compile(r"[0-9][0-9 -]{8,}[0-9Xx]")
_ADDRESS = re.compile(r".{2,}(?:路|街|巷|村|小区|组|队).{0,8}[0-9]+(?:号|室|栋|幢|单元).*", re.DOTALL)
_NONE: Counter["Kind"] = Counter()
Rows = tuple[tuple[str, ...], ...]


class PersonalWords(Frozen):
    """How personal columns are headed and names are made; `marks` stand where a number was taken out of a text."""

    surnames: str
    compound: tuple[str, ...]
    not_names: str
    titles: tuple[str, ...]
    headers: dict[Kind, tuple[str, ...]]
    not_headers: tuple[str, ...]
    marks: dict[Kind, str]

    @cached_property
    def _compound(self) -> frozenset[str]:
        return frozenset(self.compound)

    def is_name(self, text: str) -> bool:
        """Whether a word is made like a name: a surname and one or two characters, or the dotted name of a minority."""
        compound = text[:2] in self._compound
        given = text[2:] if compound else text[1:]
        made = (compound or text[:1] in tuple(self.surnames)) and 1 <= len(given) <= _LONGEST_GIVEN
        return bool(_DOTTED.fullmatch(text)) or (made and bool(re.fullmatch(f"{_HAN}+", text)) and text[-1] not in self.not_names)


@dataclass(frozen=True)
class Found:
    """A column that speaks of persons. `cells` are filled, `values` are the names or numbers in them, `distinct` the different ones.

    `by_header`: the header says so; else most cells look so.
    """

    at: int
    kind: Kind
    cells: int
    values: int
    distinct: int
    by_header: bool


@dataclass(frozen=True)
class Cleared:
    """Rows without what is personal, and how many values of each kind were taken out."""

    rows: Rows
    counts: dict[Kind, int]


def names_in(cell: str, words: PersonalWords) -> tuple[str, ...]:
    """The names of a cell that holds nothing but names, with their titles or not; () for any other cell."""
    plain = _LONE.sub(r"\1\2", _BRACKETS.sub("", half_width(cell))).strip()
    parts = [_without_title(part, words) for part in _BETWEEN.split(plain) if part]
    return tuple(parts) if all(words.is_name(part) for part in parts) else ()


def personal_columns(
    labels: tuple[str, ...], body: Rows, words: PersonalWords, known: Container[int] = (), names: Container[int] = ()
) -> tuple[Found, ...]:
    """The columns of a block that speak of persons, by header or by what most cells hold.

    `known`: columns already known to hold something else (a place, a topic), in which only numbers of persons are sought;
    `names`: columns known to hold names, whatever the header says.
    """
    kinds = [Kind.name if at in names else _headed(label, words) if at not in known else None for at, label in enumerate(labels)]
    columns = [tuple(row[at] for row in body if row[at]) for at, _ in enumerate(labels)]
    found = (_column(at, kinds[at], cells, words, sought=at not in known) for at, cells in enumerate(columns) if cells)
    return tuple(each for each in found if each)


def masked(text: str, words: PersonalWords) -> tuple[str, Counter[Kind]]:
    """A text with marks in the place of ID numbers, mobile phones and bank cards, and how many there were."""
    counts: Counter[Kind] = Counter()
    if not _LONG.search(half_width(text)):
        return text, counts
    for kind, (pattern, check) in IN_TEXT.items():
        spans = [found.span() for found in pattern.finditer(half_width(text)) if check(found[0])]
        for start, end in reversed(spans):
            text = text[:start] + words.marks.get(kind, "") + text[end:]
        counts[kind] += len(spans)
    return text, +counts


def without_personal(rows: Rows, columns: Iterable[Found], keep: Container[int], words: PersonalWords, first: int = 0) -> Cleared:
    """Rows of the same shape whose personal columns are empty from row `first` on, and whose other cells hold no such numbers.

    `keep`: columns that stay as they are because somebody asked for it.
    """
    dropped = {found.at: found.kind for found in columns if found.at not in keep}
    cleared = [_clear(row, dropped if number >= first else {}, keep, words) for number, row in enumerate(rows)]
    return Cleared(tuple(row for row, _ in cleared), dict(sum((counts for _, counts in cleared), _NONE)))


def _column(at: int, headed: Kind | None, cells: tuple[str, ...], words: PersonalWords, *, sought: bool) -> Found | None:
    kind = headed or _held(cells, words, sought=sought)
    if kind is None:
        return None
    values = [value for cell in cells for value in _values(cell, kind, words)]
    return Found(at, kind, len(cells), len(values), len(set(values)), headed is not None)


def _clear(
    row: tuple[str, ...], dropped: Mapping[int, Kind], keep: Container[int], words: PersonalWords
) -> tuple[tuple[str, ...], Counter[Kind]]:
    """A row without its personal cells; the names that stood in them go from its other cells too."""
    taken = {at: _values(cell, dropped[at], words) for at, cell in enumerate(row) if at in dropped and cell}
    names = {name for at, values in taken.items() if dropped[at] is Kind.name for name in values if words.is_name(name)}
    counts = Counter({kind: sum(len(values) for at, values in taken.items() if dropped[at] is kind) for kind in Kind})
    cells = []
    for at, cell in enumerate(row):
        text, found = (cell, _NONE) if at in keep else ("", _NONE) if at in dropped else _without_names(cell, names, words)
        counts += found
        cells.append(text)
    return tuple(cells), +counts


def _without_names(cell: str, names: Iterable[str], words: PersonalWords) -> tuple[str, Counter[Kind]]:
    text, counts = masked(cell, words)
    for name in sorted(names, key=len, reverse=True):
        counts[Kind.name] += text.count(name)
        text = text.replace(name, words.marks.get(Kind.name, ""))
    return text, +counts


def _values(cell: str, kind: Kind, words: PersonalWords) -> tuple[str, ...]:
    """The names of a cell, or the cell as one value; none in a stroke."""
    whole = (cell,) if _SAYS_SOMETHING.search(cell) else ()
    return names_in(cell, words) or whole if kind is Kind.name else whole


def _without_title(part: str, words: PersonalWords) -> str:
    title = next((each for each in sorted(words.titles, key=len, reverse=True) if part.endswith(each) and len(part) > len(each) + 1), "")
    return part.removesuffix(title)


def _headed(label: str, words: PersonalWords) -> Kind | None:
    plain = "".join(half_width(label).split())
    if any(each in plain for each in words.not_headers):
        return None
    return next((kind for kind in Kind for each in words.headers.get(kind, ()) if each in plain), None)


def _held(cells: tuple[str, ...], words: PersonalWords, *, sought: bool) -> Kind | None:
    """What most cells hold; names and addresses only where they are sought."""
    texts = [half_width(cell).strip() for cell in cells]
    numbers = next((kind for kind, is_such in WHOLE.items() if _share(texts, is_such) >= _MOSTLY), None)
    if numbers or not sought:
        return numbers
    if _share(texts, lambda text: bool(_ADDRESS.fullmatch(text))) >= _MOSTLY:
        return Kind.address
    many = len(set(texts)) >= _FEWEST_NAMES and _share(texts, lambda text: bool(names_in(text, words))) >= _NAMES_MOSTLY
    return Kind.name if many else None


def _share(texts: list[str], is_such: Callable[[str], bool]) -> float:
    return sum(map(is_such, texts)) / len(texts)
