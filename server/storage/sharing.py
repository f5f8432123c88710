"""Short writes of several threads in one transaction of SQLite, so that the disk is waited for once: each stands for itself."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from sqlite3 import OperationalError

from sqlalchemy import Connection

MOST = 8
Opening = Callable[[], AbstractContextManager[Connection]]


class Turns:
    """Takes writers one after the other; whoever finds nobody behind commits for all who wrote before."""

    def __init__(self) -> None:
        self._writing = threading.Lock()
        self._behind: deque[None] = deque()
        self._open: _Shared | None = None

    @property
    def behind(self) -> int:
        """How many wait for the one who writes."""
        return len(self._behind)

    @contextmanager
    def turn(self, opening: Opening) -> Iterator[Connection]:
        """A turn in a transaction of `opening`, left when that has been committed. Raises what kept it from being committed."""
        self._behind.append(None)
        with self._writing:
            self._behind.pop()
            shared = self._open = self._open or _Shared(opening)
            try:
                with shared.part():
                    yield shared.connection
            finally:
                if shared.full or not self._behind:
                    self._open = None
                    shared.close()
        shared.await_commit()


class _Shared:
    """One transaction that several writers share."""

    def __init__(self, opening: Opening) -> None:
        self._stack = ExitStack()
        self.connection = self._stack.enter_context(opening())
        self._cursor = self.connection.connection.cursor()
        self._parts = 0
        self._over = threading.Event()
        self._lost: BaseException | None = None

    @property
    def full(self) -> bool:
        """Whether nobody else should come in: those who have written wait for the end."""
        return self._parts == MOST or self._lost is not None

    @contextmanager
    def part(self) -> Iterator[None]:
        """What fails in here leaves nothing; what others wrote before stays."""
        self._parts += 1
        self._cursor.execute("SAVEPOINT part")
        try:
            yield
            self._cursor.execute("RELEASE part")
        except BaseException as wrong:
            self._undo(wrong)
            raise

    def close(self) -> None:
        """Commit for everybody."""
        try:
            self._stack.close()
        except Exception as wrong:  # noqa: BLE001 everybody who wrote raises it
            self._lost = wrong
        self._over.set()

    def await_commit(self) -> None:
        """Raises what prevented the commit."""
        self._over.wait()
        if self._lost:
            raise self._lost

    def _undo(self, wrong: BaseException) -> None:
        """Back to where the part began. A full disk may have taken the whole transaction, with what others wrote."""
        try:
            self._cursor.execute("ROLLBACK TO part")
            self._cursor.execute("RELEASE part")
        except OperationalError:
            self._lost = wrong
