"""A part that htmx asks for costs the store less than a whole page: nobody sees a head, so nobody is looked up for one."""

from sqlalchemy import Connection, event

from tests.cast import LIN, ZHAO, Town
from tests.web.conftest import SignIn


def _asked(town: Town) -> list[str]:
    """Every statement from now on."""
    heard: list[str] = []

    def hear(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        heard.append(statement)

    event.listen(town.database.engine, "before_cursor_execute", hear)
    return heard


def test_a_part_asks_for_no_letters_and_opens_the_store_once(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(ZHAO)
    path = f"{town.path()}/checklist"
    browser.fetch(path)
    heard = _asked(town)
    part = browser.client.get(path, headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.text
    assert heard.count("BEGIN") == 1
    assert not [each for each in heard if "FROM letter" in each]
    heard.clear()
    assert "赵敏" in browser.fetch(path).text
    assert heard.count("BEGIN") == 2
    assert [each for each in heard if "FROM letter" in each]


def test_the_save_of_a_text_asks_the_store_six_times_and_once_a_minute_seven_times(town: Town, sign_in: SignIn) -> None:
    name = f"text.{town.section('problems').id}.body"
    browser = sign_in(LIN)
    heard = _asked(town)
    asked = []
    for words in ("执法力量不足。", "执法力量仍然不足。"):
        form = browser.get(town.path("problems")).form("保存").type({name: words})
        heard.clear()
        assert form.autosave().json()["status"] == "saved"
        asked.append([each.split()[0] for each in heard[heard.index("BEGIN IMMEDIATE") :]])
    first, second = asked
    assert first == ["BEGIN", *["SELECT"] * 3, "INSERT", "INSERT", "UPDATE"]
    assert second == ["BEGIN", *["SELECT"] * 3, "UPDATE", "INSERT"]
