"""People, their roles for a time, their sessions and their invitations."""

from datetime import timedelta

from server.report.who import Role
from server.storage import invitations, people
from server.storage import tables as t
from server.storage.invitations import NewInvitation
from tests.cast import BEGAN, LIN, NOW, QIAN, WU, ZHAO, ZHENG, ZHOU, Town

HOUR = timedelta(hours=1)


def test_a_person_is_known_by_the_name_they_sign_in_with(town: Town) -> None:
    with town.database.read() as connection:
        known = people.by_login(connection, LIN)
        assert people.by_login(connection, "LIN") is None
    assert known is not None
    assert (known[0].login, known[0].name) == ("lin", "林晓")
    assert known[1].startswith("$argon2id$")


def test_everyone_of_a_unit_is_listed_with_all_roles_in_order_of_joining(town: Town) -> None:
    with town.database.read() as connection:
        members = people.members(connection, town.unit, NOW)
    assert [member.person.login for member in members] == [LIN, ZHAO, WU, QIAN]
    assert members[2].roles == (Role.reviewer, Role.signer)


def test_roles_belong_to_one_unit(town: Town) -> None:
    with town.database.read() as connection:
        assert people.roles_at(connection, town.ids[ZHENG], town.county, NOW) == (Role.overseer,)
        assert people.roles_at(connection, town.ids[ZHENG], town.unit, NOW) == ()
        assert people.roles_at(connection, town.ids[ZHOU], town.unit, NOW) == ()


def test_a_role_counts_from_its_first_to_its_last_day(town: Town) -> None:
    with town.database.write() as connection:
        connection.execute(t.membership.update().where(t.membership.c.person_id == town.ids[LIN]).values(until=NOW))
    with town.database.read() as connection:
        assert people.memberships(connection, town.ids[LIN], BEGAN - HOUR) == []
        assert people.memberships(connection, town.ids[LIN], NOW - HOUR) == [(town.unit, Role.contributor)]
        assert people.memberships(connection, town.ids[LIN], NOW) == []
        assert LIN not in [member.person.login for member in people.members(connection, town.unit, NOW)]


def test_a_role_given_twice_is_held_once(town: Town) -> None:
    with town.database.write() as connection:
        people.grant(connection, town.ids[LIN], town.unit, (Role.contributor, Role.editor), NOW)
    with town.database.read() as connection:
        assert people.roles_at(connection, town.ids[LIN], town.unit, NOW) == (Role.contributor, Role.editor)


def test_a_session_lives_until_it_runs_out(town: Town) -> None:
    with town.database.write() as connection:
        people.start_session(connection, "digest", town.ids[LIN], NOW, NOW + HOUR, "Firefox" * 100)
    with town.database.read() as connection:
        found = people.session(connection, "digest", NOW)
        assert people.session(connection, "digest", NOW + HOUR) is None
        assert people.session(connection, "other", NOW) is None
    assert found is not None
    assert (found.person.login, found.expires_at) == (LIN, NOW + HOUR)


def test_a_session_can_be_put_off_and_ended_alone_or_with_all_others(town: Town) -> None:
    lin = town.ids[LIN]
    with town.database.write() as connection:
        for token in ("a", "b", "c"):
            people.start_session(connection, token, lin, NOW, NOW + HOUR, "")
        first = people.session(connection, "a", NOW)
        assert first is not None
        people.extend_session(connection, first.id, NOW + 2 * HOUR)
        assert people.session(connection, "a", NOW + HOUR) is not None
        people.end_sessions(connection, lin, NOW, first.id)
        assert [people.session(connection, token, NOW) is not None for token in "abc"] == [False, True, True]
        people.end_sessions(connection, lin, NOW)
        assert [people.session(connection, token, NOW) is not None for token in "abc"] == [False, False, False]


def test_a_new_password_takes_the_place_of_the_old(town: Town) -> None:
    with town.database.write() as connection:
        people.set_password(connection, town.ids[LIN], "new")
        known = people.by_login(connection, LIN)
        other = people.by_login(connection, ZHAO)
    assert known is not None
    assert other is not None
    assert known[1] == "new"
    assert other[1] != "new"


def test_an_invitation_is_open_until_it_is_used_or_runs_out(town: Town) -> None:
    with town.database.write() as connection:
        asked = NewInvitation("digest", town.unit, "孙可", (Role.contributor, Role.editor))
        invitations.add(connection, (asked,), town.ids[QIAN], NOW + HOUR)
    with town.database.write() as connection:
        (found,) = invitations.by_token(connection, "digest", NOW)
        assert (found.unit_name, found.name, found.roles) == ("云澜县清溪镇人民政府", "孙可", (Role.contributor, Role.editor))
        assert invitations.by_token(connection, "digest", NOW + HOUR) == ()
        assert invitations.by_token(connection, "other", NOW) == ()
        assert invitations.use(connection, (found,), NOW)
        assert not invitations.use(connection, (found,), NOW)
        assert invitations.by_token(connection, "digest", NOW) == ()
