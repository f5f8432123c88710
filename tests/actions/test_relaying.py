"""Examining and setting anew: what is refused, what a copy falls back to, and that two conversions never run at once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.actions import relaying
from server.actions.relaying import Press, copied, examined, opened
from server.library import Library
from server.report.problems import Refused
from server.report.relaying.blocks import Manner
from server.settings import Settings
from server.word.reader import read_docx
from tests.word.shapes import docx, made, paragraph
from tests.word.test_relaying import PAPER

AT = datetime(2026, 11, 21, tzinfo=UTC)
RTF = b"{\\rtf1 a}"


@pytest.fixture
def press(library: Library) -> Press:
    template = (Settings().docx_templates / "gb9704_a.docx").read_bytes()
    return Press(library.formats["gb9704_a"], template, library.fonts)


def test_the_same_file_gives_the_same_copy(press: Press, tmp_path: Path) -> None:
    document = opened("a.docx", made(PAPER, "styles"), tmp_path, AT)
    assert copied(document, press, Manner()).content == copied(document, press, Manner()).content


def test_a_copy_set_anew_is_a_right_paper(press: Press, tmp_path: Path) -> None:
    document = opened("a.docx", made(PAPER, "typed"), tmp_path, AT)
    copy = copied(document, press, Manner())
    assert copy.left.findings == ()
    again = opened("b.docx", copy.content, tmp_path, AT)
    twice = copied(again, press, Manner())
    assert [line.whole for line in read_docx(twice.content).lines] == [line.whole for line in again.source.lines]
    assert (twice.changes, twice.lost) == ((), ())


def test_words_that_cannot_be_written_the_same_are_refused_with_their_place(press: Press, tmp_path: Path) -> None:
    document = opened("a.docx", docx("".join(map(paragraph, (*PAPER[:6], "全年\x85检查42次。", "特此报告。")))), tmp_path, AT)
    found = examined(document, press, Manner())
    assert found.copy is None
    assert found.refusal.startswith("排好的副本从第7段“全年 检查42次。”起与原文件不一致，没有生成副本。")
    assert found.inspection.findings


def test_a_letter_that_would_change_the_order_becomes_a_paper(press: Press, tmp_path: Path) -> None:
    lines = ("2026年1月3日", "清溪镇人民政府文件", "清政函〔2026〕3号", *PAPER[2:])
    copy = copied(opened("a.docx", made(lines, "typed"), tmp_path, AT), press, Manner(letter=True))
    assert read_docx(copy.content).lines[0].whole == "2026年1月3日"


def test_a_file_without_words_has_no_copy(press: Press, tmp_path: Path) -> None:
    found = examined(opened("a.docx", docx("<w:p/>"), tmp_path, AT), press, Manner())
    assert found.refusal == "文件里没有读到文字（可能只有图片），没有可以排版的内容。"


def test_what_nobody_prints_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaying, "_MOST_LINES", 3)
    with pytest.raises(Refused, match="文件超过3段"):
        opened("a.docx", made(PAPER, "typed"), tmp_path, AT)


def test_one_conversion_waits_for_another_but_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaying, "_PATIENCE_SECONDS", 0.01)
    with relaying._turn(tmp_path, AT), pytest.raises(Refused, match="正在转换另一份旧格式的文件"):
        opened("a.rtf", RTF, tmp_path, AT)


def test_what_a_killed_program_left_is_taken_away_and_the_rest_stays(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    now = datetime.fromtimestamp((tmp_path / "new").stat().st_mtime, UTC)
    with relaying._turn(tmp_path, now):
        assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old"]
    with relaying._turn(tmp_path, now + timedelta(hours=1)):
        assert list(tmp_path.iterdir()) == []
