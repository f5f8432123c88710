"""The kinds of long work and who does each."""

from server.actions.jobs import PAST, RETURNS, Doing
from server.actions.past import read_past
from server.actions.returns import read_returns

DOING: dict[str, Doing] = {PAST: read_past, RETURNS: read_returns}
