"""What one running program consists of, and what it keeps for all who ask."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from server import clock
from server.actions.examining import Examiner
from server.actions.jobs import Shop
from server.actions.outlooks import Outlooks
from server.actions.work import DOING
from server.library import Library
from server.settings import Settings
from server.storage.engine import Database
from server.web.worker import Worker

if TYPE_CHECKING:
    from server.identity import House


@dataclass(frozen=True)
class Site:
    """What one running program consists of. `gate` is the one-time code of the first run, "" on loopback.

    `patience`: seconds a page waits for long work before it shows how far it is; what is quick needs no page of its own.
    """

    settings: Settings
    database: Database
    library: Library
    gate: str = ""
    patience: float = 1.5

    @property
    def house_name(self) -> str:
        """What the sign-in service of the house is called, "" where there is none."""
        return self.settings.oidc_name if self.settings.oidc_issuer and self.settings.oidc_client else ""

    @cached_property
    def house(self) -> "House":
        """The sign-in service of the house; only what asks it needs the libraries for it."""
        from server.identity import House  # noqa: PLC0415

        return House(self.settings.oidc_issuer, self.settings.oidc_client, self.settings.oidc_secret.get_secret_value())

    @cached_property
    def worker(self) -> Worker:
        """Who does the long work."""
        return Worker(Shop(self.database, self.library, self.settings.var / "incoming", clock.now), DOING)

    @cached_property
    def examiner(self) -> Examiner:
        """Who examines reports behind the answers."""
        return Examiner(self.database, self.library, clock.now)

    @cached_property
    def outlooks(self) -> Outlooks:
        """What is still open of every report."""
        return Outlooks(self.library)
