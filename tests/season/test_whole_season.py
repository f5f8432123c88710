"""A county of twenty towns from November to April: two processes remind, one is killed now and then, mail is down for three days."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from threading import Event

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from server.clock import BEIJING
from server.library import Library
from server.storage.engine import Database
from tests.notify.platforms import KEY, SECRET, Platforms, listening
from tests.notify.post_office import HERE, Taken, free_port
from tests.season.county import NAMES, REFUSED, County, open_reports, settle
from tests.season.processes import Pair, pair
from tests.season.rounds import Rounds, judged, unclear
from tests.season.stories import begin, story
from tests.season.watching import SENT

FIRST, LAST = date(2025, 11, 1), date(2026, 4, 30)
DOWN = {date(2026, 1, 27), date(2026, 1, 28), date(2026, 1, 29)}
CLOCKS = ((8, 35), (18, 0))
SEED = 20260131


@dataclass
class Told(Taken):
    """What the server took; `handed` is set as soon as it has a letter, before it says so."""

    handed: Event = field(default_factory=Event)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter."""
        answer = await super().handle_DATA(server, session, envelope)
        self.handed.set()
        return answer


class Post:
    """A real mail server that can be closed and opened again on the same port, and who is behind an address."""

    def __init__(self) -> None:
        self.taken, self.port, self._given = Told(refuses={REFUSED: "550 no such mailbox"}), free_port(), 0
        self._controller: Controller | None = None

    def open(self) -> None:
        """Take letters."""
        self._controller = Controller(self.taken, hostname=HERE, port=self.port)
        self._controller.start()

    def close(self) -> None:
        """Nobody listens any more."""
        if self._controller:
            self._controller.stop()
        self._controller = None

    def fresh(self) -> Iterator[tuple[str, str, str, str]]:
        """What was taken since it was asked last: way, name, text, number."""
        while self._given < len(self.taken.letters):
            _, letter = self.taken.letters[self._given]
            self._given += 1
            plain = letter.get_body(("plain",))
            assert plain is not None
            yield "mail", letter["To"].addresses[0].display_name, str(plain.get_content()), letter["Message-ID"].strip("<>")


class Outside:
    """Everything the reminders leave by, and the time there."""

    def __init__(self) -> None:
        self.now = datetime(2025, 11, 1, tzinfo=UTC)
        self.post, self.platforms, self._given = Post(), Platforms(lambda: self.now), 0

    def arrived(self) -> list[tuple[str, str, str, str]]:
        """What came since it was asked last; what robots said has no number."""
        said = self.platforms.said[self._given :]
        self._given += len(said)
        return [*self.post.fresh(), *((way, "", text, "") for way, text in said)]


@contextmanager
def outside() -> Iterator[tuple[Outside, str]]:
    """The mail server and the platforms, for the length of a block, and the address of the latter."""
    there = Outside()
    there.post.open()
    try:
        with listening(there.platforms) as address:
            yield there, address
    finally:
        there.post.close()


def play(county: County, there: Outside, two: Pair, dice: Random) -> None:
    """The whole season."""

    def remind(at: datetime) -> None:
        there.now = at
        two.remind(at, spared=at.astimezone(BEIJING).hour == CLOCKS[-1][0])

    opens = {
        date(2025, 12, 4): lambda: open_reports(county, ["沙洲镇"]),
        min(DOWN): there.post.close,
        max(DOWN) + timedelta(days=1): there.post.open,
    }
    events = [each for name in NAMES for each in story(county, f"{name}镇", dice)]
    rounds = Rounds(county, remind, there.arrived, opens)
    rounds.play(FIRST, LAST, events, CLOCKS, DOWN)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_whole_season_reminds_everybody_of_everything_once(database: Database, library: Library) -> None:
    dice = Random(SEED)
    county = settle(database, library, NAMES)
    begin(county, NAMES)
    county.watch.robot_ways = ("wecom", "dingtalk")
    with outside() as (there, platforms):
        url = database.engine.url.render_as_string(hide_password=False)
        with pair([url, str(there.post.port), platforms, KEY, SECRET], dice, 0.4, there.post.taken.handed) as two:
            play(county, there, two, dice)
    faults, twice = judged(county)
    lost = unclear(county)
    counts = f"{dict(county.watch.arrived)} arrived, {two.killed} killed, {len(lost)} unclear, {twice} arrived again"
    sys.stdout.write(f"\n{counts}, robots {len(county.watch.extra)} more\n")
    assert not faults, "\n".join(faults)
    assert two.killed > 10
    assert len(lost) >= twice
    assert county.watch.arrived["mail"] > 500
    assert min(county.watch.arrived[way] for way in county.watch.robot_ways) > 20
    assert len(county.watch.extra) <= len(lost)
    assert set(SENT) <= county.watch.towns["白石镇"].rows
