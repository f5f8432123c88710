"""The command `inspect`: what it prints, as JSON too, 0, 1 or 2; and what it says of a paper that is held against its manifest."""

import json
from pathlib import Path

import pytest

from server.__main__ import main
from server.word.inspecting.digests import digests_of
from tests.word.edits import mutated, page, text
from tests.word.foreign import from_old_word
from tests.word.right import right

Printed = tuple[int, str, str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> "Run":
    return Run(capsys)


class Run:
    """One command, as (code, printed, complained)."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str | Path) -> Printed:
        code = main(["inspect", *map(str, arguments)])
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err


def put(folder: Path, content: bytes, name: str = "公文.docx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def manifest(folder: Path, **changed: str) -> Path:
    """What an export keeps of the right report."""
    kept = digests_of(right())
    said = {"algorithm": kept.algorithm, "file": kept.file, "text": kept.text, "registration": kept.registration, "layout": kept.layout}
    return put(folder, json.dumps({**said, "name": "公文.docx", **changed}).encode(), "manifest.json")


def test_a_right_paper_is_fine(run: Run, tmp_path: Path) -> None:
    assert run(put(tmp_path, right())) == (0, "按带版头的公文检查了170条，版式档A：0个问题。\n", "")


def test_one_fault_is_one_line_and_exit_code_1(run: Run, tmp_path: Path) -> None:
    code, printed, _ = run(put(tmp_path, mutated(right(), page("pgMar", left=1797))))
    assert code == 1
    assert printed.splitlines()[1] == (
        "[必改] 页面设置：左白边（订口）应当是28毫米。应为：28±1毫米。现为：31.7毫米。（GB/T 9704-2012 5.2.1，规）"
    )


def test_hints_alone_are_no_failure(run: Run, tmp_path: Path) -> None:
    assert run(put(tmp_path, right("blank")))[0] == 0


def test_json_has_every_finding_with_its_clause(run: Run, tmp_path: Path) -> None:
    code, printed, _ = run(put(tmp_path, from_old_word()), "--json")
    told = json.loads(printed)
    assert code == 1
    assert told.keys() == {"findings", "profile", "rules_checked"}
    assert (told["profile"], told["rules_checked"]) == ("A", 170)
    assert told["findings"][0] == {
        "clause": "GB/T 9704-2012 7.2.5",
        "strength": "规",
        "class": "必改",
        "message": "发文字号的年份应当用六角括号括起",
        "expected": "〔〕",
        "found": "[]",
        "where": "第2段“清府[2026]05号签…”",
    }


@pytest.mark.parametrize("content", [b"", b"no document", b"PK\x03\x04 broken", right()[:900]], ids=["empty", "text", "broken", "cut off"])
def test_what_cannot_be_read_is_said_in_one_line(content: bytes, run: Run, tmp_path: Path) -> None:
    code, printed, complained = run(put(tmp_path, content))
    assert (code, printed, complained.count("\n")) == (2, "", 1)


def test_a_file_with_a_mark_of_secrecy_is_not_examined(run: Run, tmp_path: Path) -> None:
    code, _, complained = run(put(tmp_path, mutated(right("joint"), text("特急", "特急", "机密★1年"))))
    assert code == 2
    assert "密级" in complained


def test_a_file_that_is_not_there_is_said_in_one_line(run: Run, tmp_path: Path) -> None:
    code, _, complained = run(tmp_path / "nothing.docx")
    assert (code, complained.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("content", "code", "words", "key"),
    [
        (right(), 0, "没有改动。", "unchanged"),
        (right("blank"), 0, "只有登记事项（发文字号、签发人、日期、印发日期）不同，正文和版式没有改动。", "registration"),
        (mutated(right(), text("执法力量", "不足", "不强")), 1, "文字改动过。", "text"),
        (mutated(right(), page("pgMar", left=1797)), 1, "只有版式不同，文字没有改动。", "layout"),
        (right("blank", "b"), 1, "文字没有改动，登记事项和版式都不同。", "both"),
    ],
    ids=["unchanged", "registration", "text", "layout", "both"],
)
def test_a_paper_is_held_against_its_manifest(content: bytes, code: int, words: str, key: str, run: Run, tmp_path: Path) -> None:
    path, kept = put(tmp_path, content), manifest(tmp_path)
    assert run(path, "--manifest", kept) == (code, f"{words}\n", "")
    assert json.loads(run(path, "--manifest", kept, "--json")[1]) == {"changed": key}


def test_a_paper_of_a_bundle_is_found_by_its_name(run: Run, tmp_path: Path) -> None:
    one = json.loads(manifest(tmp_path).read_text("utf-8"))
    listed = put(tmp_path, json.dumps({"files": [{**one, "name": "别的.docx", "file": "0"}, one]}).encode(), "list.json")
    assert run(put(tmp_path, right()), "--manifest", listed)[:2] == (0, "没有改动。\n")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"algorithm": "md5"}', b'{"files": []}', b"\xff", b"[" * 100_000])
def test_what_is_no_manifest_is_said_in_one_line(content: bytes, run: Run, tmp_path: Path) -> None:
    code, _, complained = run(put(tmp_path, right()), "--manifest", put(tmp_path, content, "m.json"))
    assert (code, complained.count("\n")) == (2, 1)
