"""What happened to a report, replayed: its sections, texts, items and figures as they stood behind the last happening."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from server.report.chronicle.happenings import Happening
from server.report.snapshot import Item


@dataclass(frozen=True)
class Place:
    """A section as it is now: what to fall back on where the history does not tell how it stood."""

    id: int
    heading: str
    shown: bool


@dataclass(frozen=True)
class Stood:
    """A report as it stood. `order`: its sections with heading and whether they were on; `whole`: the history tells all of it."""

    order: tuple[Place, ...]
    done: frozenset[int]
    texts: Mapping[int, str]
    items: Mapping[int, tuple[Item, ...]]
    entries: Mapping[str, Mapping[str, str]]
    whole: bool


def replay(now: Iterable[Place], happenings: Iterable[Happening], strays: Mapping[int, int] | None = None) -> Stood:
    """The report behind the last of these happenings, which come in their order; of texts and figures the last of each is enough.

    `strays`: the sections of items whose beginning does not tell it, because they are older than that was written down.
    """
    made = _Making(dict(strays or {}))
    for each in happenings:
        step = _STEPS.get(each.kind)
        if step:
            step(made, each)
    known = made.order is not None
    return Stood(
        order=made.order if made.order is not None else tuple(now),
        done=frozenset(made.done),
        texts=made.texts,
        items={section: tuple(item for _, item in there.items()) for section, there in made.items.items() if there},
        entries=made.entries,
        whole=known and not made.lost,
    )


class _Making:
    """What is known so far."""

    def __init__(self, strays: dict[int, int]) -> None:
        self.strays = strays
        self.order: tuple[Place, ...] | None = None
        self.done: set[int] = set()
        self.texts: dict[int, str] = {}
        self.items: dict[int, dict[int, Item]] = {}
        self.entries: dict[str, Mapping[str, str]] = {}
        self.lost = False

    def text(self, each: Happening) -> None:
        if each.version:
            self.texts[int(each.key)] = each.value.get("body", "")

    def entry(self, each: Happening) -> None:
        if each.version:
            self.entries[each.key] = each.value

    def item(self, each: Happening) -> None:
        number = int(each.key)
        section = int(each.value.get("section", "") or self.strays.get(number, 0))
        self.strays[number] = section
        self.lost = self.lost or not section
        there = self.items.setdefault(section, {})
        if each.action in ("remove", "restored"):
            there.pop(number, None)
        else:
            there[number] = Item(title=each.value.get("title", ""), body=each.value.get("body", ""))

    def report(self, each: Happening) -> None:
        order = tuple(_place(int(name), told) for name, told in each.value.items() if name.isdigit())
        self.order = order or self.order
        self.lost = self.lost or (each.action == "add_section" and not order)
        if each.action == "lift_item":
            self._lift(int(each.value["item"]))
        if each.action == "done":
            self.done.add(int(each.value["section"]))
        if each.action in ("not_done", "reopened"):
            self.done.discard(int(each.value["section"]))

    def _lift(self, number: int) -> None:
        section = self.strays.get(number, 0)
        order = list(self.items.get(section, {}))
        if number in order:
            at = order.index(number)
            order.insert(max(at - 1, 0), order.pop(at))
            self.items[section] = {each: self.items[section][each] for each in order}


def _place(number: int, told: str) -> Place:
    heading, _, shown = told.rpartition("\t")
    return Place(number, heading, shown == "True")


_STEPS: Mapping[str, Callable[[_Making, Happening], None]] = {
    "text": _Making.text,
    "entry": _Making.entry,
    "item": _Making.item,
    "report": _Making.report,
    "past": _Making.report,
}
