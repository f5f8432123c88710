"""Comments, remarks of the county and reasons for sending back: who says, sees, answers and settles them."""

import pytest

from server.actions import remarking, reporting, reviewing
from server.report.problems import Locked, NotAllowed, NotFound, Refused
from server.report.workflow import Move
from server.storage.remarks import Kind, Remark
from tests.cast import LIN, NOW, QIAN, WU, ZHAO, ZHENG, ZHOU, Town


def say(town: Town, login: str, kind: Kind, body: str = "请补数字。", key: str = "disputes") -> int:
    """Somebody says something of a section."""
    with town.database.write() as connection:
        return remarking.add(connection, town.actor(login), town.report, town.section(key).id, kind, body)


def seen(town: Town, login: str) -> list[Remark]:
    """What somebody sees."""
    with town.database.read() as connection:
        return list(remarking.seen(connection, town.standing(connection, login)))


def settle(town: Town, login: str, number: int, words: str = "") -> None:
    """Somebody says that it is dealt with."""
    with town.database.write() as connection:
        remarking.settle(connection, town.actor(login), town.report, number, words)


def test_a_comment_is_for_colleagues_alone(town: Town) -> None:
    say(town, LIN, Kind.comment)
    assert [(each.said.body, each.said.who, each.said.at, each.open) for each in seen(town, ZHAO)] == [("请补数字。", "林晓", NOW, True)]
    assert seen(town, WU)
    assert seen(town, ZHENG) == []
    assert seen(town, QIAN) == []


def test_a_comment_is_answered_settled_and_opened_again(town: Town) -> None:
    number = say(town, LIN, Kind.comment)
    with town.database.write() as connection:
        remarking.answer(connection, town.actor(ZHAO), town.report, number, "明天补。")
    settle(town, ZHAO, number)
    settle(town, LIN, number)
    (found,) = seen(town, LIN)
    assert ([each.body for each in found.answers], found.done_by, found.open) == (["明天补。"], "赵敏", False)
    with town.database.write() as connection:
        remarking.reopen(connection, town.actor(LIN), town.report, number)
    assert seen(town, LIN)[0].open


def test_comments_go_on_when_the_report_is_closed(town: Town) -> None:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    settle(town, WU, say(town, WU, Kind.comment))
    assert not seen(town, WU)[0].open


@pytest.mark.parametrize(("words", "told"), [(" ", "请写内容"), ("长" * 4001, "4001")], ids=["empty", "long"])
def test_words_that_do_not_do_are_refused(town: Town, words: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        say(town, LIN, Kind.comment, words)


@pytest.mark.parametrize(
    ("login", "kind", "refused"),
    [
        (ZHENG, Kind.comment, NotAllowed),
        (QIAN, Kind.comment, NotAllowed),
        (ZHOU, Kind.comment, NotFound),
        (LIN, Kind.county, NotAllowed),
        (WU, Kind.county, NotAllowed),
        (ZHOU, Kind.county, NotFound),
        (WU, Kind.returned, NotFound),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_nobody_speaks_for_another(town: Town, login: str, kind: Kind, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        say(town, login, kind)


def test_the_county_is_answered_by_saying_what_was_done(town: Town) -> None:
    number = say(town, ZHENG, Kind.county)
    with pytest.raises(Refused, match="怎样处理"):
        settle(town, LIN, number)
    with pytest.raises(NotAllowed):
        settle(town, WU, number, "看过。")
    settle(town, LIN, number, "已补12件。")
    (found,) = seen(town, ZHENG)
    assert (found.answers[0].body, found.done_by, found.open) == ("已补12件。", "林晓", False)


def test_the_county_takes_its_own_remark_back_without_words(town: Town) -> None:
    settle(town, ZHENG, say(town, ZHENG, Kind.county))
    assert not seen(town, ZHAO)[0].open


def test_a_remark_of_the_county_waits_while_the_report_is_closed(town: Town) -> None:
    number = say(town, ZHENG, Kind.county)
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.submit, "")
    with pytest.raises(Locked):
        settle(town, LIN, number, "已补。")


def test_what_one_does_not_see_is_not_there(town: Town) -> None:
    number = say(town, LIN, Kind.comment)
    for login in (ZHENG, ZHOU, QIAN):
        with pytest.raises(NotFound), town.database.write() as connection:
            remarking.answer(connection, town.actor(login), town.report, number, "看见了。")
    with pytest.raises(NotFound):
        settle(town, LIN, 99_999)


def test_the_end_of_the_countys_review_may_say_something_of_the_whole(town: Town) -> None:
    with town.database.write() as connection:
        reporting.move(connection, town.actor(ZHAO), town.report, Move.ask_county, "")
        reviewing.end_county(connection, town.actor(ZHENG), town.report, "总体可以，数字请再核。")
    (found,) = seen(town, LIN)
    assert (found.section_id, found.kind, found.said.body) == (None, Kind.county, "总体可以，数字请再核。")
