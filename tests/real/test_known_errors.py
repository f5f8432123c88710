"""What is known to be wrong in real published papers is found, and what is right in them is left alone."""

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.actions.proofreading import known, opened, proofread
from server.clock import now
from server.library import Library
from server.report.findings import Class, Finding

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
PAPERS = {
    "S1": ("S1-suicheng-township-2020.txt", "2020", "township"),
    "S3": ("S3-jiangmen-rules-2018.txt", "2018", "city"),
    "S4": ("S4-qingcheng-district-2017.txt", "2017", "district"),
}
UPPER = (Class.must, Class.explain, Class.verify)
NEARLY_ALL = ("sum", "ratio", "growth", "year", "numbering", "organ")
OF_FIGURES = ("N", "V")
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the published papers do not lie beside the project")

Span = tuple[int, int]


@dataclass(frozen=True)
class Read:
    """A published paper, what was found in it, and where each of its characters stands once white space is left out."""

    text: str
    findings: tuple[Finding, ...]

    def places(self, quote: str) -> list[Span]:
        """Where a quotation stands; white space does not count."""
        at = [place for place, each in enumerate(self.text) if not each.isspace()]
        plain, wanted = "".join(self.text[each] for each in at), re.sub(r"\s+", "", quote)
        return [(at[found.start()], at[found.end() - 1] + 1) for found in re.finditer(re.escape(wanted), plain)]

    def on(self, spans: list[Span]) -> list[Finding]:
        """The findings that touch one of the places."""
        return [each for each in self.findings if any(each.start < end and start < each.end for start, end in spans)]


@pytest.fixture(scope="module")
def papers(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    return {key: _read(*told, library, tmp_path_factory.mktemp(key)) for key, told in PAPERS.items()}


def _read(name: str, year: str, kind: str, library: Library, folder: Path) -> Read:
    proof = proofread(opened(name, (REPORTS / name).read_bytes(), folder, now()), library, known(year, kind, library))
    return Read(proof.text.text, proof.findings)


def _listed(name: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads((REPORTS / name).read_text("utf-8"))
    return rows


def test_what_is_known_to_be_wrong_is_found(papers: dict[str, Read]) -> None:
    errors = [each for each in _listed("known-errors.json") if each["certainty"] != "doubtful"]
    found = [each for each in errors if papers[each["report"]].on(papers[each["report"]].places(each["quote"]))]
    there, seen = Counter(each["kind"] for each in errors), Counter(each["kind"] for each in found)
    sys.stdout.write(f"{len(found)} of {len(errors)} found: {', '.join(f'{kind} {seen[kind]}/{there[kind]}' for kind in sorted(there))}\n")
    assert all(seen[kind] >= there[kind] * 0.9 for kind in NEARLY_ALL)
    assert seen["punctuation"] >= there["punctuation"] * 0.8
    assert len(found) >= len(errors) * 0.6


def test_nearly_every_objection_is_a_known_error(papers: dict[str, Read]) -> None:
    errors = _listed("known-errors.json")
    wrong = {key: [span for each in errors if each["report"] == key for span in read.places(each["quote"])] for key, read in papers.items()}
    raised = [(key, each) for key, read in papers.items() for each in read.findings if each.weight in UPPER]
    false = [(key, each) for key, each in raised if not any(each.start < end and start < each.end for start, end in wrong[key])]
    told = [f"{key} {each.rule} {each.quote}" for key, each in false]
    sys.stdout.write(f"{len(raised) - len(false)} of {len(raised)} objections are known errors; others: {told}\n")
    assert len(false) <= len(raised) * 0.05


def test_relations_that_fail_are_found_and_others_are_left_alone(papers: dict[str, Read]) -> None:
    relations = _listed("known-relations.json")
    failing = [each for each in relations if each["holds"] is not None and not each["holds"]]
    assert [each["id"] for each in failing if not papers[each["report"]].on(papers[each["report"]].places(each["quote"]))] == []
    wrong = {
        key: [span for each in failing if each["report"] == key for span in read.places(each["quote"])] for key, read in papers.items()
    }
    others = [(each, papers[each["report"]]) for each in relations if each not in failing]
    raised = [(each["id"], finding) for each, read in others for finding in read.on(read.places(each["quote"])) if _of_figures(finding)]
    known_wrong = [read for read in raised if read[1] in papers["S4"].on(wrong["S4"])]
    assert [(name, each.rule, each.quote) for name, each in raised if (name, each) not in known_wrong] == []


def _of_figures(finding: Finding) -> bool:
    return finding.weight in UPPER and finding.rule.startswith(OF_FIGURES)
