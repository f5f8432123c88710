"""How a sentence of last year's text is judged: silent, marked or dropped, by rules that are data, and how persons are told in it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import model_validator

from server.report.past.years import YearRule
from server.report.values import Frozen
from server.report.words import half_width

Treatment = Literal["silent", "marked", "dropped"]
FIGURE = "figure"
TAKEN = "\u25a1"
_TITLE = re.compile(r"《[^《》]*(?:《[^》]*》[^《》]*)*》")
_NOTHING = "(?!)"


class Rule(Frozen):
    """One judgement on a sentence: one of `any` is found, and each of `all`. `reason` is a sentence for the person.

    dropped: looked for in the sentence without its 《》, before everything else. silent: the words found are taken out of sight.
    marked: looked for in what is left, in file order; words that one rule found are out of sight for the next.
    Patterns are regular expressions over half-width characters, where `<surname>`, `<name>`, `<leader>`, `<after>` and the pieces of the
    file stand in for longer ones.
    """

    id: str
    treatment: Treatment
    reason: str
    any: tuple[str, ...]
    all: tuple[str, ...] = ()


class People(Frozen):
    """What names of persons are made of, and the words that only look like one."""

    surnames: str
    double: tuple[str, ...]
    not_given: str
    not_names: tuple[str, ...]
    posts: tuple[str, ...]
    after_names: tuple[str, ...]

    @cached_property
    def patterns(self) -> dict[str, str]:
        """The longer patterns that rules ask for by a word in angle brackets."""
        surname = f"(?:{'|'.join(self.double)}|[{self.surnames}])"
        name = rf"(?!{'|'.join(self.not_names)}){surname}(?:(?![{self.not_given}])[\u4e00-\u9fff]){{1,2}}"
        post = f"(?:{'|'.join(self.posts)})"
        after = rf"(?:[,。、;:!?()《“\s]|$|{'|'.join(self.after_names)})"
        leader = rf"(?:{post}\s?{name}(?={after})|{name}\s?(?={post}))"
        return {"surname": surname, "name": name, "after": after, "leader": leader}


@dataclass(frozen=True)
class Ready:
    """A rule with its patterns made ready to search with."""

    rule: Rule
    any: re.Pattern[str]
    all: tuple[re.Pattern[str], ...]

    def finds(self, words: str) -> bool:
        """Whether the rule speaks of these words."""
        return bool(self.any.search(words)) and all(each.search(words) for each in self.all)


class Judgement(Frozen):
    """All of data/carrying.toml. Raises ValueError for a pattern that cannot be read, an id given twice and a missing rule on figures."""

    people: People
    pieces: dict[str, str]
    rule: tuple[Rule, ...]
    year: tuple[YearRule, ...]

    @model_validator(mode="after")
    def _usable(self) -> "Judgement":
        rules, years = Counter(each.id for each in self.rule), Counter(each.id for each in self.year)
        wrong = [name for name in (*rules, *years) if max(rules[name], years[name]) > 1] + ([] if FIGURE in rules else [FIGURE])
        if wrong:
            raise ValueError(f"id: {wrong[0]}")
        _ = self.ready, self.standing
        return self

    @cached_property
    def ready(self) -> dict[Treatment, tuple[Ready, ...]]:
        """The rules of each treatment in file order."""
        made = tuple(map(self._made, self.rule))
        kinds: tuple[Treatment, ...] = ("silent", "marked", "dropped")
        return {kind: tuple(each for each in made if each.rule.treatment == kind) for kind in kinds}

    @cached_property
    def standing(self) -> re.Pattern[str]:
        """Every wording of a standing fact."""
        return re.compile("|".join(each.any.pattern for each in self.ready["silent"]) or _NOTHING)

    @cached_property
    def stale_figure(self) -> str:
        """What is said of a figure."""
        return next(each.reason for each in self.rule if each.id == FIGURE)

    def sight(self, text: str) -> str:
        """The text, character for character, as the marked rules see it: half-width and without standing facts."""
        return self.standing.sub(_hidden, half_width(text))

    def refusals(self, sentence: str) -> tuple[str, ...]:
        """Why a sentence is never carried."""
        plain = _TITLE.sub(_hidden, half_width(sentence))
        return tuple(dict.fromkeys(each.rule.reason for each in self.ready["dropped"] if each.finds(plain)))

    def signs(self, seen: str) -> tuple[str, ...]:
        """Why a sentence, given as the rules see it, is last year's."""
        return tuple(dict.fromkeys(self._signs(seen)))

    def _signs(self, seen: str) -> Iterator[str]:
        for each in self.ready["marked"]:
            if each.finds(seen):
                seen = each.any.sub(_hidden, seen)
                yield each.rule.reason

    def _made(self, rule: Rule) -> Ready:
        try:
            return Ready(rule, re.compile("|".join(map(self._whole, rule.any))), tuple(re.compile(self._whole(each)) for each in rule.all))
        except re.error as wrong:
            raise ValueError(f"{rule.id}: {wrong}") from wrong

    def _whole(self, pattern: str) -> str:
        for name, meant in (self.pieces | self.people.patterns).items():
            pattern = pattern.replace(f"<{name}>", f"(?:{meant})")
        return pattern


def _hidden(found: re.Match[str]) -> str:
    return TAKEN * len(found[0])
