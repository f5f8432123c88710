"""Proofreads any paper: lines → a text with its profile → findings. Keeps nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from server.actions import relaying
from server.archives import Kind, kind_of
from server.library import Library
from server.report.checks import guessing
from server.report.checks.judging import judge_text
from server.report.checks.profile import Level, Profile
from server.report.checks.proofs import text_of
from server.report.checks.ruling import Subject
from server.report.checks.telling import bare_year, too_long, unknown_kind, unknown_year
from server.report.checks.text import Text
from server.report.checks.writers import kinds_meant
from server.report.findings import Finding
from server.report.past.placing import place
from server.report.past.wordings import targets
from server.report.problems import Refused
from server.report.reading.anatomy import Part, understand
from server.report.reading.gathering import gathered
from server.report.reading.source import Source
from server.report.secrecy import secret_mark
from server.word.sources import refuse_secret, source_of

_EARLIEST, _LATEST = 1949, 2199
LONGEST = 300_000
_OLD = (Kind.doc, Kind.rtf, Kind.odt)
_OUTLINE = "standard"


class Misstated(Refused):
    """What somebody said of a paper cannot be; `field` is what it was said in."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Known:
    """What is known of a paper beforehand: the year it is about, level and kind of its writer."""

    year: int | None = None
    kind: tuple[Level, str] = (Level.unknown, "")


@dataclass(frozen=True)
class Proof:
    """A paper proofread: what was read, whose it was taken to be, what was found in reading order, what reading it had to settle."""

    text: Text
    profile: Profile
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def known(year: str, kind: str, library: Library) -> Known:
    """What somebody says of a paper; both may be empty. Raises Refused for a year or a kind that is none."""
    meant = kinds_meant(kind, library.kinds) if kind.strip() else (Level.unknown, "")
    if meant is None:
        raise Misstated("unit_kind", unknown_kind(kind, library.kinds.values()))
    return Known(_year(year.strip()), meant)


def opened(name: str, content: bytes, folder: Path, at: datetime) -> Source:
    """The lines of a file of any kind that is read; an old one is converted in its turn. Raises Refused as `sources.source_of` does."""
    if kind_of(content) in _OLD:
        return relaying.opened(name, content, folder, at).source
    return source_of(name, content, folder, lambda: False)


def pasted(words: str) -> Source:
    """The lines of a text that was pasted. Raises Refused for a mark of secrecy and for more than can be read at once."""
    refuse_secret("", secret_mark(words))
    if len(words) > LONGEST:
        raise Refused(too_long(LONGEST))
    return gathered(words)


def subject_of(source: Source, library: Library, said: Known) -> Subject:
    """A paper ready to be checked."""
    anatomy = understand(source)
    spans = place(anatomy, targets(library.outlines[_OUTLINE], library.wordings), library.wordings)
    text = text_of(anatomy, spans)
    profile = guessing.profile_of(text, library.kinds, said.year, said.kind)
    return Subject(text, profile, library.wording, library.recognition, library.indicators)


def proofread(source: Source, library: Library, said: Known) -> Proof:
    """Everything there is to say of a paper."""
    subject = subject_of(source, library, said)
    return Proof(subject.text, subject.profile, tuple(each for each in judge_text(subject) if not _aside(subject.text, each)), source.notes)


def _aside(text: Text, finding: Finding) -> bool:
    """Whether it speaks of what surrounds the paper: the page of a website it was copied from, a running head."""
    passage = text.passage(finding.start) if finding.end else None
    return passage is not None and passage.part is Part.margin


def _year(said: str) -> int | None:
    """A year as it was typed, None for none. Raises Refused for what is no year."""
    plain = bare_year(said)
    if not plain:
        return None
    if not (plain.isdecimal() and _EARLIEST <= int(plain) <= _LATEST):
        raise Misstated("year", unknown_year(said))
    return int(plain)
