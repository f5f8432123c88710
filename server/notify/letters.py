"""A letter that goes out and what came of it; the shapes every way out shares, without any way of its own."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """One letter to one receiver.

    `receiver` is the name shown (a person, or a group robot), `address` the mail address ("" for robots, which know theirs).
    `text` and `html` say the same; robots send `text` only. `message_id` is without angle brackets and made when the letter
    is planned: sent again, it stays the same.
    """

    receiver: str
    address: str
    subject: str
    text: str
    html: str
    message_id: str


@dataclass(frozen=True)
class Sent:
    """The other side took it."""


@dataclass(frozen=True)
class Failed:
    """It did surely not go out. `reason` is Chinese, for the log; `again`: another try may do better."""

    reason: str
    again: bool


@dataclass(frozen=True)
class Unclear:
    """The line broke after the letter was handed over and before the answer: it may have gone out. `reason` as in Failed."""

    reason: str


Outcome = Sent | Failed | Unclear
Way = Callable[[Letter], Outcome]
"""One way out. It may take a minute and must be called outside any transaction; it never raises for what the other side does."""
