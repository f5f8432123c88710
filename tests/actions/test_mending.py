"""Suggestions put into the text and back: for whoever saw the text as it is, each time as a new version."""

import pytest

from server.actions import mending, reporting
from server.actions.mending import Change, Made
from server.report.findings import Class, Finding, Strength
from server.report.problems import Locked, NotAllowed, NotFound, Refused, Stale
from server.report.workflow import Move
from server.storage import contents
from tests.actions.typist import typed
from tests.cast import LIN, WU, ZHAO, ZHOU, Town

TEXT = "排查𠮷纠纷，截止11月底,办结8件;建立台帐。"


def _id(town: Town, key: str = "disputes") -> int:
    return town.section(key).id


def _version(town: Town, key: str = "disputes") -> int:
    with town.database.read() as connection:
        return contents.bodies(connection, [_id(town, key)])[_id(town, key)][1]


def _accept(town: Town, change: Change, login: str = LIN) -> Made:
    with town.database.write() as connection:
        return mending.accept(connection, town.library, town.actor(login), town.report, change)


def _restore(town: Town, *made: Made) -> None:
    with town.database.write() as connection:
        mending.restore(connection, town.library, town.actor(LIN), town.report, made)


def _finding(quote: str, suggestion: str, key: str = "disputes", text: str = TEXT) -> Finding:
    at = text.index(quote)
    return Finding(
        "P03",
        "",
        Strength.practice,
        Class.must,
        "全角",
        quote=quote,
        suggestion=suggestion,
        section=key,
        typed=at,
        start=at + 50,
        end=at + 51,
    )


def test_a_suggestion_takes_its_place_as_a_new_version_and_goes_again(town: Town) -> None:
    typed(town, "disputes", TEXT)
    made = _accept(town, Change(_id(town), 1, 6, "截止", "截至"))
    assert made == Made(_id(town), 2)
    assert town.text("disputes") == TEXT.replace("截止", "截至")
    _restore(town, made)
    assert town.text("disputes") == TEXT
    assert _version(town) == 3


def test_a_text_that_somebody_changed_is_not_touched(town: Town) -> None:
    typed(town, "disputes", TEXT)
    made = _accept(town, Change(_id(town), 1, 6, "截止", "截至"))
    with pytest.raises(Stale):
        _accept(town, Change(_id(town), 1, 6, "截止", "截至"))
    typed(town, "disputes", "重写。")
    with pytest.raises(Stale):
        _restore(town, made)
    assert town.text("disputes") == "重写。"


@pytest.mark.parametrize("change", [(5, "截止", "截至"), (-1, "截止", "截至"), (6, "", "截至"), (10**6, "截止", "截至")])
def test_words_that_do_not_stand_there_are_refused(town: Town, change: tuple[int, str, str]) -> None:
    typed(town, "disputes", TEXT)
    with pytest.raises(Refused, match="没有替换"):
        _accept(town, Change(_id(town), 1, *change))
    with town.database.write() as connection:
        assert mending.accept_saved(connection, town.library, town.actor(LIN), town.report, _id(town), change) is None
    assert town.text("disputes") == TEXT


def test_only_who_may_fill_mends_and_only_what_is_in_the_report(town: Town) -> None:
    typed(town, "disputes", TEXT)
    change = Change(_id(town), 1, 6, "截止", "截至")
    with pytest.raises(NotAllowed):
        _accept(town, change, WU)
    with pytest.raises(NotFound):
        _accept(town, change, ZHOU)
    with pytest.raises(NotFound):
        _accept(town, Change(9999, 0, 0, "截止", "截至"))
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    with pytest.raises(Locked):
        _accept(town, change)


def test_all_places_of_a_class_are_mended_at_once_and_go_back_at_once(town: Town) -> None:
    typed(town, "disputes", TEXT)
    typed(town, "plans", "继续排查;")
    found = (_finding(",", "，"), _finding(";", "；"), _finding(";", "；", "plans", "继续排查;"), _finding("台帐", "", text=TEXT))
    with town.database.write() as connection:
        made = mending.repair(connection, town.library, town.actor(LIN), town.report, found)
    assert town.text("disputes") == "排查𠮷纠纷，截止11月底，办结8件；建立台帐。"
    assert town.text("plans") == "继续排查；"
    _restore(town, *made)
    assert (town.text("disputes"), town.text("plans")) == (TEXT, "继续排查;")


def test_nothing_to_mend_is_said(town: Town) -> None:
    typed(town, "disputes", "没有了。")
    with town.database.write() as connection, pytest.raises(Refused, match="没有可以直接改正"):
        mending.repair(connection, town.library, town.actor(LIN), town.report, (_finding(",", "，"),))


def test_a_first_text_goes_back_to_nothing(town: Town) -> None:
    typed(town, "disputes", TEXT)
    _restore(town, Made(_id(town), 1))
    assert town.text("disputes") == ""
