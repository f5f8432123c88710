"""Sentence templates over the entries. The language is ours and small; nothing typed by a person is ever run by it.

`{id}` a figure with its unit as official prose says it · `{id:last}` last year's · `{id:growth}` 增长12.5%、下降3%、与上年持平 ·
`{unit}` 我镇 · `{name}` 单位全称 · `{year}` `{next_year}` `{last_year}` · `{title}` `{body}` of one item ·
`[…]` a part that falls away when a figure in it is not known or is 0.
"""

import re
from collections.abc import Container, Mapping
from typing import Literal

from server.report.values import Frozen

Case = Literal["zero", "some", "grew", "fell", "always"]
PLACEHOLDER = re.compile(r"\{([a-z_0-9.]*)(?::([a-z]+))?\}")
OUTLINE_WORDS = ("unit", "name", "year", "next_year", "last_year")
WORDS = (*OUTLINE_WORDS, "title", "body")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


class Phrase(Frozen):
    """One thing to say in a section, with wordings for each case of the figure it is about.

    `about` is the governing indicator; without one the phrase is `always` said. At least two wordings a case.
    """

    id: str
    section: str
    about: str = ""
    always: tuple[str, ...] = ()
    zero: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    grew: tuple[str, ...] = ()
    fell: tuple[str, ...] = ()

    def wordings(self, case: Case) -> tuple[str, ...]:
        """The alternatives for a case; growth and decline fall back on `some`."""
        table: Mapping[Case, tuple[str, ...]] = {
            "always": self.always,
            "zero": self.zero,
            "some": self.some,
            "grew": self.grew or self.some,
            "fell": self.fell or self.some,
        }
        return table[case]

    def all_wordings(self) -> tuple[str, ...]:
        """Every wording of every case."""
        return self.always + self.zero + self.some + self.grew + self.fell

    def spoken_of(self) -> tuple[str, ...]:
        """Every indicator a wording of this phrase may print."""
        return tuple(dict.fromkeys(name for text in self.all_wordings() for name in figures_in(text)))


def figures_in(text: str) -> tuple[str, ...]:
    """The indicators named in one wording, in order."""
    return tuple(dict.fromkeys(name for name, _ in PLACEHOLDER.findall(text) if name not in WORDS))


def fill(wording: str, values: Mapping[str, str], zero: Container[str] = ()) -> str | None:
    """The wording with its placeholders replaced; optional parts with a figure unknown or in `zero` fall away.

    `values` is keyed by the inside of the braces. None when a figure outside brackets is unknown.
    """
    kept = without_idle(wording, values, zero)
    return PLACEHOLDER.sub(lambda found: values[_key(found)], kept) if _known(kept, values) else None


def without_idle(wording: str, values: Mapping[str, str], zero: Container[str] = ()) -> str:
    """The wording without its optional parts that fall away, and without the brackets of those that stay."""
    return _OPTIONAL.sub(lambda part: part[1] if _worth(part[1], values, zero) else "", wording)


def keys_in(wording: str) -> tuple[str, ...]:
    """The inside of every pair of braces, in order: `id`, `id:last`, `unit`."""
    return tuple(dict.fromkeys(map(_key, PLACEHOLDER.finditer(wording))))


def slips_in(wording: str) -> tuple[str, ...]:
    """What in a wording can never be filled: unknown suffixes, braces and brackets that do not pair."""
    suffixes = [found[0] for found in PLACEHOLDER.finditer(wording) if found[2] not in (None, "last", "growth")]
    plain = PLACEHOLDER.sub("", _OPTIONAL.sub(r"\1", wording))
    return (*suffixes, *re.findall(r"[{}\[\]]", plain))


def _worth(text: str, values: Mapping[str, str], zero: Container[str]) -> bool:
    return _known(text, values) and not any(key in zero for key in keys_in(text))


def _known(text: str, values: Mapping[str, str]) -> bool:
    return all(key in values for key in keys_in(text))


def _key(found: re.Match[str]) -> str:
    return found[1] + (f":{found[2]}" if found[2] else "")
