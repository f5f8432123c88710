"""Reminders that somebody was sent, for tests of what shows them."""

from datetime import timedelta

from server import clock
from server.report.season.reminding import Item
from server.storage import letters
from server.storage.letters import Draft, LetterState
from tests.cast import NOW, Town


def letter(
    town: Town, login: str, days: int = 0, way: str = "inbox", state: LetterState = LetterState.sent, name: str = "中共云澜县委"
) -> int:
    """A reminder of some days ago, kept for one of the cast."""
    today, person = clock.today() - timedelta(days=days), town.ids[login]
    item = Item(town.report, "清溪镇", 2025, "report", "report-higher_party", name, today + timedelta(days=3), 2, late=False)
    draft = Draft(way, str(person), person, None, today, (item,), "zhao@qingxi.example.cn" if way == "mail" else "", "m@x")
    with town.database.write() as connection:
        found = letters.add(connection, draft, state, NOW, NOW)
    assert found is not None
    return found
