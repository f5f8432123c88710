"""What is wrong with a line to another machine, in a word; and text from there made fit for one line of the log."""

import ssl
from collections.abc import Iterator
from socket import gaierror

from server.report.season import way_problems as say

LONGEST_SAID = 160
_TROUBLES = {
    gaierror: say.no_such_host,
    ConnectionRefusedError: say.port_closed,
    TimeoutError: say.timed_out,
    ConnectionError: say.cut_off,
    EOFError: say.cut_off,
}


def trouble(wrong: BaseException) -> str:
    """What happened to the line; libraries wrap it, so what lies behind counts."""
    behind = tuple(_behind(wrong))
    for each in behind:
        if isinstance(each, ssl.SSLCertVerificationError):
            return one_line(each.verify_message)
    found = (word() for each in behind for kind, word in _TROUBLES.items() if isinstance(each, kind))
    return next(found, one_line(str(wrong) or type(wrong).__name__))


def one_line(text: str) -> str:
    """Text on one line, short, without characters that end or bend it."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:LONGEST_SAID]


def _behind(wrong: BaseException) -> Iterator[BaseException]:
    """The deepest first: the exception from the system, then what libraries made of it."""
    below = wrong.__cause__ or wrong.__context__
    if below:
        yield from _behind(below)
    yield wrong
