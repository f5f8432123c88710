"""Which indicator the words around a figure speak of: rules from data/recognising, tried on its own clause and what went before."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from server.report.values import Frozen

_OWN, _CARRIED, _HOME, _CLOSE = 3.0, 1.0, 0.3, 0.05
_FAR, _LONG = 200, 20
_LITERAL = re.compile(r"[…$]")
_FILLED = r"[为达共计有了的\s]{0,3}\0"
_CLASSES = (
    *(("件", "宗", "起", "份", "个", "项", "条", "例", "单", "案"), ("次", "场", "期", "回", "场次", "轮", "批次"), ("名", "人", "位")),
    *(("人次", "人", "名"), ("%",), ("元", "万元", "亿元"), ("户", "家", "个")),
)


class Recogniser(Frozen):
    """Words that tell one indicator; `indicator` "" tells that a figure is none, and is asked first.

    `here`: groups of which one word each must stand in the figure's own clause; `about`: there or earlier in the sentence.
    `none`: words of the own clause that rule it out; `never`: of the own clause or earlier. “…” in a word stands for up to
    eight characters but no 、, “$” at its end for “right before the number”. `units`: unit words instead of the indicator's class;
    `under`: the only section keys under which it may be meant; `outside`: those under which it is not.
    """

    indicator: str = ""
    here: tuple[tuple[str, ...], ...]
    about: tuple[tuple[str, ...], ...] = ()
    none: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Surroundings:
    """Where a figure stands: the words of its clause with a NUL in its place, the sentence before that clause, the section key."""

    own: str
    earlier: str
    unit: str
    section: str = ""


@dataclass(frozen=True)
class _Rule:
    indicator: str
    section: str
    here: tuple[re.Pattern[str], ...]
    about: tuple[re.Pattern[str], ...]
    none: re.Pattern[str] | None
    never: re.Pattern[str] | None
    under: tuple[str, ...]
    outside: tuple[str, ...]

    def score(self, around: Surroundings) -> float:
        """How well the words fit, 0 for not at all: the own clause counts more than what was said before, and near more than far."""
        fit = _HOME if around.section == self.section else 0.0
        for group in self.here:
            hit = _hit(group, around.own)
            if not hit:
                return 0.0
            fit += hit
        return 0.0 if not self.here or self._barred(around) else self._told_before(around, fit)

    def _told_before(self, around: Surroundings, fit: float) -> float:
        """The fit with what must be said in the clause or before it, 0 where it is not."""
        about = [_hit(group, around.own) or _last(group, around.earlier) for group in self.about]
        return fit + sum(about) if all(about) else 0.0

    def _barred(self, around: Surroundings) -> bool:
        """Whether a word or the section rules it out."""
        elsewhere = around.section in self.outside or bool(self.under and around.section not in self.under)
        ruled_out = bool(self.none and self.none.search(around.own))
        return elsewhere or ruled_out or bool(self.never and (self.never.search(around.own) or self.never.search(around.earlier)))


@dataclass(frozen=True)
class Recognition:
    """All rules, sorted by the unit words they accept and then by what a word of their first group begins with."""

    vetoes: Mapping[str, tuple[_Rule, ...]]
    rules: Mapping[str, Mapping[str, tuple[_Rule, ...]]]

    def indicator(self, around: Surroundings) -> str:
        """The indicator that is meant, "" when none is or two are about as likely."""
        best: dict[str, float] = {}
        begun = _beginnings(around.own)
        for rule in _possible(self.rules.get(around.unit, {}), begun):
            score = rule.score(around)
            if score > best.get(rule.indicator, 0.0):
                best[rule.indicator] = score
        if not best:
            return ""
        first, second, *_ = sorted([*((score, name) for name, score in best.items()), (0.0, ""), (0.0, "")], reverse=True)
        clear = first[0] > second[0] + _CLOSE and not any(veto.score(around) for veto in _possible(self.vetoes, begun))
        return first[1] if clear else ""


def recognition(recognisers: Iterable[Recogniser], indicators: Mapping[str, tuple[str, str]]) -> Recognition:
    """The rules ready for use. `indicators` gives unit and section key by id; a rule for an unknown id is left out."""
    known = [each for each in recognisers if each.indicator in indicators]
    rules: dict[str, dict[str, tuple[_Rule, ...]]] = {}
    for each in known:
        unit, section = indicators[each.indicator]
        for word in each.units or _class(unit):
            _file(rules.setdefault(word, {}), each, _rule(each, section))
    vetoes: dict[str, tuple[_Rule, ...]] = {}
    for each in recognisers:
        if not each.indicator:
            _file(vetoes, each, _rule(each, ""))
    return Recognition(vetoes, rules)


def _file(index: dict[str, tuple[_Rule, ...]], each: Recogniser, rule: _Rule) -> None:
    """Put a rule under the first two characters of each word of its first group: without one of them it cannot fit."""
    for begun in {_LITERAL.split(word)[0][:2] for word in each.here[0]}:
        index[begun] = (*index.get(begun, ()), rule)


def _beginnings(own: str) -> set[str]:
    """Every two and every single characters of a clause, and nothing, with which a word may begin."""
    return {own[at : at + 2] for at in range(len(own))} | {*own, ""}


def _possible(index: Mapping[str, tuple[_Rule, ...]], begun: set[str]) -> Iterator[_Rule]:
    """The rules of an index that may fit a clause; one may come twice."""
    return (rule for each in begun & index.keys() for rule in index[each])


def _class(unit: str) -> tuple[str, ...]:
    """Unit words that prose uses for one another, the indicator's own first."""
    return tuple(dict.fromkeys((unit, *(word for words in _CLASSES if unit in words[:3] for word in words))))


def _rule(each: Recogniser, section: str) -> _Rule:
    here, about = (tuple(_pattern(group) for group in groups) for groups in (each.here, each.about))
    none, never = (_pattern(words) if words else None for words in (each.none, each.never))
    return _Rule(each.indicator, section, here, about, none, never, each.under, each.outside)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_word(word) for word in longest_first))


def _word(word: str) -> str:
    plain = re.escape(word.removesuffix("$")).replace("…", "[^，；、]{0,8}?")
    return plain + (_FILLED if word.endswith("$") else "")


def _hit(group: re.Pattern[str], own: str) -> float:
    found = group.search(own)
    return _OWN + len(found[0]) / _LONG if found else 0.0


def _last(group: re.Pattern[str], earlier: str) -> float:
    """A word that was said before counts the less the farther away it is."""
    at = max((found.end() for found in group.finditer(earlier)), default=-1)
    return _CARRIED - min(len(earlier) - at, _FAR - 1) / _FAR if at >= 0 else 0.0
