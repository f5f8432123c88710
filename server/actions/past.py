"""Starts this year's report from last year's: reads it, keeps where its parts go, carries them over, follows what is left to renew."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from server.actions import reading
from server.actions.allowing import Actor, Standing, allow
from server.actions.jobs import Work
from server.actions.saving import ENTRY, TEXT, Field, save_fields
from server.library import Library
from server.report.carrying import Carried, carried, still_stale
from server.report.carrying import Stale as Sentence
from server.report.figures import Figure, LastValues, Stated, figures_in, last_values
from server.report.filing import Filed, filed
from server.report.outline import FRONT_KEYS, family
from server.report.placing import Span, proof
from server.report.problems import NotFound, Refused, Stale, still_unplaced
from server.report.reckoning import Trouble, beside, pledges, troubles
from server.report.snapshot import EntryRecord
from server.report.who import Act
from server.report.years import Advance
from server.storage import contents, files, history, pasts, reports
from server.storage.contents import StoredEntry, Text
from server.storage.history import Event
from server.storage.pasts import Past, Pledge, Waiting
from server.storage.reports import Report, Section
from server.word.sources import media_type_of, source_of

NOT_CARRIED = ("title", "recipients", "date")
APPEND, REPLACE, SKIP = "append", "replace", "skip"
PLANS, PROBLEMS = "plans", "problems"
_NEAR = 12


@dataclass(frozen=True)
class Choices:
    """What a person decided: year words and figures not wanted, unsure year words wanted, what to do where there is text already."""

    unwanted_years: frozenset[str] = frozenset()
    wanted_years: frozenset[str] = frozenset()
    unwanted_figures: frozenset[str] = frozenset()
    onto: Mapping[str, str] = field(default_factory=dict)


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
        return tuple((_name(self.filed.text, each), each) for each in self.listed.advances)


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


def read_past(work: Work) -> dict[str, str]:
    """The job: the uploaded or pasted report, read, placed and kept. Raises Refused for what cannot be read or must not be kept."""
    file, shop = work.files[0], work.shop
    source = source_of(file.name, file.content, work.folder, work.stopping)
    work.step(0, 1)
    with shop.database.read() as connection:
        report = reports.report(connection, work.job.report_id)
    if report is None:
        raise NotFound
    found = reading.read(source, shop.library, shop.library.outlines[report.outline])
    with shop.database.write() as connection:
        at = shop.now()
        digest = files.keep(connection, file.name, media_type_of(file.name), file.content, at)
        past = Past(0, report.id, file.name, report.year - 1, digest, found.anatomy, found.spans, found.proof, 1, at, None)
        past_id = pasts.add(connection, past, work.job.person_id)
        value = {"name": file.name, "digest": digest, "paragraphs": str(found.proof.paragraphs)}
        history.add(connection, Event(at, work.job.person_id, f"past:{past_id}", "read", report.unit_id, report.id, 1, value))
    return {"made": str(past_id)}


def place(connection: Connection, actor: Actor, report_id: int, past: Past, spans: tuple[Span, ...]) -> Past:
    """Keep where the parts go. Raises Stale when somebody placed them since `past` was read."""
    allow(connection, actor, Act.carry, report_id)
    placed = replace(past, spans=spans, proof=proof(past.anatomy, spans))
    if not pasts.replace(connection, placed, past.version):
        raise Stale
    return replace(placed, version=past.version + 1)


def plan(connection: Connection, library: Library, report: Report, past: Past) -> Plan:
    """What carrying over would bring, section by section."""
    years = (past.year, report.year)
    sections = {section.key: section for section in reports.sections(connection, report.id)}
    texts = contents.texts(connection, [section.id for section in sections.values()])
    planned = []
    levels = {section.key: section.level for section in sections.values()}
    for each in filed(past.anatomy, past.spans, levels):
        if each.key in NOT_CARRIED:
            continue
        if each.key not in sections:
            raise NotFound
        section = sections[each.key]
        figures = figures_in(each.text, library.recognition, family(each.key))
        listed = carried(each.text, each.key, years, library.judgement, figures)
        planned.append(Planned(each, section, years, listed, figures, texts.get(section.id, Text(section.id))))
    stored = contents.entries(connection, report.id)
    values = _values(planned)
    return Plan(tuple(planned), tuple((value, _last(stored, value.indicator)) for value in values.agreed), values.contradicting)


def carry(connection: Connection, library: Library, actor: Actor, report_id: int, past: Past, choices: Choices) -> Counted:
    """Put last year's text and figures into this year's report. Nothing that somebody wrote is replaced unless `choices.onto` says so."""
    standing = allow(connection, actor, Act.carry, report_id)
    if past.proof.unplaced[0]:
        raise Refused(still_unplaced([past.anatomy.paragraphs[span.first].whole for span in past.spans if not (span.key or span.reason)]))
    planned = plan(connection, library, standing.report, past)
    taken = [(each, how) for each in planned.sections if (how := _how(each, choices)) != SKIP]
    stale = sum(_carry_section(connection, library, actor, standing, each, how, choices) for each, how in taken)
    values = _carry_values(connection, library, actor, standing, planned, choices)
    _answer_for(connection, library, report_id, planned)
    pasts.set_carried(connection, past.id, actor.at)
    skipped = tuple(each.section.heading for each in planned.sections if _how(each, choices) == SKIP)
    event = {"sections": str(len(taken)), "stale": str(stale), "values": str(values)}
    history.add(connection, Event(actor.at, actor.id, f"past:{past.id}", "carry", standing.report.unit_id, report_id, past.version, event))
    reports.recount(connection, report_id, actor.at)
    return Counted(len(taken), stale, values, skipped)


def hold(connection: Connection, actor: Actor, report_id: int, section_id: int, waiting_id: int) -> None:
    """A sentence of last year is said to hold this year, too."""
    standing = allow(connection, actor, Act.fill, report_id)
    if not pasts.hold(connection, section_id, waiting_id, actor.id, actor.at):
        raise NotFound
    event = Event(actor.at, actor.id, f"stale:{waiting_id}", "hold", standing.report.unit_id, report_id)
    history.add(connection, event)


def answer(connection: Connection, actor: Actor, report_id: int, pledge: Pledge) -> None:
    """Say what became of one of last year's plans or problems. Raises Stale when somebody else said so meanwhile."""
    standing = allow(connection, actor, Act.fill, report_id)
    if not pasts.answer(connection, report_id, pledge):
        raise Stale
    value = {"state": pledge.state, "section": pledge.section, "note": pledge.note}
    target = f"pledge:{pledge.id}"
    history.add(connection, Event(actor.at, actor.id, target, "save", standing.report.unit_id, report_id, pledge.version + 1, value))


def untouched(waiting: tuple[Waiting, ...], texts: Mapping[int, Text]) -> tuple[Waiting, ...]:
    """The sentences of last year that still stand in their sections as they were carried, and that nobody has said to hold."""
    by_section: dict[int, list[Waiting]] = {}
    for each in waiting:
        by_section.setdefault(each.section_id, []).append(each)
    return tuple(each for section_id, mine in by_section.items() for each in _left(mine, texts.get(section_id)))


def _how(planned: Planned, choices: Choices) -> str:
    """What happens to a section: free ones are filled, others are left alone unless a person says otherwise."""
    return REPLACE if planned.free else choices.onto.get(planned.filed.key, SKIP)


def _left(waiting: list[Waiting], text: Text | None) -> list[Waiting]:
    """Those of one section."""
    open_ = [each for each in waiting if not each.held]
    standing = list(still_stale(text.body if text else "", tuple(Sentence(each.sentence, each.reasons) for each in open_)))
    return [each for each in open_ if _taken(standing, Sentence(each.sentence, each.reasons))]


def _taken(standing: list[Sentence], stale: Sentence) -> bool:
    """Whether one more of these stands in the text."""
    if stale not in standing:
        return False
    standing.remove(stale)
    return True


def _carry_section(
    connection: Connection, library: Library, actor: Actor, standing: Standing, planned: Planned, how: str, choices: Choices
) -> int:
    """Save the text of a section and the sentences to look at; how many those are."""
    section, report_id = planned.section, standing.report.id
    accepted = tuple(each for name, each in planned.advances() if _accepted(name, each, choices))
    made = carried(planned.filed.text, planned.filed.key, planned.years, library.judgement, planned.figures, accepted)
    body = made.text if how == REPLACE else f"{planned.present.body.rstrip()}\n{made.text}"
    save_fields(connection, library, actor, standing, [Field(TEXT, str(section.id), {"body": body}, planned.present.version)])
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
    save_fields(connection, library, actor, standing, fields)
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


def _values(planned: list[Planned]) -> LastValues:
    """The figures that may become last year's answers."""
    telling = [each for each in planned if family(each.filed.key) not in (PLANS, PROBLEMS, *FRONT_KEYS)]
    return last_values(figure for each in telling for figure in each.figures)


def _last(stored: Mapping[str, StoredEntry], indicator: str) -> str:
    return stored.get(indicator, StoredEntry(EntryRecord(indicator=indicator))).record.last.strip()


def _accepted(name: str, advance: Advance, choices: Choices) -> bool:
    return name not in choices.unwanted_years if advance.sure else name in choices.wanted_years


def _name(text: str, advance: Advance) -> str:
    """A name for a year word: what stands around it."""
    around = text[max(0, advance.start - _NEAR) : advance.end + _NEAR].replace("\n", " ")
    return f"{around}|{advance.start - max(0, advance.start - _NEAR)}"
