"""The only reader of the clock. Times are kept in UTC and shown in Beijing time."""

from datetime import UTC, date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "北京时间")


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day in Beijing."""
    return now().astimezone(BEIJING).date()
