"""An examination as JSON for programs and as lines for a person at a console; a manifest as digests, a comparison as a sentence."""

import json
from typing import get_args

from server.report import paper_problems
from server.report.findings import Finding
from server.report.inspection.digests import Algorithm, Difference, Digests
from server.report.inspection.judging import Inspection
from server.report.problems import Refused

_DIGESTS = ("file", "text", "registration", "layout")
_SAID = {
    Difference.unchanged: "没有改动。",
    Difference.registration: "只有登记事项（发文字号、签发人、日期、印发日期）不同，正文和版式没有改动。",
    Difference.text: "文字改动过。",
    Difference.layout: "只有版式不同，文字没有改动。",
    Difference.both: "文字没有改动，登记事项和版式都不同。",
}
_KINDS = {"redhead": "带版头的公文", "letter": "信函", "plain": "没有版头的文稿", "bare": "正文版"}


def told(inspection: Inspection) -> dict[str, object]:
    """The JSON document of the command `inspect --json`."""
    return {
        "findings": [_finding(finding) for finding in inspection.findings],
        "profile": inspection.profile,
        "rules_checked": inspection.rules_checked,
    }


def in_words(inspection: Inspection) -> str:
    """Findings one a line, what must be put right first."""
    profile = f"，版式档{inspection.profile}" if inspection.profile else ""
    converted = ("文件先由LibreOffice转换成.docx再检查，有的问题可能是转换造成的。",) if inspection.converted else ()
    head = f"按{_KINDS[inspection.kind.value]}检查了{inspection.rules_checked}条{profile}：{len(inspection.findings)}个问题。"
    return "\n".join((head, *converted, *inspection.notes, *map(_line, inspection.findings)))


def difference_in_words(found: Difference) -> str:
    """What became of a file since its manifest was written."""
    return _SAID[found]


def manifest(content: bytes, name: str) -> Digests:
    """The digests in a manifest, or in a list of several those of the file with this name. Refused for what is none."""
    try:
        read = json.loads(content)
    except (ValueError, RecursionError) as broken:
        raise Refused(paper_problems.no_manifest()) from broken
    several = read.get("files") if isinstance(read, dict) else None
    entries = several if isinstance(several, list) else [read]
    own = [each for each in entries if isinstance(each, dict) and (several is None or each.get("name") == name)]
    algorithm = next((known for known in get_args(Algorithm) if own and own[0].get("algorithm") == known), None)
    if algorithm is None or not all(isinstance(own[0].get(key), str) for key in _DIGESTS):
        raise Refused(paper_problems.no_manifest())
    return Digests(algorithm, *(own[0][key] for key in _DIGESTS))


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "clause": finding.clause,
        "strength": finding.strength.value,
        "class": finding.weight.value,
        "message": finding.message,
        "expected": finding.expected,
        "found": finding.found,
        "where": finding.where,
    }


def _line(finding: Finding) -> str:
    asked = f"应为：{finding.expected}。" if finding.expected else ""
    found = f"现为：{finding.found}。" if finding.found else ""
    place = f"{finding.where}：" if finding.where else ""
    return f"[{finding.weight.value}] {place}{finding.message}。{asked}{found}（{finding.clause}，{finding.strength.value}）"
