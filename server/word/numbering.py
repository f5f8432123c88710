"""Lists kept by Word: what number each paragraph shows, from numbering.xml (ECMA-376 part 1, 17.9); counts, reads no text."""

import re
from dataclasses import dataclass, field
from itertools import islice

from server.word.elements import VAL, Element, W, child, number, switch, value
from server.word.signs import BULLET, UNKNOWN_SYMBOL, numeral, symbol

_LEVELS = 9
_LONGEST_MARK = 32
_SIGN = re.compile("%([1-9])")


@dataclass(frozen=True)
class Place:
    """Where in the lists a paragraph stands: the list's number in the file, and its level from 0."""

    list: str
    level: int


@dataclass(frozen=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""

    def restarts_after(self, higher: int, own: int) -> bool:
        """Whether a paragraph of a higher level (from 0) makes this one begin again."""
        return higher < (own if self.restart is None else self.restart)


@dataclass
class _List:
    """One w:num: its levels, whose counters it shares, and the starts it sets when it is first used."""

    counters: list[int | None]
    levels: list[_Level]
    starts: dict[int, int] = field(default_factory=dict)
    used: bool = False


class Lists:
    """The lists of a document while it is read from its beginning. Without numbering.xml no paragraph has a number."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(W + "abstractNum")
        self._abstract = {each.get(W + "abstractNumId", ""): each for each in found}
        self._styled = {value(each, W + "styleLink"): each for each in found if child(each, W + "styleLink") is not None}
        self._nums = {} if root is None else {each.get(W + "numId", ""): each for each in root.findall(W + "num")}
        self._counters: dict[str, list[int | None]] = {}
        self._lists: dict[str, _List | None] = {}

    def level_of(self, key: str, style: str) -> int | None:
        """The level of a list that is linked to a paragraph style, None when none is."""
        found = self._list(key)
        levels = found.levels if found else []
        return next((level for level, each in enumerate(levels) if each.style == style), None)

    def mark(self, place: Place) -> str:
        """Counts the paragraph and says the number before it, "" for a list that is not there."""
        found = self._list(place.list)
        if found is None:
            return ""
        level = min(max(place.level, 0), _LEVELS - 1)
        _count(found, level)
        return _shown(found, level)

    def _list(self, key: str) -> _List | None:
        if key not in self._lists:
            num = self._nums.get(key)
            self._lists[key] = None if num is None else self._read(num)
        return self._lists[key]

    def _read(self, num: Element) -> _List | None:
        key = value(num, W + "abstractNumId") or ""
        abstract = self._linked(self._abstract.get(key))
        if abstract is None:
            return None
        levels = [_Level()] * _LEVELS
        starts = {}
        for each in islice(abstract.iterfind(W + "lvl"), _LEVELS):
            _put(levels, each)
        for override in islice(num.iterfind(W + "lvlOverride"), _LEVELS):
            for each in islice(override.iterfind(W + "lvl"), 1):
                _put(levels, each)
            if (start := value(override, W + "startOverride")) is not None:
                starts[number(override.get(W + "ilvl"))] = number(start, 1)
        return _List(self._counters.setdefault(key, [None] * _LEVELS), levels, starts)

    def _linked(self, abstract: Element | None) -> Element | None:
        """The definition itself, where one only names the style of lists that holds it."""
        name = value(abstract, W + "numStyleLink")
        return self._styled.get(name, abstract) if name else abstract


def _put(levels: list[_Level], element: Element) -> None:
    at = number(element.get(W + "ilvl"))
    if not 0 <= at < _LEVELS:
        return
    restart = value(element, W + "lvlRestart")
    levels[at] = _Level(
        start=number(value(element, W + "start")),
        form=value(element, W + "numFmt") or _custom_form(element),
        text=value(element, W + "lvlText") or "",
        restart=None if restart is None else number(restart),
        legal=bool(switch(element, W + "isLgl")),
        style=value(element, W + "pStyle") or "",
    )


def _custom_form(element: Element) -> str:
    """Newer forms stand beside an older one for programs that do not know them; the older one is read."""
    found = list(element.iter(W + "numFmt"))
    return found[-1].get(VAL, "decimal") if found else "decimal"


def _count(found: _List, level: int) -> None:
    """Counters are shared by all lists of one definition; a list's own starts count when it is first met."""
    counters = found.counters
    if not found.used:
        found.used = True
        for each in found.starts.keys() & set(range(_LEVELS)):
            counters[each] = None
    now = counters[level]
    counters[level] = found.starts.get(level, found.levels[level].start) if now is None else now + 1
    for deeper in range(level + 1, _LEVELS):
        if found.levels[deeper].restarts_after(level, deeper):
            counters[deeper] = None


def _shown(found: _List, level: int) -> str:
    own = found.levels[level]
    if own.form == "bullet":
        sign = symbol(ord(own.text[0])) if own.text else BULLET
        return BULLET if sign == UNKNOWN_SYMBOL else sign
    return _SIGN.sub(lambda sign: _number(found, int(sign[1]) - 1, legal=own.legal), own.text).strip()[:_LONGEST_MARK]


def _number(found: _List, level: int, *, legal: bool) -> str:
    each = found.levels[level]
    now = found.counters[level]
    counted = found.starts.get(level, each.start) if now is None else now
    return numeral(counted, "decimal" if legal and each.form != "none" else each.form)
