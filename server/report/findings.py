"""What a check has to say: its class, its basis, where, what was expected and what was found."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Class(StrEnum):
    """How much a finding weighs, as in 国家统计联网直报: only the first holds a paper back."""

    must = "必改"
    explain = "需说明"
    verify = "请核实"
    hint = "提示"

    @property
    def gravity(self) -> int:
        """Its place among them, 0 for the gravest: what findings are sorted by."""
        return _GRAVITY[self]


_GRAVITY = {each: place for place, each in enumerate(Class)}


class Strength(StrEnum):
    """What a rule rests on: 应当, 一般, recommended by the standard, or practice."""

    shall = "规"
    usual = "般"
    advised = "荐"
    practice = "实"


@dataclass(frozen=True)
class Finding:
    """One 核校意见: what was found where, how much it weighs, and what may be done.

    `rule` is the id of the rule; `clause` its basis (“GB/T 9704-2012 7.2.5”); `where` names the place for a person (第3段“附件：…”).
    Of a layout: `expected` and `found`. Of words: `quote` is `text[start:end]` of the text that was examined and `suggestion` what
    may stand in its place with one click ("" for none). `working` shows the calculation (9+2+8=19≠14); `section` and `indicators`
    are keys of the report's section and figures. `typed` is where `quote` begins in the text typed for the section, −1 where nobody
    types it; `before` and `after` are what stands around it in its sentence.
    """

    rule: str
    clause: str
    strength: Strength
    weight: Class
    message: str
    expected: str = ""
    found: str = ""
    where: str = ""
    quote: str = ""
    start: int = 0
    end: int = 0
    suggestion: str = ""
    working: str = ""
    section: str = ""
    indicators: tuple[str, ...] = ()
    typed: int = -1
    before: str = ""
    after: str = ""

    @property
    def mark(self) -> str:
        """What makes it the same finding when it is found again; other figures or other words make it another one."""
        said = "\0".join((self.rule, self.section, self.quote or self.where, self.working or self.message, *self.indicators))
        return sha256(said.encode()).hexdigest()[:24]
