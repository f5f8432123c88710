"""A few towns and weeks, two who remind, crashes between claim and record: everybody hears, once, and no more when it is done."""

from collections.abc import Callable
from datetime import date, datetime
from random import Random

import pytest

from server.actions import daily
from server.actions.calling import Office
from server.clock import BEIJING
from server.library import Library
from server.notify.letters import Failed, Letter, Outcome, Sent
from server.storage.engine import Database
from server.web.views.letters import letter_of
from tests.season.county import County, settle
from tests.season.rounds import Rounds, judged
from tests.season.stories import begin, story

NAMES = ("高桥", "石门", "双河", "枫林")
CLOCKS = ((8, 35), (8, 50), (18, 0))
DOWN = {date(2026, 1, 28)}


class Killed(BaseException):
    """The process ends here."""


class Two:
    """Two who remind, of whom one may be killed while it sends, before or after the other side has taken the letter."""

    def __init__(self, county: County, dice: Random, often: float) -> None:
        self.county, self.dice, self.often = county, dice, often
        self.came: list[tuple[str, str, str, str]] = []
        self.now = datetime(2026, 1, 1, tzinfo=BEIJING)
        self.killed = 0

    def mail(self, letter: Letter) -> Outcome:
        """A mail server that is down on some days, and at which the sender may die."""
        if self.now.astimezone(BEIJING).date() in DOWN:
            return Failed("连不上", again=True)
        fate = 1.0 if self.now.astimezone(BEIJING).hour == CLOCKS[-1][0] else self.dice.random()
        if fate < self.often / 2:
            raise Killed
        self.came.append(("mail", letter.receiver, letter.text, letter.message_id))
        if fate < self.often:
            raise Killed
        return Sent()

    def remind(self, at: datetime) -> None:
        """One round by both; whoever is killed is gone until the next."""
        self.now = at
        for name in ("one", "two"):
            try:
                daily.remind(self._office(name), at.astimezone(BEIJING).date())
            except Killed:
                self.killed += 1

    def arrived(self) -> list[tuple[str, str, str, str]]:
        """What the mail server took since it was asked last."""
        came, self.came = self.came, []
        return came

    def _office(self, name: str) -> Office:
        library = self.county.library
        write: Callable[..., Letter] = lambda each: letter_of(library, "", each)  # noqa: E731
        return Office(self.county.database, library, {"mail": self.mail}, write, lambda: self.now, f"{name}.{self.killed}")


@pytest.mark.parametrize("seed", [1])
def test_everybody_hears_what_waits_for_them_whatever_crashes(database: Database, library: Library, seed: int) -> None:
    dice = Random(seed)
    county = settle(database, library, NAMES)
    begin(county, NAMES)
    events = [each for name in NAMES for each in story(county, f"{name}镇", dice)]
    for each in [each for each in events if each.day < date(2026, 1, 26)]:
        county.happen(each)
    two = Two(county, dice, 0.4)
    rounds = Rounds(county, two.remind, two.arrived)
    rounds.play(date(2026, 1, 26), date(2026, 2, 3), events, CLOCKS, DOWN)
    faults, twice = judged(county)
    assert faults == []
    assert two.killed > 3
    assert twice > 0
    assert county.watch.arrived["mail"] > 20
