"""Mailboxes, the inbox and calendar addresses on both stores; what was published rises only when it changed."""

from datetime import date, datetime, timedelta

import pytest

from server.report.season.reminding import Item
from server.storage import feeds, letters, mailboxes
from server.storage.feeds import Feed, Published, Said
from server.storage.letters import Draft, LetterState
from server.storage.mailboxes import Mailbox
from tests.cast import BEGAN, LIN, NOW, ZHAO, ZHOU, Town

DAY = date(2026, 1, 9)
HOUR = timedelta(hours=1)


def item(town: Town, key: str = "report-higher_party") -> Item:
    """One line of a digest."""
    return Item(town.report, "清溪镇", 2025, "report", key, "中共云澜县委", date(2026, 1, 30), 15, late=False)


def keep(town: Town, login: str, day: date = DAY, way: str = "inbox", state: LetterState = LetterState.sent) -> int:
    """A letter to one of the cast."""
    person = town.ids[login]
    draft = Draft(way, str(person), person, None, day, (item(town),), "zhao@qingxi.example.cn" if way == "mail" else "", "m@x")
    with town.database.write() as connection:
        found = letters.add(connection, draft, state, NOW, NOW)
    assert found is not None
    return found


def test_nobody_has_a_mailbox_until_one_is_kept(town: Town) -> None:
    zhao = town.ids[ZHAO]
    with town.database.write() as connection:
        assert mailboxes.mailbox(connection, zhao) is None
        mailboxes.keep(connection, zhao, Mailbox("zhao@qingxi.example.cn", wanted=True))
        mailboxes.keep(connection, zhao, Mailbox("zhao@yunlan.example.cn", wanted=False))
        assert mailboxes.mailbox(connection, zhao) == Mailbox("zhao@yunlan.example.cn", wanted=False)
        assert mailboxes.mailbox(connection, town.ids[LIN]) is None


def test_only_those_who_want_letters_have_an_address_to_write_to(town: Town) -> None:
    lin, zhao, zhou = town.ids[LIN], town.ids[ZHAO], town.ids[ZHOU]
    with town.database.write() as connection:
        mailboxes.keep(connection, lin, Mailbox("lin@a.cn", wanted=True))
        mailboxes.keep(connection, zhao, Mailbox("zhao@a.cn", wanted=False))
        mailboxes.keep(connection, zhou, Mailbox("", wanted=True))
        assert mailboxes.addresses(connection, [lin, zhao, zhou]) == {lin: "lin@a.cn"}
        assert mailboxes.addresses(connection, [zhao]) == mailboxes.addresses(connection, []) == {}


def test_the_inbox_shows_unread_first_then_the_newest(town: Town) -> None:
    first, second, third = (keep(town, ZHAO, DAY + timedelta(days=days)) for days in range(3))
    keep(town, LIN)
    keep(town, ZHAO, way="mail")
    zhao = town.ids[ZHAO]
    with town.database.write() as connection:
        assert mailboxes.unseen(connection, zhao) == 3
        assert mailboxes.see(connection, zhao, [third, first], NOW) == 2
        assert mailboxes.unseen(connection, zhao) == 1
        shown = mailboxes.inbox(connection, zhao, 50)
        assert [each.id for each in mailboxes.inbox(connection, zhao, 2)] == [second, third]
    assert [each.id for each in shown] == [second, third, first]
    assert [each.seen_at for each in shown] == [None, NOW, NOW]
    assert shown[0].items == (item(town),)


def test_reading_marks_ones_own_inbox_once(town: Town) -> None:
    mine, theirs, mailed = keep(town, ZHAO), keep(town, LIN), keep(town, ZHAO, way="mail")
    zhao = town.ids[ZHAO]
    with town.database.write() as connection:
        assert mailboxes.see(connection, zhao, [mine, theirs, mailed, 999], NOW) == 1
        assert mailboxes.see(connection, zhao, [mine], NOW + HOUR) == 0
        assert mailboxes.inbox(connection, zhao, 9)[0].seen_at == NOW
        assert mailboxes.unseen(connection, town.ids[LIN]) == 1


def test_what_arrived_is_listed_by_any_way_and_whatever_became_of_it(town: Town) -> None:
    kept = keep(town, ZHAO), keep(town, ZHAO, way="mail", state=LetterState.failed)
    keep(town, ZHAO, DAY - timedelta(days=1))
    keep(town, ZHAO, DAY + timedelta(days=1), way="mail", state=LetterState.dropped)
    with town.database.read() as connection:
        found = mailboxes.arrived(connection, town.ids[ZHAO], DAY)
    assert [each.id for each in found] == [kept[1], kept[0]]
    assert [(each.way, each.state, each.address) for each in found] == [
        ("mail", LetterState.failed, "zhao@qingxi.example.cn"),
        ("inbox", LetterState.sent, ""),
    ]


def test_a_feed_is_found_by_the_digest_of_its_token_until_it_is_revoked(town: Town) -> None:
    zhao = town.ids[ZHAO]
    with town.database.write() as connection:
        mine = feeds.add_feed(connection, "digest", zhao, None, NOW)
        one = feeds.add_feed(connection, "other", zhao, town.unit, NOW)
        assert feeds.feed(connection, "digest") == Feed(mine, zhao, "赵敏", None, "", NOW)
        assert feeds.feed(connection, "other") == Feed(one, zhao, "赵敏", town.unit, "清溪镇", NOW)
        assert feeds.feed(connection, "guess") is None
        assert [each.id for each in feeds.feeds_of(connection, zhao)] == [mine, one]
        assert not feeds.revoke(connection, mine, town.ids[LIN], NOW)
        assert feeds.revoke(connection, mine, zhao, NOW)
        assert not feeds.revoke(connection, mine, zhao, NOW)
        assert feeds.feed(connection, "digest") is None
        assert [each.id for each in feeds.feeds_of(connection, zhao)] == [one]


@pytest.mark.parametrize(
    ("day", "text", "state"),
    [(date(2026, 1, 29), "清溪镇：最迟报送", "open"), (date(2026, 1, 30), "改了", "open"), (date(2026, 1, 30), "清溪镇：最迟报送", "done")],
)
def test_a_changed_date_rises_and_the_same_one_stays(town: Town, day: date, text: str, state: str) -> None:
    said = Said(town.report, "report-higher_party", date(2026, 1, 30), "清溪镇：最迟报送", "open")
    other = Said(town.report, "copy-higher_oversight", date(2026, 1, 30), "清溪镇：最迟抄送", "open")
    with town.database.write() as connection:
        for at in (NOW, NOW + HOUR):
            feeds.publish(connection, said, at)
            feeds.publish(connection, other, at)
        assert feeds.published(connection, [town.report]) == {each.place: Published(each, 0, NOW) for each in (said, other)}
        changed = Said(*said.place, day, text, state)
        feeds.publish(connection, changed, NOW + 2 * HOUR)
        feeds.publish(connection, changed, NOW + 3 * HOUR)
        found = feeds.published(connection, [town.report])
        assert found == {said.place: Published(changed, 1, NOW + 2 * HOUR), other.place: Published(other, 0, NOW)}
        feeds.publish(connection, said, NOW + 4 * HOUR)
        assert feeds.published(connection, [town.report])[said.place] == Published(said, 2, NOW + 4 * HOUR)
        assert feeds.published(connection, []) == feeds.published(connection, [999]) == {}


def test_a_report_was_opened_when_it_was(town: Town) -> None:
    with town.database.read() as connection:
        born: dict[int, datetime] = feeds.born(connection, [town.report, 999])
    assert born == {town.report: NOW}
    assert born[town.report] > BEGAN
