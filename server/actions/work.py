"""The kinds of long work and who does each."""

from server.actions.jobs import PAST, Doing
from server.actions.past import read_past

DOING: dict[str, Doing] = {PAST: read_past}
