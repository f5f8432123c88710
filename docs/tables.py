"""`python -m docs.tables` writes docs/who.md from the tables of moves and permissions and docs/checks.md from the checks themselves."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from server.report.checks.judging import ENTRY_CHECKS, TEXT_CHECKS
from server.report.checks.ruling import Check, Seen
from server.report.who import REPORT_ACTS, UNIT_ACTS, Act, Role
from server.report.workflow import PATHS, State

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "who.md"
CHECKS = ROOT / "docs" / "checks.md"
Labels = Mapping[str, Mapping[str, str]]
HEAD = """# 报告的状态和权限

本页由 `python -m docs.tables` 根据 `server/report/workflow.py` 和 `server/report/who.py` 生成，
请不要手改；`tests/house/test_docs.py` 检查它是否最新。
"""
NOTE = """一个人可以兼任几个角色。“县级联络员”是在上级单位担任的角色，管到其下所有单位。
看不到的内容一律答“找不到”；看得到但不归您做的，说明角色不够；归您做但现在的状态不允许的，说明要先做什么。
"""


CHECKS_HEAD = """# 核校的规则

本页由 `python -m docs.tables` 根据 `server/report/checks/` 生成，请不要手改；`tests/house/test_docs.py` 检查它是否最新。

类别：**必改**不改就不能送审（统稿人写明理由可以放行）；**需说明**写一句说明；**请核实**看过没问题就忽略；**提示**可以不理。
同一条规则在有的地方把握小一些，那一处的类别会低一级。词语类规则所依据的词表在 `data/wording/`，单位和县里还可以自己加。
"""


def labels() -> Labels:
    """Names of roles, states, moves and acts as the pages use them."""
    tables: Labels = tomllib.loads((ROOT / "data" / "labels.toml").read_text("utf-8"))
    return tables


def page(names: Labels) -> str:
    """The whole of docs/who.md."""
    roles = list(Role)
    head = ["动作", *(names["roles"][role] for role in roles)]
    unit = [[act_name(act, names), *("✓" if role in UNIT_ACTS[act] else "" for role in roles)] for act in UNIT_ACTS]
    report = [[act_name(act, names), *(_states(REPORT_ACTS[act].get(role), names) for role in roles)] for act in REPORT_ACTS]
    return "\n".join(
        (
            HEAD,
            "## 状态\n",
            diagram(names),
            "## 对单位\n",
            _table(head, unit),
            "## 对报告：在哪些状态下可以做\n",
            _table(head, report),
            NOTE,
        )
    )


def checks_page() -> str:
    """The whole of docs/checks.md."""
    return "\n".join((CHECKS_HEAD, "## 对文字\n", _checks(TEXT_CHECKS), "## 对填报的数和整份报告\n", _checks(ENTRY_CHECKS)))


def diagram(names: Labels) -> str:
    """The states and the moves between them, for Mermaid; 已报送、已公开、已归档 are derived and not in it."""
    states = [f'    state "{names["states"][state]}" as {state.value}' for state in State]
    moves = [
        f"    {start.value} --> {path.ends.value}: {names['moves'][move]}{'（写明理由）' if path.reason else ''}"
        for move, path in PATHS.items()
        for start in State
        if start in path.starts
    ]
    return "\n".join(("```mermaid", "stateDiagram-v2", *states, f"    [*] --> {State.filling.value}", *moves, "```", ""))


def act_name(act: Act, names: Labels) -> str:
    """What an act is called: a move by its own name."""
    return names["acts"].get(act.value) or names["moves"][act.value]


def main() -> None:
    """Write both pages."""
    TARGET.write_text(page(labels()), "utf-8")
    CHECKS.write_text(checks_page(), "utf-8")


def _checks(checks: Iterable[Check[Seen]]) -> str:
    rows = [[each.id, each.name, each.weight.value, each.basis] for each in checks]
    return _table(["编号", "查什么", "类别", "依据"], sorted(rows))


def _states(states: frozenset[State] | None, names: Labels) -> str:
    if not states:
        return ""
    return "全部" if states == frozenset(State) else "、".join(names["states"][state] for state in State if state in states)


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    main()
