"""How one thing that happened is called, and under which heading readers look for it: by words that offices may edit."""

from collections.abc import Mapping

from server.report.chronicle.happenings import Happening
from server.report.phrases import fill

ACTS, GROUPS, KINDS, WORDS = "history_acts", "history_groups", "history_kinds", "history"
WORDING = ("blank", "times", "unknown")
Labels = Mapping[str, Mapping[str, str]]


def called(happening: Happening, labels: Labels) -> str:
    """What somebody did, in words: 修改正文, 退回修改：第三节缺数据."""
    acts = labels[ACTS]
    wording = acts.get(f"{happening.kind}.{happening.action}") or acts.get(happening.action) or labels[WORDS]["unknown"]
    known = {name: text for name, text in happening.value.items() if text}
    return fill(wording, known) or labels[WORDS]["unknown"]


def sorts(group: str, groups: Mapping[str, str]) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """What belongs to a heading: (kind of target, actions, apart): all actions of a kind but these, or with `apart` False only these."""
    special = [(key.partition(".")[0], key.partition(".")[2], named) for key, named in groups.items() if "." in key]
    whole = [
        (kind, tuple(action for of, action, there in special if of == kind and there != group), True)
        for kind, named in groups.items()
        if "." not in kind and named == group
    ]
    kinds = {kind for kind, _, _ in whole}
    few = {kind: tuple(action for of, action, there in special if (of, there) == (kind, group)) for kind, _, _ in special}
    return (*whole, *((kind, actions, False) for kind, actions in few.items() if actions and kind not in kinds))
