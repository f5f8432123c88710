"""The public version: decided sentences stay, fall away or are replaced; nothing is public while a decision is pending."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from server.report import paper_problems as say
from server.report.grammar import level_of, unmarked
from server.report.problems import Refused
from server.report.publicity.deciding import Cut, Decision
from server.report.publicity.passages import ENTRY
from server.report.snapshot import EntryRecord, Front, SectionRecord, Snapshot

__all__ = ["Cut", "Decision", "Public", "public"]
_PIECE = re.compile(r"[^。！？]*[。！？]+[”’）》」]*|[^。！？]+")


@dataclass(frozen=True)
class Public:
    """What is left of a report in public; `hidden` are the indicators whose figures fall away, `count` how many places were cut."""

    snapshot: Snapshot
    front: Front
    hidden: frozenset[str]
    count: int


def public(snapshot: Snapshot, front: Front, cuts: Iterable[Cut]) -> Public:
    """The report with its cuts made. Raises Refused while a cut is pending, and when an internal sentence stands nowhere in its text.

    The second guards against a sentence that was rewritten after somebody had called it internal.
    """
    decided = tuple(cuts)
    headings = {section.key: section.heading for section in snapshot.sections}
    _refuse(say.still_pending, [each for each in decided if each.decision == "pending"], headings)
    internal = [each for each in decided if each.decision == "internal"]
    texts = _texts(snapshot, front)
    lost = [each for each in internal if not each.target.startswith(ENTRY) and not _stands(each, texts.get(each.target, ""))]
    _refuse(say.not_in_text, lost, headings)
    fronts = {key: _cut(text, key, internal) for key, text in texts.items() if key in Front.model_fields}
    sections = tuple(_section(each, internal) for each in snapshot.sections)
    figures = {each.target.removeprefix(ENTRY): each.replacement for each in internal if each.target.startswith(ENTRY)}
    entries = tuple(_entry(each, figures) for each in snapshot.entries)
    cut = snapshot.model_copy(update={"sections": sections, "entries": entries})
    hidden = frozenset(key for key, replacement in figures.items() if not replacement)
    return Public(cut, front.model_copy(update=fronts), hidden, len(internal))


def _refuse(sentence: Callable[[list[str], int], str], cuts: list[Cut], headings: Mapping[str, str]) -> None:
    if cuts:
        raise Refused(sentence([_place(each, headings) for each in cuts], len(cuts)))


def _place(cut: Cut, headings: Mapping[str, str]) -> str:
    """A cut as a reader finds it: the heading and the beginning of the sentence."""
    where = headings.get(cut.target, cut.target.removeprefix(ENTRY)).strip("。 ")
    return where + (say.quoted(cut.sentence) if cut.sentence else "")


def _texts(snapshot: Snapshot, front: Front) -> dict[str, str]:
    """Every text a cut can name. Sections come last: their keys are never those of the front."""
    fronts = {key: value for key, value in front.model_dump(exclude_none=True).items() if isinstance(value, str)}
    return fronts | {section.key: section.text for section in snapshot.sections}


def _section(section: SectionRecord, internal: list[Cut]) -> SectionRecord:
    return section.model_copy(update={"text": _cut(section.text, section.key, internal)})


def _entry(entry: EntryRecord, figures: Mapping[str, str]) -> EntryRecord:
    return entry.model_copy(update={"raw": figures[entry.indicator]}) if figures.get(entry.indicator) else entry


def _stands(cut: Cut, text: str) -> bool:
    wanted = _bare(cut.sentence)
    return not wanted or any(wanted in (_bare(line), *map(_bare, _PIECE.findall(line))) for line in text.split("\n"))


def _cut(text: str, target: str, internal: list[Cut]) -> str:
    """A text with the cuts made that name it; a line of which nothing is left is gone."""
    mine = {_bare(each.sentence): each.replacement for each in internal if each.target == target}
    if "" in mine:
        return mine[""]
    lines = [(line, _line(line, mine)) for line in text.split("\n")]
    return "\n".join(new for old, new in lines if new.strip() or not old.strip()) if mine else text


def _line(line: str, mine: Mapping[str, str]) -> str:
    """A line without its internal sentences; its number stays before what is left."""
    if _bare(line) in mine:
        return _joined(_mark(line), mine[_bare(line)])
    pieces = _PIECE.findall(line)
    kept = [mine.get(_bare(piece), piece) for piece in pieces]
    lost_first = pieces and _bare(pieces[0]) in mine
    return _joined(_mark(line), "".join(kept)) if lost_first else "".join(kept)


def _joined(mark: str, rest: str) -> str:
    """A number before what is left, unless that is nothing or brings its own."""
    return rest if not rest.strip() or level_of(rest.lstrip()) else mark + rest


def _mark(line: str) -> str:
    plain = line.lstrip()
    return line[: len(line) - len(unmarked(plain, level_of(plain)))]


def _bare(sentence: str) -> str:
    """A sentence without its number and white space."""
    plain = sentence.lstrip()
    return "".join(unmarked(plain, level_of(plain)).split())
