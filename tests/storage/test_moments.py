"""A moment comes back as it went in, aware and in UTC, from every store and every time zone of a server."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine, select, text

from server.storage import people
from server.storage import tables as t
from server.storage.engine import Database
from server.storage.tables import Moment

BEIJING = timezone(timedelta(hours=8))


def _kept(database: Database, moment: datetime) -> datetime:
    with database.write() as connection:
        people.add_person(connection, "lin", "林晓", "x", moment)
    with database.read() as connection:
        found = connection.execute(select(t.person.c.created_at)).scalar_one()
    assert isinstance(found, datetime)
    return found


@pytest.mark.parametrize("zone", [UTC, BEIJING])
def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database, zone: timezone) -> None:
    moment = datetime(2026, 1, 9, 10, 32, 5, 123456, tzinfo=zone)
    found = _kept(database, moment)
    assert found == moment
    assert found.utcoffset() == timedelta(0)


@pytest.mark.postgres
def test_a_server_that_lives_in_beijing_still_gives_utc(postgres: Database) -> None:
    moment = datetime(2026, 1, 9, 10, 32, tzinfo=BEIJING)
    assert _kept(postgres, moment) == moment
    in_beijing = Database(create_engine(postgres.engine.url, connect_args={"options": "-c timezone=Asia/Shanghai"}))
    with in_beijing.read() as connection:
        found = connection.execute(select(t.person.c.created_at)).scalar_one()
        zone = connection.execute(text("SHOW timezone")).scalar_one()
    in_beijing.engine.dispose()
    assert zone == "Asia/Shanghai"
    assert found.isoformat() == "2026-01-09T02:32:00+00:00"


def test_no_moment_stays_no_moment(sqlite: Database) -> None:
    dialect = sqlite.engine.dialect
    assert Moment().process_bind_param(None, dialect) is None
    assert Moment().process_result_value(None, dialect) is None
