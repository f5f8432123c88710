"""How a person comes to be known: first run, sign-in, invitation, a new password."""

from datetime import timedelta

import pytest

from server.actions import entering, guarding
from server.actions.entering import NewPerson
from server.actions.passwords import digest, fits, hashed
from server.library import Library
from server.report.problems import NotAllowed, NotFound, Refused
from server.report.who import Role
from server.storage import audit, people
from server.storage.engine import Database
from tests.cast import LIN, NOW, PASSWORD, QIAN, ZHAO, ZHENG, ZHOU, Town, unit_of

HOUR = timedelta(hours=1)
SUN = NewPerson("sun", "孙可", "hash")


def _first_run(database: Database, library: Library) -> int:
    with database.write() as connection:
        return entering.first_run(connection, SUN, unit_of(library, "清溪镇"), NOW)


def _invite(town: Town, *roles: Role) -> str:
    with town.database.write() as connection:
        return entering.invite(connection, town.actor(QIAN), town.unit, "孙可", roles)


def test_the_first_run_makes_a_unit_and_somebody_who_may_do_everything_in_it(sqlite: Database, library: Library) -> None:
    person = _first_run(sqlite, library)
    with sqlite.read() as connection:
        held = people.memberships(connection, person, NOW)
        known = people.by_login(connection, "sun")
    assert {role.value for _, role in held} == {"contributor", "editor", "reviewer", "signer", "overseer", "admin", "auditor"}
    assert known is not None
    assert known[0].name == "孙可"


def test_there_is_only_one_first_run(sqlite: Database, library: Library) -> None:
    _first_run(sqlite, library)
    with pytest.raises(NotFound):
        _first_run(sqlite, library)


def test_name_and_password_open_the_door(town: Town) -> None:
    assert entering.sign_in(town.database, LIN, PASSWORD, NOW).name == "林晓"


@pytest.mark.parametrize(
    ("login", "password"), [(LIN, "falsch"), ("nobody", PASSWORD), (LIN, ""), ("", ""), ("林" * 1000, "x" * 10_000), (ZHAO, PASSWORD + " ")]
)
def test_a_wrong_name_or_password_does_not_and_the_answer_is_the_same(town: Town, login: str, password: str) -> None:
    with pytest.raises(Refused, match="登录名或密码不对"):
        entering.sign_in(town.database, login, password, NOW)


@pytest.mark.parametrize("login", [LIN, "nobody", "x" * 300])
def test_after_five_failures_the_name_must_wait_even_with_the_right_password(town: Town, login: str) -> None:
    for _ in range(5):
        with pytest.raises(Refused, match="登录名或密码不对"):
            entering.sign_in(town.database, login, "falsch", NOW)
    with pytest.raises(Refused, match="请15分钟后再试"):
        entering.sign_in(town.database, login, PASSWORD, NOW)


def test_others_need_not_wait_and_the_wait_ends(town: Town) -> None:
    for _ in range(5):
        with pytest.raises(Refused):
            entering.sign_in(town.database, LIN, "falsch", NOW)
    assert entering.sign_in(town.database, ZHAO, PASSWORD, NOW).login == ZHAO
    assert entering.sign_in(town.database, LIN, PASSWORD, NOW + timedelta(minutes=16)).login == LIN


def test_a_sign_in_that_worked_wipes_out_the_failures_before_it(town: Town) -> None:
    for _ in range(4):
        with pytest.raises(Refused):
            entering.sign_in(town.database, LIN, "falsch", NOW)
    entering.sign_in(town.database, LIN, PASSWORD, NOW)
    with town.database.read() as connection:
        assert audit.failures(connection, guarding.name_key(LIN), NOW - HOUR) == 0


@pytest.mark.parametrize("password", ["", "1234567", "x" * 201])
def test_a_password_has_eight_to_two_hundred_characters(password: str) -> None:
    with pytest.raises(Refused, match="8到200"):
        entering.checked("sun", "孙可", password)


def test_a_sign_in_name_is_short_enough_for_every_store(database: Database, library: Library) -> None:
    with pytest.raises(Refused, match="登录名"):
        entering.checked("x" * 101, "孙可", "12345678")
    with database.write() as connection:
        person = NewPerson("𠮷" * 100, "孙", "hash")
        entering.first_run(connection, person, unit_of(library, "清溪镇"), NOW)


def test_a_password_is_kept_as_a_hash_that_only_fits_it() -> None:
    person = entering.checked(" sun ", " 孙可 ", "清溪河水清又清清")
    assert (person.login, person.name) == ("sun", "孙可")
    assert person.password.startswith("$argon2id$")
    assert fits("清溪河水清又清清", person.password)
    assert not fits("清溪河水清又清", person.password)
    assert not fits("清溪河水清又清清", None)


def test_a_session_is_kept_only_as_a_digest_and_ends_on_sign_out(town: Town) -> None:
    with town.database.write() as connection:
        token = entering.start_session(connection, town.ids[LIN], NOW, HOUR, "Firefox")
        assert people.session(connection, token, NOW) is None
        found = people.session(connection, digest(token), NOW)
        assert found is not None
        entering.sign_out(connection, town.actor(LIN), found.id)
        assert people.session(connection, digest(token), NOW) is None


def test_a_new_password_ends_every_session_and_is_recorded(town: Town) -> None:
    with town.database.write() as connection:
        tokens = [entering.start_session(connection, town.ids[LIN], NOW, HOUR, "") for _ in range(2)]
        entering.reset_password(connection, LIN, hashed("ein neues Wort"), NOW)
        assert [people.session(connection, digest(token), NOW) for token in tokens] == [None, None]
        known = people.by_login(connection, LIN)
    assert known is not None
    assert fits("ein neues Wort", known[1])
    assert entering.sign_in(town.database, LIN, "ein neues Wort", NOW).login == LIN


def test_nobody_gets_a_new_password_who_is_not_there(town: Town) -> None:
    with pytest.raises(NotFound), town.database.write() as connection:
        entering.reset_password(connection, "nobody", "hash", NOW)


def test_an_invitation_brings_somebody_in_with_its_roles_once(town: Town) -> None:
    token = _invite(town, Role.contributor, Role.editor)
    with town.database.write() as connection:
        person = entering.accept(connection, token, SUN, NOW)
        assert people.roles_at(connection, person, town.unit, NOW) == (Role.contributor, Role.editor)
    with pytest.raises(NotFound), town.database.write() as connection:
        entering.accept(connection, token, NewPerson("li", "李", "hash"), NOW)


def test_an_invitation_runs_out_after_fourteen_days(town: Town) -> None:
    token = _invite(town, Role.contributor)
    with pytest.raises(NotFound), town.database.write() as connection:
        entering.accept(connection, token, SUN, NOW + timedelta(days=14))
    with town.database.write() as connection:
        entering.accept(connection, token, SUN, NOW + timedelta(days=14, seconds=-1))


def test_a_name_that_is_taken_leaves_the_invitation_open(town: Town) -> None:
    token = _invite(town, Role.contributor)
    with pytest.raises(Refused, match="“lin”已有人使用"), town.database.write() as connection:
        entering.accept(connection, token, NewPerson(LIN, "孙可", "hash"), NOW)
    with town.database.write() as connection:
        entering.accept(connection, token, SUN, NOW)


@pytest.mark.parametrize("token", ["", "guess", "林" * 1000])
def test_a_guessed_link_leads_nowhere(town: Town, token: str) -> None:
    with pytest.raises(NotFound), town.database.write() as connection:
        entering.accept(connection, token, SUN, NOW)


def test_only_the_administrator_of_the_unit_invites(town: Town) -> None:
    for login, problem in ((LIN, NotAllowed), (ZHAO, NotAllowed), (ZHENG, NotAllowed), (ZHOU, NotFound)):
        with pytest.raises(problem), town.database.write() as connection:
            entering.invite(connection, town.actor(login), town.unit, "孙可", (Role.editor,))


def test_a_failure_is_counted_by_the_whole_name(town: Town) -> None:
    for _ in range(5):
        with pytest.raises(Refused):
            entering.sign_in(town.database, "lin2", "falsch", NOW)
    assert entering.sign_in(town.database, LIN, PASSWORD, NOW).login == LIN
