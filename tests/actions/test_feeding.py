"""What calendars show: the rows and steps of the reports one may see, under names that stay, raised exactly when something changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from server.actions import feeding, receiving
from server.actions.feeding import Shown
from server.actions.passwords import digest
from server.report.deadlines import Extension
from server.report.problems import NotFound
from server.report.season.ledger import Evidence, Record
from server.storage import deliveries, feeds
from server.storage import season_tables as s
from server.storage import tables as t
from tests.cast import LIN, NOW, QIAN, ZHAO, ZHENG, ZHOU, Town

PARTY = "report-higher_party"


@pytest.fixture
def token(town: Town) -> str:
    """A calendar of everything 林 belongs to."""
    return made(town, LIN, None)


def made(town: Town, login: str, unit_id: int | None) -> str:
    """A new calendar of one of the cast."""
    with town.database.write() as connection:
        return receiving.make_feed(connection, town.actor(login), unit_id)


def shown(town: Town, token: str, at: datetime = NOW) -> dict[str, Shown]:
    """The dates of a feed by key."""
    with town.database.read() as connection:
        feed = feeds.feed(connection, digest(token))
    assert feed is not None
    return {each.published.said.key: each for each in feeding.shown(town.database, town.library, feed, at)}


def keep(town: Town, record: Record) -> None:
    """Something recorded in the ledger."""
    with town.database.write() as connection:
        assert deliveries.keep(connection, town.report, record, town.ids[ZHAO], NOW)


def test_a_calendar_holds_the_due_days_and_the_planned_days(town: Town, token: str) -> None:
    found = shown(town, token)
    said = found[PARTY].published.said
    assert (said.day, said.text, said.state) == (date(2026, 1, 30), "清溪镇2025年度报告：最迟报送中共云澜县委", "open")
    assert {"report-higher_government", "copy-higher_oversight", "publish-public", "step:draft", "step:archive"} <= found.keys()
    assert found["step:draft"].published.said.text.startswith("清溪镇2025年度报告：计划完成")
    assert {each.published.sequence for each in found.values()} == {0}


def test_an_optional_row_is_said_to_be_so(town: Town, token: str) -> None:
    texts = [each.published.said.text for each in shown(town, token).values()]
    assert all("（按需）" in text for text in texts if "主席团" in text)


def test_asking_again_changes_nothing(town: Town, token: str) -> None:
    first = shown(town, token)
    assert shown(town, token, NOW + timedelta(days=1)) == first


def test_two_calendars_show_the_same_date_under_the_same_name(town: Town, token: str) -> None:
    assert shown(town, made(town, ZHENG, town.unit)) == shown(town, token)


def test_a_moved_date_keeps_its_name_and_rises_by_one(town: Town, token: str) -> None:
    before = shown(town, token)[PARTY]
    keep(town, Record(0, PARTY, extension=Extension(date(2026, 2, 6), "县司法局", "换届")))
    after = shown(town, token, NOW + timedelta(hours=1))[PARTY]
    assert after.uid == before.uid
    assert (after.published.said.day, after.published.sequence) == (date(2026, 2, 6), 1)
    assert after.published.changed_at == NOW + timedelta(hours=1)
    assert shown(town, token, NOW + timedelta(hours=2))[PARTY] == after


def test_however_many_ask_at_once_a_date_rises_once(town: Town, token: str) -> None:
    shown(town, token)
    keep(town, Record(0, PARTY, extension=Extension(date(2026, 2, 6), "县司法局", "换届")))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: shown(town, token)[PARTY].published.sequence, range(8)))
    assert found == [1] * 8


def test_other_dates_do_not_rise_with_it(town: Town, token: str) -> None:
    shown(town, token)
    keep(town, Record(0, PARTY, extension=Extension(date(2026, 2, 6), "县司法局", "换届")))
    risen = {key for key, each in shown(town, token).items() if each.published.sequence}
    assert PARTY in risen
    assert not {"report-higher_government", "publish-public", "step:publication"} & risen


def test_a_row_that_is_done_says_so(town: Town, token: str) -> None:
    shown(town, token)
    keep(town, Record(0, PARTY, done_on=date(2026, 1, 12), evidence=Evidence("收文回执3号")))
    said = shown(town, token)[PARTY].published
    assert (said.said.text, said.said.state, said.sequence) == ("已办：清溪镇2025年度报告：最迟报送中共云澜县委", "done", 1)


def test_nothing_that_was_recorded_reaches_a_calendar(town: Town, token: str) -> None:
    keep(town, Record(0, PARTY, done_on=date(2026, 1, 12), evidence=Evidence("收文回执3号"), note="内部备注"))
    assert not any("3号" in each.published.said.text or "备注" in each.published.said.text for each in shown(town, token).values())


def test_a_date_that_is_none_any_more_is_gone_and_comes_back_under_its_name(town: Town, token: str) -> None:
    before = shown(town, token)["copy-higher_oversight"]
    sources = {rule.id for rule in town.library.rules if rule.nature == "copy"}
    with town.database.write() as connection:
        for rule_id in sources:
            row = {
                "unit_id": town.unit,
                "rule_id": rule_id,
                "off": True,
                "reason": "改由县里抄送",
                "saved_at": NOW,
                "saved_by": town.ids[QIAN],
            }
            connection.execute(s.local_rule.insert().values(content="{}", version=1, **row))
    gone = shown(town, token)["copy-higher_oversight"]
    assert (gone.published.said.state, gone.published.sequence, gone.uid) == ("gone", 1, before.uid)
    assert shown(town, token)["copy-higher_oversight"] == gone
    with town.database.write() as connection:
        connection.execute(s.local_rule.delete())
    again = shown(town, token)["copy-higher_oversight"]
    assert (again.published.said, again.published.sequence, again.uid) == (before.published.said, 2, before.uid)


def test_names_differ_between_reports_and_between_stores(town: Town, token: str) -> None:
    uids = [each.uid for each in shown(town, token).values()]
    assert len(set(uids)) == len(uids)
    assert all(uid.startswith(f"20260109T023200000000-{town.report}-") and uid.endswith("@chengbao") for uid in uids)


def test_a_calendar_of_all_follows_the_person(town: Town) -> None:
    token = made(town, LIN, None)
    assert shown(town, token)
    _leave(town, LIN)
    assert shown(town, token) == {}
    assert shown(town, made(town, ZHOU, None)) == {}


def test_a_calendar_of_a_unit_ends_with_the_right_to_see_it(town: Town) -> None:
    token = made(town, LIN, town.unit)
    assert shown(town, token)
    _leave(town, LIN)
    with pytest.raises(NotFound):
        shown(town, token)


def test_a_calendar_goes_back_two_years_and_no_further(town: Town, token: str) -> None:
    assert shown(town, token, datetime(2027, 12, 31, 12, tzinfo=UTC))
    assert not shown(town, token, datetime(2027, 12, 31, 17, tzinfo=UTC))


def _leave(town: Town, login: str) -> None:
    with town.database.write() as connection:
        connection.execute(update(t.membership).where(t.membership.c.person_id == town.ids[login]).values(until=NOW))
