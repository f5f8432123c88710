"""How long it takes to check a report of 12,000 characters with 150 entries, against its regular expressions alone, and ten times that.

The floor is every call of a regular expression of the modules of checks and of figures in prose, made again with what it was given.

Run: python -m benchmarks.checking
"""

import gc
import pkgutil
import re
import statistics
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import server.report.checks
import server.report.prose
from server.library import Library
from server.loading import load
from server.report.checks.judging import judge_text
from server.report.checks.reports import profile_of, text_of
from server.report.checks.ruling import Subject
from server.report.entries import read_entry
from server.report.snapshot import EntryRecord, SectionRecord, Snapshot
from server.report.snapshot import load as load_snapshot

RUNS = 45
CHARACTERS, ENTRIES, TARGET = 12_000, 150, 50
Call = tuple[Callable[..., object], tuple[object, ...]]
SAMPLE = Path("data/samples/township.json")


def main() -> None:
    """Prints the median of a whole check, of the regular expressions alone, and how the whole grows."""
    library, sample = load(Path("data")), load_snapshot(SAMPLE.read_bytes())
    gc.collect()
    gc.freeze()  # as the server does once it has started
    report = _report(sample, CHARACTERS, library)
    once = _milliseconds(lambda: judge_text(_subject(report, library)))
    calls = _calls(_subject(report, library))
    floor = _milliseconds(lambda: _again(calls))
    print(f"{CHARACTERS} characters, {ENTRIES} entries, median of {RUNS}")
    print(f"checking {once:6.1f} ms (target: below {TARGET})")
    print(f"its {len(calls)} calls of regular expressions alone {floor:6.1f} ms: {once / floor:4.2f} times that")
    for times in (2, 5, 10):
        larger = _subject(_report(sample, CHARACTERS * times, library), library)
        spent = _milliseconds(lambda larger=larger: judge_text(replace(larger)))  # type: ignore[misc]  # a new value keeps no answers
        print(f"{times:3} times the text {spent:7.1f} ms {spent / once:5.1f} times as long")


def _report(sample: Snapshot, characters: int, library: Library) -> Snapshot:
    """The sample with its texts said again until they are long enough, and with an answer to so many figures."""
    have = sum(len(each.text) for each in sample.sections)
    repeated = tuple(_longer(each, -(-characters // have)) for each in sample.sections)
    known = {each.indicator: each for each in sample.entries}
    entries = tuple(known.get(key, EntryRecord(indicator=key, raw="12", last="11")) for key in list(library.indicators)[:ENTRIES])
    return sample.model_copy(update={"sections": _cut(repeated, characters), "entries": entries})


def _longer(section: SectionRecord, times: int) -> SectionRecord:
    return section.model_copy(update={"text": "\n".join([section.text] * times)})


def _cut(sections: tuple[SectionRecord, ...], characters: int) -> tuple[SectionRecord, ...]:
    """Each section shortened alike, at a line end, until all have about so many characters."""
    share = characters / sum(len(each.text) for each in sections)
    return tuple(each.model_copy(update={"text": _first_lines(each.text, int(len(each.text) * share))}) for each in sections)


def _first_lines(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(text.rfind("\n", 0, most + 1), 0)]


def _subject(snapshot: Snapshot, library: Library) -> Subject:
    entries = {each.indicator: read_entry(each, library.indicators[each.indicator], snapshot.year) for each in snapshot.entries}
    text = text_of(snapshot, library.outlines.get(snapshot.outline.key))
    return Subject(text, profile_of(snapshot), library.wording, library.recognition, library.indicators, entries)


class _Recorded:
    """A regular expression that writes down how it is used."""

    def __init__(self, pattern: re.Pattern[str], calls: list[Call]) -> None:
        self._pattern, self._calls = pattern, calls

    def __getattr__(self, name: str) -> object:
        found = getattr(self._pattern, name)
        if not callable(found):
            return found

        def call(*given: object) -> object:
            self._calls.append((found, given))
            return found(*given)

        return call


def _calls(subject: Subject) -> list[Call]:
    """Every call of a regular expression that stands in a module of checks or of figures in prose, while a report is checked once."""
    packages = (server.report.checks, server.report.prose)
    calls: list[Call] = []
    names = [f"{package.__name__}.{found.name}" for package in packages for found in pkgutil.iter_modules(package.__path__)]
    places = [(module, name, value) for module in map(import_module, names) for name, value in vars(module).items()]
    patterns = [place for place in places if isinstance(place[2], re.Pattern)]
    for module, name, value in patterns:
        setattr(module, name, _Recorded(value, calls))
    judge_text(subject)
    for module, name, value in patterns:
        setattr(module, name, value)
    return calls


def _again(calls: list[Call]) -> None:
    for act, given in calls:
        found = act(*given)
        if isinstance(found, Iterator):
            deque(found, maxlen=0)


def _milliseconds(act: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS + 3):
        start = time.process_time()
        act()
        times.append(time.process_time() - start)
    return statistics.median(times[3:]) * 1000


if __name__ == "__main__":
    main()
