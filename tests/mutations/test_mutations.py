"""One thing changed in a report is found where it is; a report that nobody changed is left alone."""

import os
import sys
from collections import Counter
from collections.abc import Iterable
from random import Random

import pytest

from server.library import Library
from tests.mutations.mutating import Case, alarms, case
from tests.mutations.town import town

SEED = int(os.environ.get("CHENGBAO_TEST_SEED", "20261121"))
SHARE = 0.95


@pytest.mark.parametrize("cases", [100, pytest.param(2000, marks=pytest.mark.long)])
def test_nearly_every_change_of_one_thing_is_found_at_its_place(cases: int, library: Library) -> None:
    random = Random(SEED)
    made = [case(town(random, library), random, library) for _ in range(cases)]
    missed = [each for each in made if not each.seen]
    told = [f"{each.place.kind} {each.place.key} {each.was} → {each.now} | {each.sentence} | {_rules(each)}" for each in missed]
    sys.stdout.write(f"seed {SEED}: {cases - len(missed)} of {cases} found {_shares(made)}\n")
    assert len(missed) <= cases * (1 - SHARE), "\n".join(told)


@pytest.mark.parametrize("reports", [20, pytest.param(300, marks=pytest.mark.long)])
def test_a_report_that_nobody_changed_is_left_alone(reports: int, library: Library) -> None:
    random = Random(SEED)
    found = [each for _ in range(reports) for each in alarms(town(random, library), library)]
    sys.stdout.write(f"seed {SEED}: {len(found)} alarms in {reports} reports\n")
    assert [(each.rule, each.quote, each.message, each.working) for each in found] == []


def _rules(of: Case) -> list[tuple[str, str]]:
    return [(each.rule, each.quote) for each in of.found]


def _shares(made: Iterable[Case]) -> str:
    """How many of each kind were found."""
    all_, seen = Counter(each.place.kind for each in made), Counter(each.place.kind for each in made if each.seen)
    return ", ".join(f"{kind} {seen[kind]}/{all_[kind]}" for kind in sorted(all_))
