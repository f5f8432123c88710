"""What a name looks like: where one may begin or end in a text, and which words only look like one. Knows no post and no list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pydantic import model_validator

from server.report.values import Frozen

HAN = r"[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff]"
_IS_HAN = re.compile(HAN)
_DOTTED = re.compile(rf"{HAN}{{2,8}}[·•‧∙]{HAN}{{2,8}}")
_DOTTED_END = re.compile(rf"{HAN}{{2,8}}[·•‧∙]{HAN}{{2,8}}$")
_BLANK_WITHIN = re.compile(rf"({HAN})[ \t]{{1,4}}({HAN})")
_BLANK_END = re.compile(rf"({HAN})[ \t]{{1,4}}({HAN})$")
_MASKS = "某×✱＊*○〇Xx"
_WIDEST = 20


class NameWords(Frozen):
    """All of data/publicity/names.toml; what each list means is said there. Raises ValueError for a post that is no pattern."""

    common: int
    everyday: str
    never: str
    never_alone: str
    posts: tuple[str, ...]
    prefixes: tuple[str, ...]
    roles: tuple[str, ...]
    minors: tuple[str, ...]
    given: str
    not_given: str
    not_names: tuple[str, ...]
    after: tuple[str, ...]
    before: tuple[str, ...]
    public: tuple[str, ...]

    @model_validator(mode="after")
    def _usable(self) -> "NameWords":
        for each in (*self.posts, *self.prefixes, *self.roles, *self.minors):
            try:
                re.compile(each)
            except re.error as wrong:
                raise ValueError(f"{each}: {wrong}") from wrong
        return self


@dataclass(frozen=True)
class Shapes:
    """Tells names. `surnames` are those of one character, the commonest first; `compound` those of two."""

    words: NameWords
    surnames: str
    compound: tuple[str, ...]

    @cached_property
    def common(self) -> frozenset[str]:
        """Surnames that are hardly ever anything else."""
        return frozenset(self.surnames[: self.words.common]) - frozenset(self.words.everyday + self.words.never)

    def end_from(self, seen: str, at: int) -> int | None:
        """Where the name ends that begins at a place; None when none does."""
        plain = [(at + long, seen[at : at + long]) for long in (4, 3, 2) if at + long <= len(seen)]
        spaced = [(found.end(), found[1] + found[2]) for found in [_BLANK_WITHIN.match(seen, at)] if found]
        dotted = _DOTTED.match(seen, at, at + _WIDEST)
        ends = [(end, word, self.ends_at(seen, end)) for end, word in (*plain, *spaced)]
        fit = (end for end, word, bounded in sorted(ends, key=lambda each: not each[2]) if self._fits(word, bounded=bounded))
        masked = self._hidden.match(seen, at)
        if masked:
            return masked.end()
        return dotted.end() if dotted else None if seen.startswith(self._not_here, at) else next(fit, None)

    def start_until(self, seen: str, end: int) -> int | None:
        """Where the name begins that ends at a place; None when none does."""
        plain = [(end - long, seen[end - long : end]) for long in (4, 3, 2) if end >= long]
        near = seen[max(end - _WIDEST, 0) : end]
        spaced = [(end - len(near) + found.start(), found[1] + found[2]) for found in [_BLANK_END.search(near)] if found]
        if dotted := _DOTTED_END.search(near):
            return end - len(near) + dotted.start()
        starts = [(start, word, self.begins_at(seen, start)) for start, word in (*plain, *spaced)]
        allowed = (each for each in starts if not seen.startswith(self._not_here, each[0]))
        fit = (start for start, word, bounded in sorted(allowed, key=lambda each: not each[2]) if self._fits(word, bounded=bounded))
        return next(fit, None)

    def masked(self, seen: str) -> Iterator[tuple[int, int]]:
        """Names that hide what is given: 张某、李某某、王×."""
        for found in self._hidden.finditer(seen):
            start, end = found.span()
            sure = seen[start] in self.common
            if sure or (self.begins_at(seen, start) and self.ends_at(seen, end)):
                yield start, end

    def surname_before(self, seen: str, end: int) -> bool:
        """Whether a lone surname stands before a place, as in 张律师."""
        lone = seen[end - 1 : end]
        return bool(lone) and lone in self._alone and self.begins_at(seen, end - 1)

    def ends_at(self, seen: str, end: int) -> bool:
        """Whether a word may well end here."""
        return not _IS_HAN.match(seen, end) or seen.startswith(self.words.after, end)

    def begins_at(self, seen: str, start: int) -> bool:
        """Whether a word may well begin here."""
        return start == 0 or not _IS_HAN.match(seen, start - 1) or seen.endswith(self.words.before, 0, start)

    @cached_property
    def _rare(self) -> frozenset[str]:
        return frozenset(self.surnames) - frozenset(self.words.never)

    @cached_property
    def pattern(self) -> str:
        """A name as a regular expression, for wordings that hold one: nothing but shape is asked."""
        given = f"(?:(?![{self.words.not_given}]){HAN})"
        ends = f"(?=$|[^\u4e00-\u9fff]|{'|'.join(self.words.after)})"
        never = "|".join(self._not_here)
        return f"(?!{never})[{''.join(sorted(self.common))}](?:{given}{{1,2}}{ends}|某{{1,2}}|[×*○]{{1,2}})"

    @cached_property
    def _hidden(self) -> re.Pattern[str]:
        kept = "些个种一项次地村镇乡县市区局单位公司企业部门街年月日处天时段类科所院校"
        return re.compile(rf"[{self.surnames}](?:某{{2,3}}[甲乙丙丁]?|某[甲乙丙丁]|某(?![某{kept}])|[×✱＊*○]{{1,2}})")

    @cached_property
    def _alone(self) -> frozenset[str]:
        return frozenset(self.surnames[: self.words.common]) - frozenset(self.words.never_alone + self.words.never)

    @cached_property
    def _not_here(self) -> tuple[str, ...]:
        return (*self.words.not_names, *self.words.public)

    def _fits(self, word: str, *, bounded: bool) -> bool:
        """Whether characters are made like a name, given how clearly they are cut off from what stands beside them."""
        long = 2 if word.startswith(self.compound) else 1
        surname, given = word[:long], word[long:]
        if not 1 <= len(given) <= 2 or any(each in self.words.not_given or not _IS_HAN.match(each) for each in given):  # noqa: PLR2004
            return False
        if any(each in word for each in self.words.public):
            return False
        usual = sum(each in self.words.given for each in given)
        if surname in self.common:
            return bounded or usual > 0
        known = surname in self.words.everyday or surname in self.compound or surname in self._rare
        return known and surname not in self.words.never and (usual == len(given) or (bounded and usual > 0))
