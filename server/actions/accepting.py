"""Decides on what came back: values into the report with who gave them, shares beside one another, paragraphs into their section."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from server.actions import reporting
from server.actions.allowing import Actor, Standing, allow
from server.actions.received import Answer, Desk, Read, desk_of, read_again
from server.actions.returns import returned_of, settle
from server.actions.saving import ENTRY, Field, save_fields
from server.library import Library
from server.report import grammar
from server.report.entries import Answer as Understood
from server.report.entries import read_number
from server.report.forms.outcomes import Kind
from server.report.intake_problems import indicator_needed, overtaken, section_gone, value_needed
from server.report.problems import NotFound, unreadable_number
from server.report.snapshot import Item
from server.report.who import Act
from server.storage import forms, history, reports
from server.storage.forms import Form, Given
from server.storage.history import Event

LONGEST_TITLE = 40
_CLAUSES = (re.compile(r"[^。；：]*[。；：]"), re.compile(r"[^，。；：]*[，。；：]"))
_LAST = "last"


@dataclass(frozen=True)
class Decision:
    """What a person says of one cell. `raw` and `indicator` are "" for those of the cell itself.

    `base` is the version of the entry that was shown.
    """

    key: str
    take: bool
    raw: str = ""
    indicator: str = ""
    base: int = 0


@dataclass(frozen=True)
class Decided:
    """What came of it: keys that were taken, keys that were left, and (key, sentence) of what a person must look at again.

    `overtaken`: keys of figures that somebody changed meanwhile.
    """

    taken: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()
    overtaken: tuple[str, ...] = ()


class _Undone(Exception):
    """A decision that could not be carried out; `late` when somebody else was faster."""

    def __init__(self, sentence: str, *, late: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.late = sentence, late


@dataclass(frozen=True)
class _Hand:
    """One person deciding on one return."""

    connection: Connection
    library: Library
    actor: Actor
    standing: Standing
    desk: Desk
    read: Read


def decide(
    connection: Connection, library: Library, actor: Actor, report_id: int, returned_id: int, decisions: Iterable[Decision]
) -> Decided:
    """Take or leave cells of a return. Nothing else of it is touched; what cannot be taken is told and stays undecided."""
    standing = allow(connection, actor, Act.collect, report_id)
    returned = returned_of(connection, report_id, returned_id)
    desk = desk_of(connection, library, standing.report)
    hand = _Hand(connection, library, actor, standing, desk, read_again(desk, returned))
    wrong: list[tuple[str, str, bool]] = []
    done: list[Given] = []
    for each in decisions:
        try:
            done.append(_done(hand, each))
        except _Undone as undone:
            wrong.append((each.key, undone.sentence, undone.late))
    _note(hand, done)
    settle(connection, desk_of(connection, library, standing.report), returned, actor)
    return Decided(
        tuple(each.place for each in done if each.taken),
        tuple(each.place for each in done if not each.taken),
        tuple((key, sentence) for key, sentence, _ in wrong),
        tuple(key for key, _, late in wrong if late),
    )


def form_of_answer(desk: Desk, read: Read, answer: Answer) -> Form | None:
    """The form a cell belongs to: by its own code, else the one that was chosen for the return."""
    own = desk.form(answer.outcome.form) if answer.outcome.form else None
    return own or next((each for each in desk.stored if each.id == read.returned.form_id), None)


def is_share(desk: Desk, read: Read, answer: Answer) -> bool:
    """Whether a cell is a village's part of a figure."""
    form = form_of_answer(desk, read, answer)
    return bool(form and form.share)


def items_of(text: str) -> tuple[Item, ...]:
    """Paragraphs as items, one each: numbering off, the first clause for a title. Nothing else is lost."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(_item(_unnumbered(line)) for line in lines if line)


def _done(hand: _Hand, decision: Decision) -> Given:
    answer = hand.read.answer(decision.key)
    if answer is None:
        raise NotFound
    if answer.given and answer.given.taken:
        return answer.given
    given = _given(hand, answer, decision)
    forms.decide(hand.connection, hand.standing.report.id, given, hand.actor.id)
    return given


def _given(hand: _Hand, answer: Answer, decision: Decision) -> Given:
    left = Given(hand.read.returned.id, answer.key, answer.outcome.indicator, answer.outcome.raw, False, hand.actor.at, hand.actor.name)  # noqa: FBT003
    if not decision.take:
        return left
    return _taking(answer)(hand, answer, decision, replace(left, taken=True))


def _taking(answer: Answer) -> Callable[[_Hand, Answer, Decision, Given], Given]:
    if answer.outcome.kind is Kind.words:
        return _take_words
    return _take_last if answer.outcome.field == _LAST else _take_value


def _take_value(hand: _Hand, answer: Answer, decision: Decision, given: Given) -> Given:
    """A figure, or a village's part of one."""
    key, raw = _figure(hand, answer, decision)
    if not is_share(hand.desk, hand.read, answer) and not _known_already(hand, answer):
        along = {"as_of": answer.outcome.as_of, "system": answer.outcome.system}
        _save(hand, key, {"raw": raw} | along | _origin(hand, answer), decision.base)
    return replace(given, indicator=key, raw=raw)


def _known_already(hand: _Hand, answer: Answer) -> bool:
    """Whether the same figure stands in the report with somebody who gave it: they stay."""
    stored = hand.desk.entries.get(answer.outcome.indicator)
    sourced = bool(stored and any(stored.record.origin.model_dump().values()))
    return answer.outcome.kind is Kind.same and (sourced or not answer.outcome.present)


def _figure(hand: _Hand, answer: Answer, decision: Decision) -> tuple[str, str]:
    """The indicator and the value that were meant. Raises _Undone when either is missing or cannot be read."""
    key = decision.indicator or answer.outcome.indicator
    indicator = hand.library.indicators.get(key)
    if indicator is None or indicator.rate:
        raise _Undone(indicator_needed())
    asked = answer.outcome.kind in (Kind.unclear, Kind.unknown, Kind.outside)
    raw = decision.raw.strip() or ("" if asked else answer.outcome.raw.strip())
    if not raw:
        raise _Undone(value_needed(indicator.name))
    if read_number(raw, indicator)[0].answer not in (Understood.number, Understood.not_applicable):
        raise _Undone(unreadable_number(indicator.name, raw, indicator.unit))
    return key, raw


def _take_last(hand: _Hand, answer: Answer, decision: Decision, given: Given) -> Given:
    """Last year's figure where the form had none, or corrected by whoever filled it in."""
    indicator = hand.library.indicators.get(answer.outcome.indicator)
    if indicator is None or is_share(hand.desk, hand.read, answer):
        raise _Undone(indicator_needed())
    if read_number(answer.outcome.raw, indicator)[0].answer is not Understood.number:
        raise _Undone(unreadable_number(indicator.name, answer.outcome.raw, indicator.unit))
    _save(hand, indicator.id, {"last": answer.outcome.raw, "last_origin": _origin(hand, answer)["office"]}, decision.base)
    return replace(given, indicator="")


def _save(hand: _Hand, key: str, value: dict[str, str], base: int) -> None:
    """Raises _Undone when somebody else changed the figure since it was shown."""
    saved = save_fields(hand.connection, hand.library, hand.actor, hand.standing, [Field(ENTRY, key, value, base)], "take")
    for conflict in saved.conflicts:
        theirs = conflict.theirs
        raise _Undone(overtaken(hand.library.indicators[key].name, theirs.person, theirs.value.get("raw", "")), late=True)


def _origin(hand: _Hand, answer: Answer) -> dict[str, str]:
    form, returned = form_of_answer(hand.desk, hand.read, answer), hand.read.returned
    return {"office": form.office if form else returned.office, "person": returned.giver, "date": returned.given_on}


def _take_words(hand: _Hand, answer: Answer, decision: Decision, given: Given) -> Given:
    """Paragraphs as items of their section."""
    sections = reports.sections(hand.connection, hand.standing.report.id)
    section = next((each for each in sections if each.key == answer.outcome.section), None)
    if section is None:
        raise _Undone(section_gone(answer.outcome.label))
    text = decision.raw.strip() or answer.outcome.raw.strip()
    for item in items_of(text):
        reporting.add_item(hand.connection, hand.actor, hand.standing.report.id, section.id, item)
    return replace(given, raw=text)


def _unnumbered(line: str) -> str:
    block = next(iter(grammar.read(line)), None)
    return block.heading + block.text if isinstance(block, grammar.Numbered) else line


def _item(line: str) -> Item:
    found = (pattern.match(line) for pattern in _CLAUSES)
    head = next((each[0] for each in found if each and len(each[0]) <= LONGEST_TITLE + 1), "")
    return Item(title=head[:-1], body=line[len(head) :].strip()) if head else Item(title=line)


def _note(hand: _Hand, done: list[Given]) -> None:
    """One event for what was taken, one for what was left; each with every value."""
    report = hand.standing.report
    for action, taken in (("take", True), ("leave", False)):
        value = {each.place: each.raw for each in done if each.taken is taken}
        event = Event(hand.actor.at, hand.actor.id, f"returned:{hand.read.returned.id}", action, report.unit_id, report.id, 0, value)
        if value:
            history.add(hand.connection, event)
