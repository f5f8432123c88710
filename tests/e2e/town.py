"""A running program with the cast in its store: whoever is wanted is signed in, and every test gets a report of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from server import clock
from server.actions import entering, importing, reporting
from server.actions.allowing import Actor
from server.report.snapshot import load as load_snapshot
from server.storage import reports
from tests.cast import LIN, NAMES, YEAR, ZHAO, Town, unit_of
from tests.e2e.serving import ROOT, Serving

SAMPLE = ROOT / "data" / "samples" / "township.json"


@dataclass
class Place:
    """The server and its store, which is also open here, as it is for `backup` beside `serve`."""

    server: Serving
    town: Town
    years: Iterator[int] = field(default_factory=lambda: count(YEAR + 1))

    def token(self, login: str = ZHAO) -> str:
        """A fresh sign-in of one of the cast."""
        with self.town.database.write() as connection:
            return entering.start_session(connection, self.town.ids[login], clock.now(), timedelta(hours=12), "e2e")

    def report(self) -> str:
        """The address of a new, empty report."""
        editor = Actor(self.town.ids[ZHAO], NAMES[ZHAO], clock.now())
        library, outline = self.town.library, self.town.library.outlines["standard"]
        with self.town.database.write() as connection:
            number = reporting.open_report(
                connection, library, editor, self.town.unit, unit_of(library, "清溪镇"), next(self.years), outline
            )
        return f"{self.server.address}/reports/{number}"

    def sample(self) -> str:
        """The address of a report filled in as data/samples/ has it."""
        editor = Actor(self.town.ids[LIN], NAMES[LIN], clock.now())
        snapshot = load_snapshot(SAMPLE.read_bytes()).model_copy(update={"year": next(self.years)})
        with self.town.database.write() as connection:
            number = importing.import_report(connection, self.town.library, editor, self.town.unit, snapshot)
        return f"{self.server.address}/reports/{number}"

    def section(self, report: str, key: str) -> str:
        """The address of a section's page."""
        with self.town.database.read() as connection:
            sections = reports.sections(connection, int(report.rpartition("/")[2]))
        return f"{report}/sections/{next(section.id for section in sections if section.key == key)}"
