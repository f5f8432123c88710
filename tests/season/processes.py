"""Two processes that remind at the same moments, of which one is killed by its number now and then; others stand by."""

import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from queue import Empty, Queue
from random import Random

ROOT = Path(__file__).parents[2]
PATIENCE = 240.0
STANDING_BY = 1
HANDED_OVER = 0.7
LONGEST = 2.0


class Reminding:
    """One process, and what it says."""

    def __init__(self, arguments: list[str], name: str) -> None:
        command = [sys.executable, "-m", "tests.season.reminder", *arguments, name]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.said: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def tell(self, at: datetime) -> None:
        """What time it is."""
        assert self.process.stdin
        self.process.stdin.write(at.isoformat() + "\n")
        self.process.stdin.flush()

    def says(self, word: str, patience: float = PATIENCE) -> bool:
        """Whether it says the word in time."""
        try:
            return self.said.get(timeout=patience).strip() == word
        except Empty:
            return False

    def kill(self) -> None:
        """kill -9 by its number."""
        self.process.kill()
        self.end()

    def end(self) -> None:
        """Nothing is left of it."""
        self.process.wait(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()

    def _read(self) -> None:
        assert self.process.stdout
        try:
            for line in iter(self.process.stdout.readline, ""):
                self.said.put(line)
        except ValueError:  # it was killed, and what it would have said is closed
            return


@dataclass
class Pair:
    """Two that remind. `often`: how often one of them is killed in a round: at any moment, or when a letter has just been handed over."""

    arguments: list[str]
    dice: Random
    often: float
    handed: threading.Event
    killed: int = 0
    _names: Iterator[int] = field(default_factory=count)
    _waiting: deque[Reminding] = field(default_factory=deque)
    _two: list[Reminding] = field(default_factory=list)

    def remind(self, at: datetime, *, spared: bool) -> None:
        """One round by both; one of them may not live to its end unless both are spared."""
        while len(self._two) < 2:
            self._two.append(self._fresh())
        self.handed.clear()
        for each in self._two:
            each.tell(at)
        if not spared and self.dice.random() < self.often:
            self._kill(self._two.pop(self.dice.randrange(2)))
        assert all(each.says("done") for each in self._two), "a process ended by itself"

    def close(self) -> None:
        """End all of them."""
        for each in (*self._two, *self._waiting):
            each.kill()

    def _kill(self, victim: Reminding) -> None:
        if self.dice.random() < HANDED_OVER:
            self.handed.wait(LONGEST)
        if not victim.says("done", self.dice.choice((0, self.dice.uniform(0, 0.05), self.dice.uniform(0, LONGEST)))):
            self.killed += 1
        victim.kill()

    def _fresh(self) -> Reminding:
        while len(self._waiting) <= STANDING_BY:
            self._waiting.append(Reminding(self.arguments, f"process{next(self._names)}"))
        first = self._waiting.popleft()
        assert first.says("ready")
        return first


@contextmanager
def pair(arguments: list[str], dice: Random, often: float, handed: threading.Event) -> Iterator[Pair]:
    """Two that remind, for the length of a block."""
    two = Pair(arguments, dice, often, handed)
    try:
        yield two
    finally:
        two.close()
