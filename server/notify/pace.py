"""How often something may be done: so many times in any stretch of a length. Knows no clock; one process only."""

import threading
from collections import deque
from datetime import datetime, timedelta


class Pace:
    """Counts what was done of late. Safe from several threads."""

    def __init__(self, most: int, within: timedelta) -> None:
        self.most, self._within = most, within
        self._done: deque[datetime] = deque()
        self._lock = threading.Lock()

    def allows(self, at: datetime) -> bool:
        """Whether it may be done now; if so, it counts as done."""
        with self._lock:
            while self._done and self._done[0] <= at - self._within:
                self._done.popleft()
            if len(self._done) >= self.most:
                return False
            self._done.append(at)
            return True
