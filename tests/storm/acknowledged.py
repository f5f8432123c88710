"""What a server said it had saved: one line each in a file that only grows, written before anything else is done with the answer."""

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pydantic import BaseModel

Value = dict[str, str]
PATIENCE = 120


@dataclass(frozen=True)
class Acknowledged:
    """A save that was answered: the field (text.12), the version it replaced, the version it became, its parts as typed.

    `how`: typed, mine, both, restore. `took` is how long the answer took, in seconds.
    """

    client: int
    field: str
    base: int
    version: int
    value: Value
    how: str
    took: float


@dataclass
class Oracle:
    """What was sent and what was answered, by all clients."""

    path: Path
    tally: dict[str, int] = field(default_factory=dict)
    saves: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _answered: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def sent(self, client: int, name: str, value: Mapping[str, str]) -> None:
        """Something is about to be sent; whether it arrives nobody knows yet."""
        self._write({"sent": name, "client": client, "value": dict(value)})

    def saved(self, said: Acknowledged) -> None:
        """Something was answered as saved."""
        self._write({"saved": asdict(said)})
        self.saves += 1
        self._answered.release()

    def wait_for(self, saves: int) -> None:
        """Wait until so many further saves were answered."""
        for _ in range(saves):
            assert self._answered.acquire(timeout=PATIENCE), self.tally

    def count(self, what: str) -> None:
        """One more of something."""
        with self._lock:
            self.tally[what] = self.tally.get(what, 0) + 1

    def acknowledged(self) -> tuple[Acknowledged, ...]:
        """All that was answered."""
        return tuple(each.saved for each in self._lines() if each.saved)

    def all_sent(self) -> set[tuple[str, str, str]]:
        """(field, part, text) of everything that was ever sent."""
        return {(each.sent, part, text) for each in self._lines() for part, text in each.value.items()}

    def _write(self, line: object) -> None:
        text = json.dumps(line, ensure_ascii=False)
        with self._lock, self.path.open("a", encoding="utf-8") as file:
            file.write(text + "\n")

    def _lines(self) -> Iterator["_Line"]:
        with self.path.open(encoding="utf-8") as file:
            yield from map(_Line.model_validate_json, file)


class _Line(BaseModel):
    """A line of the file: something sent, or something answered."""

    sent: str = ""
    client: int = 0
    value: Value = {}
    saved: Acknowledged | None = None
