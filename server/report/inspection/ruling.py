"""What a rule is and what it says where a paper breaks it; and how a place in a paper is named to a person."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from server.report.findings import Class, Strength
from server.report.inspection.layout import Block
from server.report.inspection.paper import ALL, Kind, Paper

_QUOTED = 12
_MARGINS = {"footer": "页脚", "header": "页眉"}


@dataclass(frozen=True)
class Fault:
    """One place where a rule is broken; what is empty is said by the rule. `block` is the paragraph it stands in."""

    found: str = ""
    block: Block | None = None
    expected: str = ""
    message: str = ""
    weight: Class | None = None
    where: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule: `clause` in the standard that `standard` names, `find` its breaches in a paper of one of the `kinds`.

    `textual`: it is about words, which setting a paper anew does not change. Without a `weight` of its own it is 必改 where the
    standard says 应当, else 提示.
    """

    id: str
    clause: str
    strength: Strength
    message: str
    find: Callable[[Paper], Iterable[Fault]]
    expected: str = ""
    kinds: frozenset[Kind] = ALL
    textual: bool = False
    weight: Class | None = None
    standard: str = "GB/T 9704-2012"

    @property
    def place(self) -> str:
        """The standard with the clause."""
        return f"{self.standard} {self.clause}".strip()

    @property
    def usual_weight(self) -> Class:
        """How much a breach of it weighs when the breach says nothing else."""
        return self.weight or (Class.must if self.strength is Strength.shall else Class.hint)


def where(block: Block | None) -> str:
    """第3段“附件：…”, 第2张表第1行“…”, 文本框“…”, 页脚“…”."""
    if block is None:
        return ""
    words = "".join(block.text.split())
    quoted = f"“{words[:_QUOTED]}{'…' if len(words) > _QUOTED else ''}”" if words else ""
    if block.table:
        return f"第{block.table}张表第{block.ordinal}行{quoted}"
    place = _MARGINS.get(block.place) or ("文本框" if block.place == "box" else f"第{block.ordinal}段")
    return place + quoted
