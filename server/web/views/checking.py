"""The check page: findings by class and section, open ones to be answered and settled ones folded; and those beside one section."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from server.actions import checking
from server.actions.settling import Judged, judged
from server.library import Library
from server.report.findings import Class, Finding
from server.report.problems import NotFound
from server.storage import contents, findings, reports
from server.storage.reports import Report, Section

WEIGHTS = {"must": Class.must, "explain": Class.explain, "verify": Class.verify, "hint": Class.hint}
Counts = Mapping[Class, int]
_TAKEN = TypeAdapter(tuple[int, str, str])


@dataclass(frozen=True)
class Row:
    """A finding as shown: `id` of its element, where it leads, the version of the text it stands in, where to go on from it."""

    id: str
    judged: Judged
    section: Section | None
    version: int = 0
    after: str = ""
    often: bool = False

    @property
    def finding(self) -> Finding:
        """What was found."""
        return self.judged.finding

    @property
    def place(self) -> str:
        """The page of its place, behind the address of the report."""
        if self.section is None:
            return "/front"
        start, end = self.finding.typed, self.finding.typed + len(self.finding.quote)
        figure = f"#figure-{self.finding.indicators[0].replace('.', '-')}" if self.finding.indicators else ""
        return f"/sections/{self.section.id}" + (f"?find={start}-{end}#found" if start >= 0 else figure)

    @property
    def change(self) -> str:
        """The suggestion as its button carries it."""
        return change(self.finding)

    @property
    def mendable(self) -> bool:
        """Whether the suggestion can be put in its place with one click."""
        return bool(self.finding.suggestion) and self.finding.typed >= 0


@dataclass(frozen=True)
class Group:
    """The open findings of a class: `sections` with their rows, `repairs` as (rule, how many places) that can be mended at once."""

    weight: Class
    sections: tuple[tuple[Section | None, tuple[Row, ...]], ...]
    repairs: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(len(rows) for _, rows in self.sections)


@dataclass(frozen=True)
class CheckPage:
    """Everything the check page shows. `counts` are of the whole report, whatever is filtered; `sections` those with open findings."""

    groups: tuple[Group, ...]
    settled: tuple[Row, ...]
    counts: Counts
    sections: tuple[tuple[Section, int], ...]
    weight: str = ""
    section: str = ""


@dataclass(frozen=True)
class Beside:
    """The open findings of a section, hints apart; `again`: the whole report is being examined, and may say more."""

    section: Section
    grave: tuple[Finding, ...] = ()
    hints: tuple[Finding, ...] = ()
    again: bool = False


@dataclass(frozen=True)
class Found:
    """A place in a text that somebody was led to: the words and what stands around them on the line."""

    start: int
    end: int
    before: str
    quote: str
    after: str


@dataclass(frozen=True)
class _Known:
    """What rows are made of."""

    sections: Mapping[str, Section]
    versions: Mapping[str, int]
    often: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def check_page(connection: Connection, library: Library, report: Report, asked: Mapping[str, str]) -> CheckPage:
    """The page as it is asked for: `class` is a key of WEIGHTS, `section` of a section, anything else shows all."""
    found = checking.examined(connection, library, report).findings
    sections = {each.key: each for each in reports.sections(connection, report.id)}
    bodies = contents.bodies(connection, [each.id for each in sections.values()])
    versions = {key: bodies[each.id][1] for key, each in sections.items() if each.id in bodies}
    rows = tuple(_rows(judged(connection, report.id, found), _Known(sections, versions, findings.often(connection, report.unit_id))))
    open_ = [row for row in rows if row.judged.settled is None]
    weight, section = WEIGHTS.get(asked.get("class", "")), asked.get("section", "") if asked.get("section") in sections else ""
    wanted = [row for row in rows if weight in (None, row.finding.weight) and section in ("", row.finding.section)]
    return CheckPage(
        groups=tuple(_groups([row for row in wanted if row.judged.settled is None])),
        settled=tuple(row for row in wanted if row.judged.settled),
        counts=Counter(row.finding.weight for row in open_),
        sections=tuple((each, count) for each in sections.values() if (count := sum(row.section == each for row in open_))),
        weight=asked["class"] if weight else "",
        section=section,
    )


def beside(connection: Connection, library: Library, report: Report, section: Section) -> Beside:
    """What stands beside the text of a section: of the whole report where that is known, else what the section alone tells."""
    kept = checking.fresh(connection, library, report)
    if kept:
        found = tuple(each for each in kept.findings if each.section == section.key)
    else:
        found = checking.examine_section(connection, library, report, section)
    ordered = sorted((each for each in judged(connection, report.id, found) if not each.settled), key=lambda each: each.finding.typed)
    left = [each.finding for each in ordered]
    grave = tuple(each for each in left if each.weight is not Class.hint)
    return Beside(section, grave, tuple(each for each in left if each.weight is Class.hint), again=kept is None)


def open_counts(connection: Connection, library: Library, report: Report) -> dict[str, Counts]:
    """How many findings of each class are open in each section, by its key; "" is what stands around the sections."""
    found = judged(connection, report.id, checking.examined(connection, library, report).findings)
    left = [each.finding for each in found if not each.settled]
    return {key: Counter(each.weight for each in left if each.section == key) for key in {each.section for each in left}}


def found_at(asked: str, body: str) -> Found | None:
    """The place `start-end` in a text, None for what is no place in it."""
    start, _, end = asked.partition("-")
    if not all(each.isascii() and each.isdigit() and len(each) < len(str(10**9)) for each in (start, end)):
        return None
    first, last = int(start), int(end)
    if not first < last <= len(body):
        return None
    line = body.rfind("\n", 0, first) + 1
    ends = body.find("\n", last)
    return Found(first, last, body[line:first], body[first:last], body[last : ends if ends >= 0 else len(body)])


def change(finding: Finding) -> str:
    """Where a suggestion goes, for which words, and what it says, for a button."""
    return json.dumps([finding.typed, finding.quote, finding.suggestion], ensure_ascii=False)


def taken(sent: str) -> tuple[int, str, str]:
    """Where a suggestion goes, for which words, and what it says, as a button carries them. Raises NotFound for anything else."""
    try:
        return _TAKEN.validate_json(sent)
    except ValidationError as wrong:
        raise NotFound from wrong


def row_of(page: CheckPage, mark: str) -> Row | None:
    """The row of a finding, open or settled."""
    rows = (row for group in page.groups for _, mine in group.sections for row in mine)
    return next((row for row in (*rows, *page.settled) if row.finding.mark == mark), None)


def _rows(found: Iterable[Judged], known: _Known) -> Iterator[Row]:
    every = list(found)
    left = [at for at, each in enumerate(every) if each.settled is None]
    for at, each in enumerate(every):
        following = next((later for later in left if later > at), None)
        after = f"f{following}" if following is not None else "standing"
        often = (each.finding.rule, each.finding.quote) in known.often
        section = known.sections.get(each.finding.section)
        yield Row(f"f{at}", each, section, known.versions.get(each.finding.section, 0), after, often)


def _groups(rows: list[Row]) -> Iterator[Group]:
    for weight, mine in groupby(rows, lambda row: row.finding.weight):
        of_class = tuple(mine)
        sections = tuple((section, tuple(group)) for section, group in groupby(of_class, lambda row: row.section))
        mendable = Counter(row.finding.rule for row in of_class if row.mendable and row.finding.rule.startswith("P"))
        yield Group(weight, sections, tuple((rule, count) for rule, count in mendable.items() if count > 1))
