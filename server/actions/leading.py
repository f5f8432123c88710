"""The leader's page: what it shows to one reader, and how far he says he has read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from server.actions.allowing import Actor, Standing, allow
from server.actions.exporting import snapshot_of
from server.clock import BEIJING
from server.library import Library
from server.report.checks.answering import Said
from server.report.checks.copying import digests_of
from server.report.composing import visible
from server.report.outline import family
from server.report.papers.figures import Group, groups
from server.report.papers.leading import Account, Answer, Changed, Clash, Copy, FigureChange, Overview, TextChange, shown
from server.report.papers.registering import printed
from server.report.past.reckoning import Pledge, pledges
from server.report.snapshot import Snapshot
from server.report.who import Act, Role
from server.storage import findings, followed, history, others, pasts, reports, sentences
from server.storage.followed import Read, Written
from server.storage.history import Event
from server.storage.reports import Section

PLANS = "plans"


def overview_of(connection: Connection, library: Library, standing: Standing, reader: Actor) -> Overview:
    """The page as it stands for this reader."""
    report, snapshot = standing.report, snapshot_of(connection, library, standing.report)
    read = read_by(connection, report.id, reader.id)
    asked = groups(snapshot, library.indicators, library.labels["papers"])
    return Overview(
        unit=snapshot.unit.short_name,
        year=report.year,
        since=printed(read.at.astimezone(BEIJING).date()) if read else "",
        changes=_changes(connection, library, report.id, read.upto) if read else (),
        promises=promises(snapshot),
        accounts=tuple(Account(each.kind, each.title, each.state, each.note) for each in pasts.pledges(connection, report.id)),
        answers=_answers(connection, library, report.id),
        clashes=tuple(
            Clash(paper.name, each.name, each.said, each.entered, each.sentence)
            for paper in others.others(connection, report.id)
            for each in paper.clashes
        ),
        groups=tuple(Group(each.heading, rows) for each in asked if (rows := tuple(row for row in each.rows if row.answered))),
        blank=sum(not row.answered for each in asked for row in each.rows),
        copies=_copies(connection, report.id, snapshot) if Role.overseer in standing.roles else None,
    )


def read_by(connection: Connection, report_id: int, person_id: int) -> Read | None:
    """How far a person has read, None for not at all."""
    return next((each for each in followed.reads(connection, report_id) if each.person_id == person_id), None)


def read_over(connection: Connection, actor: Actor, report_id: int, upto: int) -> None:
    """A leader has read the report as far as `upto` (`followed.newest` when the page was shown): never back, never beyond what there is."""
    standing = allow(connection, actor, Act.read_over, report_id)
    before = read_by(connection, report_id, actor.id)
    reached = max(min(upto, followed.newest(connection, report_id)), before.upto if before else 0)
    followed.set_read(connection, report_id, actor.id, reached, actor.at)
    event = Event(actor.at, actor.id, f"read:{report_id}", "read_over", standing.report.unit_id, report_id, 0, {"upto": str(reached)})
    history.add(connection, event)


def promises(snapshot: Snapshot) -> tuple[Pledge, ...]:
    """What the plans of a report promise, point by point."""
    texts = (each.text for each in visible(snapshot.sections) if family(each.key) == PLANS)
    return tuple(point for text in texts for point in pledges(text))


def _changes(connection: Connection, library: Library, report_id: int, upto: int) -> tuple[Changed, ...]:
    """What changed behind a point, by section in reading order, the front of the paper first, figures asked for nowhere last."""
    sections = {section.id: section for section in reports.sections(connection, report_id)}
    places = {section.key: section for section in sections.values()}
    figures: dict[int, list[FigureChange]] = defaultdict(list)
    texts: dict[int, list[TextChange]] = defaultdict(list)
    for each in followed.written_since(connection, report_id, upto):
        kind, _, rest = each.target.partition(":")
        if kind == "text" and rest.isdigit():
            texts[int(rest)] += _text(each)
        elif kind == "entry":
            key = rest.partition(":")[2]
            figures[_asking(library, places, key)] += _figure(library, key, each)
    headings = {number: _heading(library, section) for number, section in sections.items()} | {0: ""}
    order = (*sections, 0)
    made = (Changed(headings[number], tuple(figures[number]), tuple(texts[number])) for number in order)
    return tuple(each for each in made if each.figures or each.texts)


def _text(written: Written) -> Iterator[TextChange]:
    before, now = written.before.get("body", ""), written.now.get("body", "")
    if before != now:
        yield TextChange(shown(before, now), written.person)


def _figure(library: Library, key: str, written: Written) -> Iterator[FigureChange]:
    indicator = library.indicators.get(key)
    before, now = written.before.get("raw", ""), written.now.get("raw", "")
    if indicator and before.strip() != now.strip():
        yield FigureChange(indicator.name, _said(before, indicator.unit), _said(now, indicator.unit), written.person)


def _said(raw: str, unit: str) -> str:
    """What was typed, with the unit where it is a bare number."""
    plain = raw.strip()
    return plain + unit if plain[-1:].isdigit() else plain


def _asking(library: Library, places: Mapping[str, Section], key: str) -> int:
    """The section that asks for a figure: its own, or the one that takes it in; 0 for none."""
    wanted = library.indicators[key].section if key in library.indicators else ""
    own = places.get(wanted)
    if own and own.shown:
        return own.id
    return next((each.id for each in places.values() if wanted in each.takes), own.id if own else 0)


def _heading(library: Library, section: Section) -> str:
    return section.heading if section.level else library.labels["front"].get(section.key, section.key)


def _answers(connection: Connection, library: Library, report_id: int) -> tuple[Answer, ...]:
    """What was explained and overridden and still stands."""
    said = library.labels["said"]
    told = (each for each in findings.settlements(connection, report_id) if each.stands and each.said is not Said.dismissed)
    return tuple(
        Answer(each.weight.value, said[each.said], each.message, each.words, f"{each.by} {printed(each.at.astimezone(BEIJING).date())}")
        for each in told
    )


def _copies(connection: Connection, report_id: int, snapshot: Snapshot) -> tuple[Copy, ...]:
    units: dict[tuple[str, int], list[str]] = defaultdict(list)
    for each in sentences.copies(connection, report_id):
        units[each.section, each.digest].append(each.unit)
    texts = {section.key: (section.heading, digests_of(section.text)) for section in visible(snapshot.sections)}
    known = ((texts[key], digest, names) for (key, digest), names in units.items() if key in texts)
    return tuple(Copy(heading, said[digest], tuple(names)) for (heading, said), digest, names in known if digest in said)
