"""公开审查: what waits for a decision before a report may be published, and the decisions, each kept with its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from server.actions import exporting
from server.actions.allowing import Actor, allow
from server.actions.knowledge import bound
from server.library import Library
from server.report import paper_problems as say
from server.report.composing import front_of
from server.report.publicity.deciding import Cut, Decided, Decision, Weighed, cuts, key_of, pending, weigh, weigh_entries
from server.report.publicity.passages import ENTRY, hidden_of, passages
from server.report.snapshot import Snapshot
from server.report.who import Act
from server.storage import history, publicity
from server.storage.history import Event
from server.storage.reports import Report

LONGEST_REPLACEMENT = 2_000


@dataclass(frozen=True)
class Cleared:
    """A report as it would be published: every sentence and every figure that was filled in, with what is decided of each."""

    snapshot: Snapshot
    title: str
    sentences: tuple[Weighed, ...]
    entries: tuple[Weighed, ...]

    @cached_property
    def by_key(self) -> dict[str, Weighed]:
        """Everything by the key of its decision; the same words stand for themselves wherever they are."""
        return {each.key: each for each in reversed((*self.sentences, *self.entries))}

    @property
    def pending(self) -> int:
        """How many places wait for a decision."""
        return pending(self.by_key.values())

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What the public version makes of the places that were looked at; refused by it while one is pending."""
        return cuts((*self.entries, *self.sentences))


@dataclass(frozen=True)
class Choice:
    """What a person says of one place; `base` is the version of the decision that was shown, 0 for none."""

    key: str
    decision: Decision
    replacement: str = ""
    base: int = 0


@dataclass(frozen=True)
class Clash:
    """A choice that was not kept: somebody decided otherwise meanwhile, or with `theirs` None the sentence is gone."""

    choice: Choice
    theirs: Decided | None


@dataclass(frozen=True)
class Settled:
    """What came of a person's choices. `unfit` have the key of a place and the sentence that says what to do."""

    kept: int
    clashes: tuple[Clash, ...] = ()
    unfit: tuple[tuple[str, str], ...] = ()


def cleared(connection: Connection, library: Library, report: Report) -> Cleared:
    """Where a report stands."""
    library = bound(connection, library, report)
    snapshot = exporting.snapshot_of(connection, library, report)
    decided = publicity.decided(connection, report.id)
    known = tuple(dict.fromkeys(officer.name for officer in snapshot.unit.officers))
    inside = [each for each in snapshot.entries if _is_internal(decided.get(key_of(ENTRY + each.indicator, "")))]
    front = front_of(snapshot, library.outlines.get(report.outline))
    texts = passages(snapshot, front, library.recognition, hidden_of(inside, library.indicators, report.year))
    filled = [each for each in snapshot.entries if each.raw.strip() and each.indicator in library.indicators]
    named = [(each.indicator, f"{library.indicators[each.indicator].name}：{each.raw}") for each in filled]
    return Cleared(
        snapshot=snapshot,
        title=front.title or "",
        sentences=weigh(texts, decided, lambda text: library.finder.find(text, known)),
        entries=weigh_entries(named, decided, library.finder.find),
    )


def decide(connection: Connection, library: Library, actor: Actor, report_id: int, choices: Iterable[Choice]) -> Settled:
    """Keep every choice that differs from what is in force; those that cannot be, or that somebody overtook, are told and not kept."""
    standing = allow(connection, actor, Act.clear, report_id)
    now = cleared(connection, library, standing.report)
    told = [(choice, _judged(choice, now.by_key.get(choice.key))) for choice in choices]
    wanted = [choice for choice, why in told if why is None and not _in_force(choice, now.by_key[choice.key])]
    for choice in wanted:
        _keep(connection, actor, standing.report, choice, now.by_key[choice.key])
    clashes = tuple(why for _, why in told if isinstance(why, Clash))
    return Settled(len(wanted), clashes, tuple((choice.key, why) for choice, why in told if isinstance(why, str)))


def _judged(choice: Choice, there: Weighed | None) -> Clash | str | None:
    """What is in the way of a choice, if anything."""
    if there is None:
        return Clash(choice, None)
    wrong = _unfit(choice, there)
    if wrong:
        return wrong
    overtaken = there.decided is not None and there.decided.version != choice.base and not _in_force(choice, there)
    return Clash(choice, there.decided) if overtaken else None


def _unfit(choice: Choice, there: Weighed) -> str:
    if choice.decision == "open" and choice.replacement:
        return say.open_with_replacement()
    if len(choice.replacement) > LONGEST_REPLACEMENT:
        return say.replacement_too_long(LONGEST_REPLACEMENT)
    return say.heading_kept() if there.fixed and (choice.decision == "internal" or choice.replacement) else ""


def _in_force(choice: Choice, there: Weighed) -> bool:
    return (choice.decision, choice.replacement) == (there.decision, there.replacement)


def _keep(connection: Connection, actor: Actor, report: Report, choice: Choice, there: Weighed) -> None:
    version = (there.decided.version if there.decided else 0) + 1
    said = Decided(there.target, there.sentence, choice.decision, choice.replacement, version, actor.at, actor.name)
    publicity.decide(connection, report.id, said, actor.id)
    value = {"decision": said.decision, "replacement": said.replacement, "target": said.target, "sentence": said.sentence}
    target = f"clearance:{report.id}:{said.key}"
    history.add(connection, Event(actor.at, actor.id, target, "clear", report.unit_id, report.id, version, value))


def _is_internal(said: Decided | None) -> bool:
    return said is not None and said.decision == "internal"
