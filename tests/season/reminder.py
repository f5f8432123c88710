"""One process that reminds, for the simulation: told on its standard input what time it is, it does a round and says so."""

import sys
from datetime import datetime

from server.actions import daily
from server.actions.calling import Office
from server.clock import BEIJING
from server.loading import load
from server.notify.mail import MailServer, mail_way
from server.notify.robots import Kind, Robot, robot_way
from server.settings import Settings
from server.storage.engine import open_database
from server.web.views.letters import letter_of


class Clock:
    """Shows what it was set to."""

    def __init__(self) -> None:
        self.at = datetime(2025, 11, 1, tzinfo=BEIJING)

    def now(self) -> datetime:
        """The moment."""
        return self.at


def main(url: str, port: str, platforms: str, key: str, secret: str, name: str) -> None:
    """Remind in a store, by a mail server on a port of loopback and by two robots, each time a moment comes in."""
    library, clock = load(Settings().data), Clock()
    ways = {
        "mail": mail_way(MailServer("127.0.0.1", int(port), "chengbao@county.example", "", "", "none", 5.0)),
        "wecom": robot_way(Robot(Kind.wecom, platforms, key), clock.now),
        "dingtalk": robot_way(Robot(Kind.dingtalk, platforms, key, secret), clock.now),
    }
    office = Office(open_database(url), library, ways, lambda each: letter_of(library, "", each), clock.now, name)
    _say("ready")
    for line in sys.stdin:
        clock.at = datetime.fromisoformat(line.strip())
        daily.remind(office, clock.at.astimezone(BEIJING).date())
        _say("done")


def _say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
