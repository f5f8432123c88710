"""From an empty folder to a Word report and its checklist: by mouse, without JavaScript, and by keyboard alone."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx.document import Document as Docx

from tests.e2e.desk import Desk
from tests.e2e.hands import Hand, Keyboard, Mouse
from tests.e2e.journey import TABLE, Newcomer, Papers
from tests.e2e.serving import ROOT, Serving, serving

pytestmark = pytest.mark.browser
PARTS = (
    *("受理信访事项513件", "办结473件", "92.2%", "近8万份", "3000余人次"),
    *("执法力量不足", "全年未发生重大案（事）件。", "特此报告，请审阅。"),
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Serving]:
    """The program in an empty folder."""
    with serving(tmp_path / "var") as server:
        yield server


def test_a_newcomer_gets_from_the_first_page_to_the_papers(empty: Serving, desk: Desk, tmp_path: Path) -> None:
    papers = _travelled(empty, desk, Mouse, live=True)
    (tmp_path / "report.json").write_bytes(papers.snapshot)
    rendered = tmp_path / "again.docx"
    command = [sys.executable, "-m", "server", "render", str(tmp_path / "report.json"), "-o", str(rendered)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert rendered.read_bytes() == papers.report_bytes


def test_a_newcomer_needs_no_javascript(empty: Serving, desk: Desk) -> None:
    _travelled(empty, desk, Mouse, live=False)


def test_a_newcomer_needs_no_mouse_and_always_sees_the_focus(empty: Serving, desk: Desk) -> None:
    _travelled(empty, desk, Keyboard, live=True)


def _travelled(server: Serving, desk: Desk, kind: type[Mouse] | type[Keyboard], *, live: bool) -> Papers:
    """The journey with what it must come to."""
    desk.forgive("422")
    hand: Hand = kind(desk.window(javascript=live))
    papers = Newcomer(hand, server.address, live).whole_journey()
    _check_report(papers.report)
    _check_checklist(papers.checklist)
    _check_snapshot(papers.snapshot)
    return papers


def _check_report(report: Docx) -> None:
    lines = [paragraph.text for paragraph in report.paragraphs if paragraph.text.strip()]
    assert "清溪镇人民政府关于" in lines[0]
    assert lines[1] == "中共云澜县委、云澜县人民政府："
    headings = [each.text for each in report.paragraphs if each.style and each.style.name in ("Heading 1", "Heading 2")]
    assert headings == [
        "一、主要举措和成效",
        "（一）依法化解矛盾纠纷",
        "（二）建设平安清溪",
        "（三）深入开展法治宣传教育",
        "二、存在的不足和原因",
    ]
    body = "\n".join(lines)
    assert not [part for part in PARTS if part not in body]
    (table,) = report.tables
    assert "\n".join("\t".join(cell.text for cell in row.cells) for row in table.rows) == TABLE


def _check_checklist(checklist: Docx) -> None:
    recipients, steps = checklist.tables
    assert [row.cells[0].text for row in recipients.rows][1:4] == ["中共云澜县清溪镇委员会", "中共云澜县委", "云澜县人民政府"]
    assert "年1月" in recipients.rows[1].cells[2].text
    assert len(steps.rows) > 10


def _check_snapshot(snapshot: bytes) -> None:
    read = json.loads(snapshot)
    assert read["schema"] == 1
    raw = {each["indicator"]: each["raw"] for each in read["entries"]}
    assert (raw["dis.petition_received"], raw["dis.petition_done"], raw["pub.materials"]) == ("５１３", "473 件", "近8万")
    assert (raw["dis.center_received"], raw["rec.as_respondent"], raw["lit.new"]) == ("二十来件", "不适用", "0")
    titles = {section["key"]: [item["title"] for item in section["items"]] for section in read["sections"]}
    assert titles["disputes"] == ["坚持源头化解", "畅通调解渠道"]
    assert titles["problems"] == ["执法力量不足"]
