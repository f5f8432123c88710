"""The kinds of long work and who does each."""

from server.actions.jobs import PAST, PREVIEW, RETURNS, Doing
from server.actions.past import read_past
from server.actions.previewing import make_pages
from server.actions.returns import read_returns

DOING: dict[str, Doing] = {PAST: read_past, RETURNS: read_returns, PREVIEW: make_pages}
