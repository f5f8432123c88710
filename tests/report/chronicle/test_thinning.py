"""Which old saves may go: never a last one, never one between two people, never one that stood for an hour."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.report.chronicle.thinning import Saved, idle

BEGAN = datetime(2025, 1, 6, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LATER = BEGAN + timedelta(days=400)
step = st.tuples(
    st.integers(1, 90), st.sampled_from(["text:1", "entry:1:a"]), st.sampled_from([1, 2]), st.sampled_from(["save"] * 4 + ["merge"])
)


def _saved(steps: list[tuple[int, str, int, str]]) -> list[Saved]:
    at, versions, made = BEGAN, {"text:1": 0, "entry:1:a": 0}, []
    for number, (minutes, target, person, action) in enumerate(steps, 1):
        at += timedelta(minutes=minutes)
        versions[target] += 1
        made.append(Saved(number, target, versions[target], action, person, at))
    return made


@given(steps=st.lists(step, max_size=60), kept=st.sets(st.integers(1, 60)))
def test_what_matters_stays(steps: list[tuple[int, str, int, str]], kept: set[int]) -> None:
    saved = _saved(steps)
    gone = set(idle(saved, LATER, kept))
    for target in ("text:1", "entry:1:a"):
        row = [each for each in saved if each.target == target]
        for at, each in enumerate(row):
            following = row[at + 1] if at + 1 < len(row) else None
            stood = following.at - each.at if following else HOUR
            last_of_person = following is not None and following.person_id != each.person_id
            first_of_person = at == 0 or row[at - 1].person_id != each.person_id
            must = stood >= HOUR or last_of_person or first_of_person or each.action != "save" or each.id in kept
            assert not (must and each.id in gone), each


def test_of_an_hour_of_typing_the_first_and_the_last_stay() -> None:
    saved = _saved([(3, "text:1", 1, "save")] * 30)
    gone = idle(saved, LATER)
    left = [each.at.strftime("%H:%M") for each in saved if each.id not in gone]
    assert left == ["08:03", "08:57", "09:00", "09:30"]


def test_what_is_not_old_enough_stays() -> None:
    saved = _saved([(3, "text:1", 1, "save")] * 10)
    assert idle(saved, BEGAN) == ()
    assert len(idle(saved, LATER)) == 8
