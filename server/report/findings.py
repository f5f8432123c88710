"""What a check has to say: its class, its basis, where, what was expected and what was found."""

from dataclasses import dataclass
from enum import StrEnum


class Class(StrEnum):
    """How much a finding weighs, as in 国家统计联网直报: only the first holds a paper back."""

    must = "必改"
    explain = "需说明"
    verify = "请核实"
    hint = "提示"


class Strength(StrEnum):
    """What a rule rests on: 应当, 一般, recommended by the standard, or practice."""

    shall = "规"
    usual = "般"
    advised = "荐"
    practice = "实"


@dataclass(frozen=True)
class Finding:
    """One finding of an examination of a document.

    `rule` is the id of the rule; `clause` its place in the standard (“GB/T 9704-2012 7.2.5”);
    `where` names the place for a person (第3段“附件：…”).
    """

    rule: str
    clause: str
    strength: Strength
    weight: Class
    message: str
    expected: str = ""
    found: str = ""
    where: str = ""
