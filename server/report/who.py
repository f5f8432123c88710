"""Who may see and do what: the one table of act × role × state, asked by every read and write."""

from collections.abc import Iterable
from enum import StrEnum

from server.report.workflow import OPEN, PATHS, Move, State


class Role(StrEnum):
    """What a person is to a unit. An overseer stands above it: the role is held at a parent unit."""

    contributor = "contributor"
    editor = "editor"
    reviewer = "reviewer"
    signer = "signer"
    overseer = "overseer"
    admin = "admin"
    auditor = "auditor"


class Act(StrEnum):
    """What can be done with a unit or a report. Moves are acts of the same name."""

    see_unit = "see_unit"
    edit_unit = "edit_unit"
    invite = "invite"
    give_code = "give_code"
    open_report = "open_report"
    see_report = "see_report"
    see_history = "see_history"
    fill = "fill"
    answer = "answer"
    assign = "assign"
    comment = "comment"
    remark = "remark"
    arrange = "arrange"
    carry = "carry"
    collect = "collect"
    settle = "settle"
    override = "override"
    tick = "tick"
    export = "export"
    read_over = "read_over"
    clear = "clear"
    register = "register"
    oversee = "oversee"
    read_log = "read_log"
    open_year = "open_year"
    set_rules = "set_rules"
    set_words = "set_words"
    notice = "notice"
    record = "record"
    deliver = "deliver"
    extend = "extend"
    ask_county = "ask_county"
    end_county = "end_county"
    submit = "submit"
    send_back = "send_back"
    approve = "approve"
    sign = "sign"
    withdraw = "withdraw"


_ALL = frozenset(State)
_TEAM = (Role.contributor, Role.editor, Role.reviewer, Role.signer)

UNIT_ACTS: dict[Act, frozenset[Role]] = {
    Act.see_unit: frozenset({*_TEAM, Role.overseer, Role.admin}),
    Act.edit_unit: frozenset({Role.admin}),
    Act.invite: frozenset({Role.admin}),
    Act.give_code: frozenset({Role.admin}),
    Act.open_report: frozenset({Role.editor}),
    Act.oversee: frozenset({Role.overseer}),
    Act.read_log: frozenset({Role.auditor}),
    Act.open_year: frozenset({Role.admin}),
    Act.set_rules: frozenset({Role.admin}),
    Act.set_words: frozenset({Role.editor, Role.overseer, Role.admin}),
}

REPORT_ACTS: dict[Act, dict[Role, frozenset[State]]] = {
    Act.see_report: dict.fromkeys((*_TEAM, Role.overseer, Role.admin), _ALL),
    Act.see_history: dict.fromkeys(_TEAM, _ALL),
    Act.fill: dict.fromkeys((Role.contributor, Role.editor), OPEN),
    Act.answer: dict.fromkeys((Role.contributor, Role.editor), OPEN),
    Act.assign: {Role.editor: OPEN},
    Act.comment: dict.fromkeys(_TEAM, _ALL),
    Act.remark: {Role.overseer: _ALL - {State.signed}},
    Act.arrange: {Role.editor: OPEN},
    Act.carry: {Role.editor: OPEN},
    Act.collect: {Role.editor: OPEN},
    Act.settle: dict.fromkeys((Role.contributor, Role.editor), OPEN),
    Act.override: {Role.editor: OPEN},
    Act.tick: dict.fromkeys((Role.editor, Role.admin), _ALL),
    Act.notice: {Role.editor: _ALL},
    Act.record: dict.fromkeys((Role.editor, Role.signer), _ALL),
    Act.deliver: dict.fromkeys((Role.editor, Role.admin), _ALL),
    Act.extend: dict.fromkeys((Role.editor, Role.overseer, Role.admin), _ALL),
    Act.export: dict.fromkeys((*_TEAM, Role.overseer, Role.admin), _ALL),
    Act.read_over: dict.fromkeys((Role.editor, Role.reviewer, Role.signer, Role.overseer), _ALL),
    Act.clear: dict.fromkeys((Role.editor, Role.reviewer), _ALL),
    Act.register: dict.fromkeys((Role.editor, Role.signer), _ALL),
    Act.ask_county: {Role.editor: PATHS[Move.ask_county].starts},
    Act.end_county: dict.fromkeys((Role.editor, Role.overseer), PATHS[Move.end_county].starts),
    Act.submit: {Role.editor: PATHS[Move.submit].starts},
    Act.send_back: dict.fromkeys((Role.reviewer, Role.signer), PATHS[Move.send_back].starts & {State.submitted, State.approved})
    | {Role.overseer: PATHS[Move.send_back].starts},
    Act.approve: dict.fromkeys((Role.reviewer, Role.signer), PATHS[Move.approve].starts),
    Act.sign: dict.fromkeys((Role.signer, Role.editor), PATHS[Move.sign].starts),
    Act.withdraw: {Role.editor: PATHS[Move.withdraw].starts},
}


def may(act: Act, roles: Iterable[Role], state: State | None = None) -> bool:
    """Whether someone with these roles towards the unit may do it; `state` is the report's, None for acts on the unit."""
    held = frozenset(roles)
    if state is None:
        return bool(held & UNIT_ACTS.get(act, frozenset()))
    return any(state in states for role, states in REPORT_ACTS.get(act, {}).items() if role in held)


def ever_may(act: Act, roles: Iterable[Role]) -> bool:
    """Whether the roles admit the act in some state: tells “not you” from “not now”."""
    return any(may(act, roles, state) for state in State)


def may_enter_for(administered: Iterable[int], lines: Iterable[tuple[int, ...]]) -> bool:
    """Whether an administrator may give somebody a way in anew: whoever has it could act as that person, so never beyond one's own say.

    `administered`: the units where one is administrator. `lines`: for each unit where the other holds a role, it and all above. Every line
    must meet one of those units: who is (also) somebody at a unit above or beside is out of reach, whatever the role there.
    """
    own = frozenset(administered)
    held = tuple(lines)
    return bool(held) and all(own & set(line) for line in held)
