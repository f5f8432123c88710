"""Two drafts of a section side by side: what the last one said at each place, and what the new one says there."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate

from server.report.drafting import Drafted
from server.report.merging.cutting import Cut, cut
from server.report.merging.matching import paired


@dataclass(frozen=True)
class Slot:
    """One sentence of a phrase: as last drafted and as drafted now; None where that draft says nothing of the kind."""

    phrase: str
    before: Cut | None
    after: Cut | None

    @property
    def words(self) -> str:
        """By which a text is searched for it."""
        said = self.before or self.after
        return said.words if said else ""


@dataclass(frozen=True)
class _Said:
    """A drafted sentence or item with its parts."""

    phrase: str
    parts: tuple[Cut, ...]


def slots(last: Drafted, new: Drafted) -> tuple[Slot, ...]:
    """Every place of both drafts in the order of the last one, each new one behind what stands before it in the new one.

    A phrase is known by its id, an item of a list by what it says, and a sentence within either by what it says or by its place.
    """
    left, right = _said(last), _said(new)
    came_from = _origins(left, right)
    before = [(place, part) for place, said in enumerate(left) for part in range(len(said.parts))]
    after = [(place, part) for place, said in enumerate(right) for part in range(len(said.parts))]
    answers = {came_from[each]: each for each in after if each in came_from}
    following: dict[tuple[int, int] | None, list[tuple[int, int]]] = defaultdict(list)
    at: tuple[int, int] | None = None
    for each in after:
        at = came_from.get(each, at)
        following[at] += [] if each in came_from else [each]
    leading = [_new(right, each) for each in following[None]]
    made = leading if came_from else []
    for place, part in before:
        now = answers.get((place, part))
        made.append(Slot(left[place].phrase, left[place].parts[part], right[now[0]].parts[now[1]] if now else None))
        made += [_new(right, each) for each in following[place, part]]
    return tuple(made if came_from else made + leading)


def in_new_order(given: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Slots as the new draft has them, behind them those of which it says nothing."""
    said = sorted((each for each in given if each.after), key=lambda each: each.after.start if each.after else 0)
    return (*said, *(each for each in given if each.after is None))


def _new(said: list[_Said], place: tuple[int, int]) -> Slot:
    return Slot(said[place[0]].phrase, None, said[place[0]].parts[place[1]])


def _said(drafted: Drafted) -> list[_Said]:
    """The sentences of a draft, each with the parts of the drafted text that begin in it."""
    paragraph = sum(len(sentence.text) for sentence in drafted.sentences)
    below = paragraph + 1 if paragraph else 0
    inside = accumulate((len(sentence.text) for sentence in drafted.sentences), initial=0)
    lines = accumulate((len(item.text) + bool(item.text) for item in drafted.items), initial=below)
    starts = [*list(inside)[:-1], *list(lines)[:-1]]
    whole = (*drafted.sentences, *drafted.items)
    parts: dict[int, list[Cut]] = defaultdict(list)
    for each in cut(drafted.text)[0]:
        parts[bisect_right(starts, each.start) - 1].append(each)
    return [_Said(sentence.phrase, tuple(parts[place])) for place, sentence in enumerate(whole)]


def _origins(left: list[_Said], right: list[_Said]) -> dict[tuple[int, int], tuple[int, int]]:
    """(sentence, part) of the new draft → (sentence, part) of the last one."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for place, before in _same_phrases(left, right):
        parts = paired([each.words for each in left[before].parts], [each.words for each in right[place].parts])
        found |= {(place, part): (before, origin) for part, origin in parts.items()}
    return found


def _same_phrases(left: list[_Said], right: list[_Said]) -> list[tuple[int, int]]:
    """Places in the new and the last draft that say the same thing."""
    groups = [_by_phrase(left), _by_phrase(right)]
    found = []
    for phrase in groups[0].keys() & groups[1].keys():
        old, new = groups[0][phrase], groups[1][phrase]
        pairs = paired([_whole(left[each]) for each in old], [_whole(right[each]) for each in new])
        found += [(new[at], old[before]) for at, before in pairs.items()]
    return found


def _by_phrase(said: list[_Said]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(said):
        groups[each.phrase].append(place)
    return groups


def _whole(said: _Said) -> str:
    return "".join(each.words for each in said.parts)
