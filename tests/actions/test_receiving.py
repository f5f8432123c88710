"""How a person is reached: addresses as typed, calendar addresses of their own, letters that were read; all of it in the history."""

import pytest

from server.actions import receiving
from server.actions.passwords import digest
from server.report.problems import NotFound, Refused
from server.storage import feeds, history, mailboxes
from server.storage.mailboxes import Mailbox
from tests.cast import LIN, QIAN, ZHAO, ZHENG, ZHOU, Town


def box(town: Town, login: str, address: str, *, wanted: bool = True) -> Mailbox | None:
    """A mailbox set by one of the cast, as it is kept."""
    with town.database.write() as connection:
        receiving.set_mailbox(connection, town.actor(login), address, wanted=wanted)
        return mailboxes.mailbox(connection, town.ids[login])


def noted(town: Town, action: str) -> list[dict[str, str]]:
    """What the history holds of an action."""
    with town.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT value FROM history WHERE action = ? ORDER BY id", (action,)).all()
    return [history.unpacked(row.value) for row in rows]


@pytest.mark.parametrize(
    "typed",
    [
        "zhao@qingxi.example.cn",
        " zhao@qingxi.example.cn ",
        "ｚｈａｏ＠qingxi．example．cn",
        "zhao@qingxi。example。cn",
        "zhao @ qingxi.example.cn",
    ],
)
def test_an_address_typed_with_a_chinese_keyboard_is_understood(town: Town, typed: str) -> None:
    assert box(town, ZHAO, typed) == Mailbox("zhao@qingxi.example.cn", wanted=True)
    assert noted(town, "set_mailbox") == [{"address": "zhao@qingxi.example.cn", "wanted": "true"}]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请填写邮箱地址"),
        ("zhao", "不像邮箱地址"),
        ("zhao@qingxi", "不像邮箱地址"),
        ("zhao@qq.con", "像是 .com 打错了"),
        ("zhao@163.cm", "像是 .com 打错了"),
        ("赵敏@qq.com", "不像邮箱地址"),
        ("a@b.cn;c@d.cn", "不像邮箱地址"),
        ("x" * 5000 + "@b.cn", "不像邮箱地址"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused_with_what_to_look_at(town: Town, typed: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as refused:
        box(town, ZHAO, typed)
    assert len(refused.value.message) < 160
    assert noted(town, "set_mailbox") == []


def test_no_mail_keeps_the_address_or_lets_go_of_it(town: Town) -> None:
    assert box(town, ZHAO, "zhao@a.cn", wanted=False) == Mailbox("zhao@a.cn", wanted=False)
    assert box(town, ZHAO, "", wanted=False) == Mailbox("", wanted=False)
    with pytest.raises(Refused):
        box(town, ZHAO, "zhao", wanted=False)


def test_a_calendar_address_is_random_and_only_its_digest_is_kept(town: Town) -> None:
    with town.database.write() as connection:
        tokens = {receiving.make_feed(connection, town.actor(LIN), None) for _ in range(3)}
        kept = connection.exec_driver_sql("SELECT token FROM feed").scalars().all()
    assert {len(token) for token in tokens} == {43}
    assert set(kept) == {digest(token) for token in tokens}
    assert all(token not in str(noted(town, "make_feed")) for token in tokens)


@pytest.mark.parametrize("login", [LIN, QIAN, ZHENG])
def test_a_calendar_of_a_unit_is_for_those_who_may_see_it(town: Town, login: str) -> None:
    with town.database.write() as connection:
        token = receiving.make_feed(connection, town.actor(login), town.unit)
        found = feeds.feed(connection, digest(token))
    assert found is not None
    assert (found.unit_id, found.person_id) == (town.unit, town.ids[login])


@pytest.mark.parametrize("login", [ZHOU])
def test_a_calendar_of_another_unit_is_not_to_be_had(town: Town, login: str) -> None:
    with pytest.raises(NotFound), town.database.write() as connection:
        receiving.make_feed(connection, town.actor(login), town.unit)


def test_nobody_needs_more_than_twenty_calendars(town: Town) -> None:
    with town.database.write() as connection:
        for _ in range(20):
            receiving.make_feed(connection, town.actor(LIN), None)
        with pytest.raises(Refused, match="先作废不用的"):
            receiving.make_feed(connection, town.actor(LIN), None)
        receiving.revoke_feed(connection, town.actor(LIN), feeds.feeds_of(connection, town.ids[LIN])[0].id)
        receiving.make_feed(connection, town.actor(LIN), None)


def test_only_its_owner_revokes_an_address_and_only_once(town: Town) -> None:
    with town.database.write() as connection:
        token = receiving.make_feed(connection, town.actor(LIN), None)
        found = feeds.feed(connection, digest(token))
        assert found is not None
        with pytest.raises(NotFound):
            receiving.revoke_feed(connection, town.actor(ZHAO), found.id)
        receiving.revoke_feed(connection, town.actor(LIN), found.id)
        with pytest.raises(NotFound):
            receiving.revoke_feed(connection, town.actor(LIN), found.id)
        assert feeds.feed(connection, digest(token)) is None
    assert noted(town, "revoke_feed") == [{"feed": str(found.id)}]


def test_reading_nothing_new_leaves_no_trace(town: Town) -> None:
    with town.database.write() as connection:
        receiving.see_letters(connection, town.actor(LIN), [1, 2])
    assert noted(town, "see_letters") == []
