"""Roles changed and ended, invitations taken back, handover of who leaves."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from server.actions import entering, handover, members
from server.actions.entering import NewPerson
from server.actions.handover import Handing
from server.report.problems import NotAllowed, NotFound, Refused, Stale
from server.report.who import Role
from server.storage import assignments, invitations, people
from server.storage import shared_tables as s
from server.storage import tables as t
from server.storage.assignments import Assigned
from tests.cast import BEGAN, LIN, NOW, QIAN, WU, ZHAO, ZHENG, ZHOU, Town

LATER = NOW + timedelta(minutes=1)


def change(town: Town, who: str, roles: tuple[Role, ...], seen: str, *, by: str = QIAN, sure: bool = False) -> None:
    with town.database.write() as connection:
        members.change_roles(connection, town.actor(by), town.unit, town.ids[who], roles, seen, sure=sure)


def held(town: Town, who: str, unit: int | None = None) -> set[Role]:
    with town.database.read() as connection:
        return set(people.roles_at(connection, town.ids[who], unit or town.unit, LATER))


def test_roles_change_from_now_on_and_what_was_held_stays_known(town: Town) -> None:
    change(town, LIN, (Role.editor, Role.reviewer), "contributor")
    assert held(town, LIN) == {Role.editor, Role.reviewer}
    with town.database.read() as connection:
        assert people.memberships(connection, town.ids[LIN], NOW - timedelta(days=1)) == [(town.unit, Role.contributor)]
        m = t.membership.c
        rows = connection.execute(select(m.role, m.since, m.until).where(m.person_id == town.ids[LIN]).order_by(m.id)).all()
    assert [tuple(row) for row in rows] == [
        ("contributor", BEGAN, NOW),
        ("editor", NOW, None),
        ("reviewer", NOW, None),
    ]


def test_a_change_is_in_the_history_and_in_the_security_log(town: Town) -> None:
    change(town, LIN, (Role.editor,), "contributor")
    with town.database.read() as connection:
        actions = connection.execute(select(t.history.c.action).where(t.history.c.target == f"person:{town.ids[LIN]}")).scalars().all()
        noted = connection.execute(select(s.audit.c.act).where(s.audit.c.target == f"person:{town.ids[LIN]}")).scalars().all()
    assert actions == ["give_roles", "end_roles"]
    assert noted == ["roles_given", "roles_ended"]


def test_an_end_in_the_past_is_never_moved(town: Town) -> None:
    change(town, LIN, (Role.editor,), "contributor")
    with town.database.write() as connection:
        members.change_roles(connection, town.actor(QIAN, LATER), town.unit, town.ids[LIN], (Role.contributor,), "editor", sure=False)
        m = t.membership.c
        rows = connection.execute(select(m.role, m.until).where(m.person_id == town.ids[LIN]).order_by(m.id)).all()
    assert [tuple(row) for row in rows] == [("contributor", NOW), ("editor", LATER), ("contributor", None)]


def test_the_last_administrator_stays(town: Town) -> None:
    with pytest.raises(Refused, match="只有这一位管理员"):
        change(town, QIAN, (Role.editor,), "admin", sure=True)
    change(town, LIN, (Role.admin,), "contributor")
    change(town, QIAN, (Role.editor,), "admin", sure=True)
    assert held(town, QIAN) == {Role.editor}


def test_nobody_shuts_himself_out_unseen(town: Town) -> None:
    change(town, LIN, (Role.admin,), "contributor")
    with pytest.raises(Refused, match="收回的是自己的"):
        change(town, QIAN, (Role.editor,), "admin")
    assert held(town, QIAN) == {Role.admin}


def test_what_somebody_changed_meanwhile_is_not_overwritten(town: Town) -> None:
    change(town, LIN, (Role.editor,), "contributor")
    with pytest.raises(Stale):
        change(town, LIN, (Role.reviewer,), "contributor")
    assert held(town, LIN) == {Role.editor}


def test_somebody_without_a_role_leaves_by_the_handover(town: Town) -> None:
    with pytest.raises(Refused, match="移交并退出"):
        change(town, LIN, (), "contributor")


@pytest.mark.parametrize(("login", "problem"), [(LIN, NotAllowed), (ZHAO, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)])
def test_nobody_else_changes_roles(town: Town, login: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        change(town, LIN, (Role.editor,), "contributor", by=login)


def test_people_of_another_unit_are_not_found(town: Town) -> None:
    with pytest.raises(NotFound):
        change(town, ZHOU, (Role.editor,), "contributor")


def _invited(connection: Connection, town: Town, name: str = "孙可") -> tuple[str, int]:
    token = entering.invite(connection, town.actor(QIAN), town.unit, name, (Role.editor,))
    return token, invitations.of_units(connection, (town.unit,), NOW)[-1].id


def test_an_invitation_taken_back_leads_nowhere(town: Town) -> None:
    with town.database.write() as connection:
        token, number = _invited(connection, town)
        members.end_invitation(connection, town.actor(QIAN), town.unit, number)
        assert members.waiting(connection, town.actor(QIAN), town.unit) == ()
    with pytest.raises(NotFound), town.database.write() as connection:
        entering.accept(connection, token, NewPerson("sun", "孙可", "hash"), NOW)
    with pytest.raises(NotFound), town.database.write() as connection:
        members.end_invitation(connection, town.actor(QIAN), town.other, number)


def test_a_link_made_anew_ends_the_one_before_even_after_it_ran_out(town: Town) -> None:
    with town.database.write() as connection:
        lost, number = _invited(connection, town)
    late = NOW + timedelta(days=20)
    with town.database.write() as connection:
        assert [each.id for each in members.waiting(connection, town.actor(QIAN, late), town.unit)] == [number]
        again, token = members.invite_again(connection, town.actor(QIAN, late), town.unit, number)
        assert (again.name, again.roles) == ("孙可", (Role.editor,))
        assert invitations.by_token(connection, lost, late) == ()
        person = entering.accept(connection, token, NewPerson("sun", "孙可", "hash"), late)
        assert people.roles_at(connection, person, town.unit, late) == (Role.editor,)


def test_links_of_an_administrator_who_is_none_any_more_are_taken_back(town: Town) -> None:
    change(town, LIN, (Role.admin,), "contributor")
    with town.database.write() as connection:
        token, _ = _invited(connection, town)
    change(town, QIAN, (Role.editor,), "admin", by=LIN)
    with pytest.raises(NotFound), town.database.write() as connection:
        entering.accept(connection, token, NewPerson("sun", "孙可", "hash"), LATER)


def _assigned(town: Town) -> None:
    with town.database.write() as connection:
        for key, lead, helpers in (("thought", LIN, ()), ("decisions", ZHAO, (LIN,)), ("plans", LIN, (ZHAO,))):
            wanted = Assigned(town.ids[lead], tuple(town.ids[each] for each in helpers))
            assignments.assign(connection, town.section(key).id, wanted, town.ids[ZHAO], NOW)


def _hand_over(town: Town, who: str, heir: str | None, roles: tuple[Role, ...] = (), *, by: str = QIAN, sure: bool = False) -> None:
    with town.database.write() as connection:
        seen = handover.held_by(connection, town.actor(by), town.unit, town.ids[who]).stamp
        wanted = Handing(town.ids[heir] if heir else None, roles, seen, sure)
        handover.hand_over(connection, town.actor(by), town.unit, town.ids[who], wanted)


def test_all_that_is_open_goes_to_the_heir_and_the_roles_end(town: Town) -> None:
    _assigned(town)
    _hand_over(town, LIN, ZHAO)
    with town.database.read() as connection:
        found = assignments.by_key(connection, town.report)
        told = connection.execute(select(t.history.c.target).where(t.history.c.action == "hand_over", t.history.c.report_id == town.report))
        assert len(told.scalars().all()) == 3
    zhao = town.ids[ZHAO]
    assert {key: (found[key].lead, found[key].helpers) for key in ("thought", "decisions", "plans")} == {
        "thought": (zhao, ()),
        "decisions": (zhao, ()),
        "plans": (zhao, ()),
    }
    assert held(town, LIN) == set()


def test_an_heir_gets_the_roles_that_were_ticked(town: Town) -> None:
    _assigned(town)
    with pytest.raises(Refused, match="不是填报人或统稿人"):
        _hand_over(town, LIN, WU)
    assert held(town, LIN) == {Role.contributor}
    _hand_over(town, LIN, WU, (Role.contributor,))
    assert held(town, WU) == {Role.contributor, Role.reviewer, Role.signer}


def test_open_sections_need_an_heir_and_who_has_none_needs_nobody(town: Town) -> None:
    _assigned(town)
    with pytest.raises(Refused, match="选择接手的同事"):
        _hand_over(town, LIN, None)
    _hand_over(town, WU, None)
    assert held(town, WU) == set()


def test_the_last_administrator_hands_over_with_the_role(town: Town) -> None:
    with pytest.raises(Refused, match="只有这一位管理员"):
        _hand_over(town, QIAN, ZHAO, sure=True)
    with pytest.raises(Refused, match="自己的移交"):
        _hand_over(town, QIAN, ZHAO, (Role.admin,))
    _hand_over(town, QIAN, ZHAO, (Role.admin,), sure=True)
    assert held(town, ZHAO) == {Role.editor, Role.admin}
    assert held(town, QIAN) == set()


def test_sessions_end_with_the_last_unit_and_not_before(town: Town) -> None:
    with town.database.write() as connection:
        for who in (LIN, ZHAO):
            people.start_session(connection, who, town.ids[who], NOW, NOW + timedelta(hours=1), "")
        people.grant(connection, town.ids[ZHAO], town.other, (Role.editor,), BEGAN)
    _hand_over(town, LIN, None)
    _hand_over(town, ZHAO, None)
    with town.database.read() as connection:
        assert people.session(connection, LIN, NOW) is None
        assert people.session(connection, ZHAO, NOW) is not None


def test_what_was_given_meanwhile_is_shown_before_it_is_handed_over(town: Town) -> None:
    with town.database.read() as connection:
        seen = handover.held_by(connection, town.actor(QIAN), town.unit, town.ids[LIN]).stamp
    _assigned(town)
    with pytest.raises(Stale), town.database.write() as connection:
        handover.hand_over(connection, town.actor(QIAN), town.unit, town.ids[LIN], Handing(town.ids[ZHAO], (), seen))
    assert held(town, LIN) == {Role.contributor}
