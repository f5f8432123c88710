"""Carries last year's text and figures into this year's report, as a person decided, and never over what somebody wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing, allow
from server.actions.arranging import arrangement
from server.actions.saving import ENTRY, TEXT, Field, save_fields
from server.library import Library
from server.report.intake_problems import still_unplaced
from server.report.outline import RESERVED_KEYS, family
from server.report.past.carrying import Carried, carried
from server.report.past.filing import Filed, filed
from server.report.past.reckoning import Trouble, beside, pledges, troubles
from server.report.past.years import Advance
from server.report.problems import NotFound, Refused, Stale
from server.report.prose.figures import Figure, LastValues, Stated, figures_in, last_values
from server.report.snapshot import EntryRecord
from server.report.who import Act
from server.storage import contents, history, pasts, reports
from server.storage.contents import StoredEntry, Text
from server.storage.history import Event
from server.storage.pasts import Past
from server.storage.reports import Report, Section

NOT_CARRIED = ("title", "recipients")
APPEND, REPLACE, SKIP = "append", "replace", "skip"
PLANS, PROBLEMS = "plans", "problems"
_NEAR, _NAME_LENGTH = 12, 12


@dataclass(frozen=True)
class Onto:
    """What a person wants where there is text already: APPEND, REPLACE or SKIP, of the version that the page showed."""

    how: str
    version: int


@dataclass(frozen=True)
class Choices:
    """What a person decided: year words and figures not wanted, unsure year words wanted, what to do where there is text already."""

    unwanted_years: frozenset[str] = frozenset()
    wanted_years: frozenset[str] = frozenset()
    unwanted_figures: frozenset[str] = frozenset()
    onto: Mapping[str, Onto] = field(default_factory=dict)


@dataclass(frozen=True)
class Planned:
    """What one section of this year would get: last year's text, with the year words in it by name, and what is there now."""

    filed: Filed
    section: Section
    years: tuple[int, int]
    listed: Carried
    figures: tuple[Figure, ...]
    present: Text

    @property
    def free(self) -> bool:
        """Whether nobody's words stand there: nothing, or the default that the report was opened with."""
        return not self.present.body.strip() or (not self.section.level and self.present.version <= 1)

    def advances(self) -> tuple[tuple[str, Advance], ...]:
        """The year words that may move on, each with a name that does not depend on where its text is placed."""
        return tuple((_name(self.filed.text, each), each) for each in self.listed.advances if each.before != each.after)


@dataclass(frozen=True)
class Plan:
    """Everything that carrying over would do."""

    sections: tuple[Planned, ...]
    values: tuple[tuple[Stated, str], ...]
    contradicting: tuple[tuple[Stated, ...], ...]


@dataclass(frozen=True)
class Counted:
    """What carrying over did."""

    sections: int
    stale: int
    values: int
    skipped: tuple[str, ...]


def plan(connection: Connection, library: Library, report: Report, past: Past) -> Plan:
    """What carrying over would bring, section by section."""
    sections = {section.key: section for section in reports.sections(connection, report.id)}
    texts = contents.texts(connection, [section.id for section in sections.values()])
    levels = {section.key: section.level for section in sections.values()}
    brought = [each for each in filed(past.anatomy, past.spans, levels) if each.key not in NOT_CARRIED]
    if not {each.key for each in brought} <= sections.keys():
        raise NotFound
    planned = tuple(_planned(library, each, sections[each.key], texts, (past.year, report.year)) for each in brought)
    values = _values(planned) if past.year == report.year - 1 else LastValues((), ())
    stored = contents.entries(connection, report.id)
    return Plan(planned, tuple((value, _last(stored, value.indicator)) for value in values.agreed), values.contradicting)


def carry(connection: Connection, library: Library, actor: Actor, report_id: int, past: Past, choices: Choices) -> Counted:
    """Put last year's text and figures into this year's report. Nothing that somebody wrote is replaced unless `choices.onto` says so.

    Raises Refused while a part is unplaced, Stale when a text to be replaced or continued is no longer the one that was shown.
    """
    standing = allow(connection, actor, Act.carry, report_id)
    if past.proof.unplaced[0]:
        raise Refused(still_unplaced([past.anatomy.paragraphs[span.first].whole for span in past.spans if not (span.key or span.reason)]))
    planned = plan(connection, library, standing.report, past)
    ways = [(each, _how(each, choices)) for each in planned.sections]
    stale = sum(_carry_section(connection, library, actor, standing, each, how, choices) for each, how in ways if how != SKIP)
    values = _carry_values(connection, library, actor, standing, planned, choices)
    _answer_for(connection, library, report_id, planned)
    pasts.set_carried(connection, past.id, actor.at)
    taken = sum(how != SKIP and bool(each.listed.text) for each, how in ways)
    skipped = tuple(each.section.heading for each, how in ways if how == SKIP and each.listed.text)
    event = {"sections": str(taken), "stale": str(stale), "values": str(values), "skipped": str(len(skipped))}
    event |= arrangement(reports.sections(connection, report_id))
    history.add(connection, Event(actor.at, actor.id, f"past:{past.id}", "carry", standing.report.unit_id, report_id, 0, event))
    reports.recount(connection, report_id, actor.at)
    return Counted(taken, stale, values, skipped)


def _planned(library: Library, brought: Filed, section: Section, texts: Mapping[int, Text], years: tuple[int, int]) -> Planned:
    figures = figures_in(brought.text, library.recognition, family(brought.key))
    listed = carried(brought.text, brought.key, years, library.judgement, figures)
    return Planned(brought, section, years, listed, figures, texts.get(section.id, Text(section.id)))


def _how(planned: Planned, choices: Choices) -> str:
    """What happens to a section: free ones are filled, others are left alone unless a person says otherwise of what stands there."""
    onto = choices.onto.get(planned.filed.key)
    if planned.free:
        return REPLACE
    if onto is None or onto.how not in (APPEND, REPLACE):
        return SKIP
    if onto.version != planned.present.version:
        raise Stale
    return onto.how


def _carry_section(
    connection: Connection, library: Library, actor: Actor, standing: Standing, planned: Planned, how: str, choices: Choices
) -> int:
    """Save the text of a section and the sentences to look at; how many those are."""
    section, report_id = planned.section, standing.report.id
    accepted = tuple(each for name, each in planned.advances() if _accepted(name, each, choices))
    made = carried(planned.filed.text, planned.filed.key, planned.years, library.judgement, planned.figures, accepted)
    body = made.text if how == REPLACE else f"{planned.present.body.rstrip()}\n{made.text}"
    save_fields(connection, library, actor, standing, [Field(TEXT, str(section.id), {"body": body}, planned.present.version)], "carry")
    if how == REPLACE:
        pasts.clear_waiting(connection, section.id)
    pasts.add_waiting(connection, report_id, section.id, [(each.sentence, each.reasons) for each in made.stale])
    if section.level and not section.shown:
        reports.arrange(connection, section.id, position=section.position, heading=section.heading, shown=True)
    return len(made.stale)


def _carry_values(connection: Connection, library: Library, actor: Actor, standing: Standing, planned: Plan, choices: Choices) -> int:
    """Last year's figures as last year's answers, where there is none yet."""
    wanted = [value for value, there in planned.values if not there and value.indicator not in choices.unwanted_figures]
    stored = contents.entries(connection, standing.report.id, [value.indicator for value in wanted])
    versions = {key: each.version for key, each in stored.items()}
    fields = [
        Field(ENTRY, value.indicator, {"last": value.raw, "last_origin": value.sentence}, versions.get(value.indicator, 0))
        for value in wanted
    ]
    save_fields(connection, library, actor, standing, fields, "carry")
    return len(fields)


def _answer_for(connection: Connection, library: Library, report_id: int, planned: Plan) -> None:
    """Last year's plans and problems as lists to answer for."""
    texts = {kind: "\n".join(each.filed.text for each in planned.sections if family(each.filed.key) == kind) for kind in (PLANS, PROBLEMS)}
    words = library.wordings.wording
    promised = [(each.title, each.body, next(iter(beside(each, words)), "")) for each in pledges(texts[PLANS])]
    admitted = [(each.problem, each.cause) for each in troubles(texts[PROBLEMS])]
    lacking = [(problem, cause, next(iter(beside(Trouble(problem, cause), words)), "")) for problem, cause in admitted]
    pasts.add_pledges(connection, report_id, PLANS, promised)
    pasts.add_pledges(connection, report_id, PROBLEMS, lacking)


def _values(planned: tuple[Planned, ...]) -> LastValues:
    """The figures that may become last year's answers."""
    telling = [each for each in planned if family(each.filed.key) not in (PLANS, PROBLEMS, *RESERVED_KEYS)]
    return last_values(figure for each in telling for figure in each.figures)


def _last(stored: Mapping[str, StoredEntry], indicator: str) -> str:
    return stored.get(indicator, StoredEntry(EntryRecord(indicator=indicator))).record.last.strip()


def _accepted(name: str, advance: Advance, choices: Choices) -> bool:
    return name not in choices.unwanted_years if advance.sure else name in choices.wanted_years


def _name(text: str, advance: Advance) -> str:
    """A short name for a year word: what stands around it, whatever section it goes to."""
    start = max(0, advance.start - _NEAR)
    return sha256(f"{advance.start - start} {text[start : advance.end + _NEAR]}".encode()).hexdigest()[:_NAME_LENGTH]
