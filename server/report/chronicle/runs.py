"""Which happenings a reader sees as one: what one person typed in one field within a while."""

from collections.abc import Iterable
from datetime import timedelta

from server.report.chronicle.happenings import Happening, Run

TYPED = "save"
PAUSE = timedelta(minutes=30)


def runs(happenings: Iterable[Happening]) -> tuple[Run, ...]:
    """Happenings, newest first, with saves of one field in a row by one person as one.

    What the same person did elsewhere in between does not part them; what anybody else did to the field does.
    """
    made: list[Run] = []
    open_runs: dict[str, int] = {}
    for each in happenings:
        at = open_runs.get(each.target)
        if at is not None and _goes_on(made[at].first, each):
            made[at] = Run(made[at].last, each, made[at].count + 1)
            continue
        open_runs[each.target] = len(made)
        made.append(Run(each, each, 1))
    return tuple(made)


def _goes_on(later: Happening, each: Happening) -> bool:
    typed = later.action == each.action == TYPED and each.version > 0
    return typed and later.person_id == each.person_id and later.at - each.at <= PAUSE
