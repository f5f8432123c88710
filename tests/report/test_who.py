"""Who may see and do what: the whole table of act × role × state, written out by hand."""

from itertools import product

import pytest

from server.report.who import Act, Role, ever_may, may
from server.report.workflow import State

ROLES = ("contributor", "editor", "reviewer", "signer", "overseer", "admin", "auditor")
STATES = ("filling", "county_review", "submitted", "returned", "approved", "signed")

UNIT_TABLE = """
see_unit     contributor editor reviewer signer overseer admin
edit_unit    admin
invite       admin
give_code    admin
open_report  editor
oversee      overseer
read_log     auditor
open_year    admin
set_rules    admin
set_words    editor overseer admin
"""

#            fil cou sub ret app sig
REPORT_TABLE = """
see_report
  contributor  +   +   +   +   +   +
  editor       +   +   +   +   +   +
  reviewer     +   +   +   +   +   +
  signer       +   +   +   +   +   +
  overseer     +   +   +   +   +   +
  admin        +   +   +   +   +   +
  auditor      -   -   -   -   -   -
see_history
  contributor  +   +   +   +   +   +
  editor       +   +   +   +   +   +
  reviewer     +   +   +   +   +   +
  signer       +   +   +   +   +   +
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
answer
  contributor  +   +   -   +   -   -
  editor       +   +   -   +   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
assign
  contributor  -   -   -   -   -   -
  editor       +   +   -   +   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
comment
  contributor  +   +   +   +   +   +
  editor       +   +   +   +   +   +
  reviewer     +   +   +   +   +   +
  signer       +   +   +   +   +   +
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
remark
  contributor  -   -   -   -   -   -
  editor       -   -   -   -   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     +   +   +   +   +   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
fill
  contributor  +   +   -   +   -   -
  editor       +   +   -   +   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
arrange
  contributor  -   -   -   -   -   -
  editor       +   +   -   +   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
carry
  contributor  -   -   -   -   -   -
  editor       +   +   -   +   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
collect
  contributor  -   -   -   -   -   -
  editor       +   +   -   +   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
settle
  contributor  +   +   -   +   -   -
  editor       +   +   -   +   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
override
  contributor  -   -   -   -   -   -
  editor       +   +   -   +   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
tick
  contributor  -   -   -   -   -   -
  editor       +   +   +   +   +   +
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        +   +   +   +   +   +
  auditor      -   -   -   -   -   -
notice
  contributor  -   -   -   -   -   -
  editor       +   +   +   +   +   +
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
record
  contributor  -   -   -   -   -   -
  editor       +   +   +   +   +   +
  reviewer     -   -   -   -   -   -
  signer       +   +   +   +   +   +
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
deliver
  contributor  -   -   -   -   -   -
  editor       +   +   +   +   +   +
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        +   +   +   +   +   +
  auditor      -   -   -   -   -   -
extend
  contributor  -   -   -   -   -   -
  editor       +   +   +   +   +   +
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     +   +   +   +   +   +
  admin        +   +   +   +   +   +
  auditor      -   -   -   -   -   -
export
  contributor  +   +   +   +   +   +
  editor       +   +   +   +   +   +
  reviewer     +   +   +   +   +   +
  signer       +   +   +   +   +   +
  overseer     +   +   +   +   +   +
  admin        +   +   +   +   +   +
  auditor      -   -   -   -   -   -
read_over
  contributor  -   -   -   -   -   -
  editor       +   +   +   +   +   +
  reviewer     +   +   +   +   +   +
  signer       +   +   +   +   +   +
  overseer     +   +   +   +   +   +
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
clear
  contributor  -   -   -   -   -   -
  editor       +   +   +   +   +   +
  reviewer     +   +   +   +   +   +
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
register
  contributor  -   -   -   -   -   -
  editor       +   +   +   +   +   +
  reviewer     -   -   -   -   -   -
  signer       +   +   +   +   +   +
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
ask_county
  contributor  -   -   -   -   -   -
  editor       +   -   -   +   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
end_county
  contributor  -   -   -   -   -   -
  editor       -   +   -   -   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   +   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
submit
  contributor  -   -   -   -   -   -
  editor       +   +   -   +   -   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
send_back
  contributor  -   -   -   -   -   -
  editor       -   -   -   -   -   -
  reviewer     -   -   +   -   +   -
  signer       -   -   +   -   +   -
  overseer     -   +   +   -   +   +
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
approve
  contributor  -   -   -   -   -   -
  editor       -   -   -   -   -   -
  reviewer     -   -   +   -   -   -
  signer       -   -   +   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
sign
  contributor  -   -   -   -   -   -
  editor       -   -   -   -   +   -
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   +   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
withdraw
  contributor  -   -   -   -   -   -
  editor       -   -   +   -   +   +
  reviewer     -   -   -   -   -   -
  signer       -   -   -   -   -   -
  overseer     -   -   -   -   -   -
  admin        -   -   -   -   -   -
  auditor      -   -   -   -   -   -
"""


def _unit_table() -> dict[tuple[str, str], bool]:
    rows = {line.split()[0]: line.split()[1:] for line in UNIT_TABLE.strip().splitlines()}
    return {(act, role): role in roles for act, roles in rows.items() for role in ROLES}


def _report_table() -> dict[tuple[str, str, str], bool]:
    table: dict[tuple[str, str, str], bool] = {}
    act = ""
    for line in REPORT_TABLE.strip().splitlines():
        if not line.startswith(" "):
            act = line
            continue
        role, *cells = line.split()
        table |= {(act, role, state): cell == "+" for state, cell in zip(STATES, cells, strict=True)}
    return table


UNIT, REPORT = _unit_table(), _report_table()


def test_the_tables_speak_of_every_act_role_and_state() -> None:
    assert set(ROLES) == set(Role)
    assert set(STATES) == set(State)
    assert {act for act, _ in UNIT} | {act for act, _, _ in REPORT} == set(Act)
    assert REPORT.keys() == set(product({act for act, _, _ in REPORT}, ROLES, STATES))


@pytest.mark.parametrize("act", Act)
def test_each_act_on_a_unit_is_for_its_roles(act: Act) -> None:
    assert {role: may(act, (Role(role),)) for role in ROLES} == {role: UNIT.get((act, role), False) for role in ROLES}


@pytest.mark.parametrize(("act", "role"), list(product(Act, Role)))
def test_each_act_on_a_report_is_for_its_roles_in_its_states(act: Act, role: Role) -> None:
    found = {state: may(act, (role,), State(state)) for state in STATES}
    assert found == {state: REPORT.get((act, role, state), False) for state in STATES}


@pytest.mark.parametrize("act", Act)
def test_nobody_may_do_anything_without_a_role(act: Act) -> None:
    assert not may(act, ())
    assert not [state for state in State if may(act, (), state)]
    assert not ever_may(act, ())


@pytest.mark.parametrize(("act", "state"), list(product(Act, State)))
def test_many_roles_may_do_what_one_of_them_may(act: Act, state: State) -> None:
    held = (Role.contributor, Role.reviewer, Role.auditor)
    assert may(act, held, state) == any(REPORT.get((act, role, state), False) for role in ("contributor", "reviewer", "auditor"))


@pytest.mark.parametrize(
    ("act", "role", "ever"),
    [
        ("fill", "contributor", True),
        ("fill", "reviewer", False),
        ("withdraw", "editor", True),
        ("end_county", "overseer", True),
        ("approve", "editor", False),
        ("see_report", "auditor", False),
        ("edit_unit", "admin", False),
    ],
)
def test_not_you_is_told_from_not_now(act: str, role: str, ever: bool) -> None:
    assert ever_may(Act(act), (Role(role),)) is ever
