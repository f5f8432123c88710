"""The command `proofread`: what it prints, as JSON too, 0, 1 or 2; every printed character is in its text."""

import json
from pathlib import Path

import pytest

from server.__main__ import main
from tests.report.checks.proofing import TOWN

Printed = tuple[int, str, str]
NOTICE = "关于开展检查的通知\n各村：\n请于月底前完成。\n清溪镇人民政府\n2026年5月6日\n"
BODY = (
    "2026年，我镇推进法治政府建设，干部素质有了提高，群众办事更加方便，基层治理得到加强。"
    "全镇干部学法用法，由县政法委到镇指导，执法队伍得到充实，业务能力得到提高，装备配备更加齐全。"
    "村级调解组织及时化解邻里之间的矛盾，把问题解决在基层，把服务送到群众身边，社会保持平安稳定。"
)
_ROWS = [BODY[at : at + 28] for at in range(0, len(BODY), 28)]
TORN = "\n".join(("清溪镇2026年法治政府建设情况报告", "", *_ROWS[:2], "", "— 1 —", "", *_ROWS[2:]))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> "Run":
    return Run(capsys)


class Run:
    """One command, as (code, printed, complained)."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str | Path) -> Printed:
        code = main(["proofread", *map(str, arguments)])
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err


def put(folder: Path, content: bytes, name: str = "公文.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_right_paper_is_fine(run: Run, tmp_path: Path) -> None:
    code, printed, complained = run(put(tmp_path, NOTICE.encode()))
    assert (code, complained) == (0, "")
    assert printed.splitlines()[:2] == ["按这样检查：清溪镇（镇），2026年，其他公文。", "没有发现问题。"]


def test_json_says_what_where_and_what_instead(run: Run, tmp_path: Path) -> None:
    code, printed, _ = run(put(tmp_path, TORN.encode()), "--json")
    told = json.loads(printed)
    assert (code, list(told)) == (1, ["text", "findings"])
    (found,) = [each for each in told["findings"] if each["rule"] == "O01"]
    assert found == {
        "rule": "O01",
        "class": "必改",
        "message": "政法委是党委的部门，应写“县委政法委”。",
        "quote": "县政法委",
        "start": told["text"].index("县政法委"),
        "end": told["text"].index("县政法委") + 4,
        "suggestion": "县委政法委",
        "working": "",
        "basis": "《中国共产党地方委员会工作条例》",
    }


def test_torn_lines_are_joined_and_page_marks_left_out(run: Run, tmp_path: Path) -> None:
    text = json.loads(run(put(tmp_path, TORN.encode()), "--json")[1])["text"]
    assert "".join(text.split()) == "".join(TORN.replace("— 1 —", "").split())
    assert BODY in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding_is_read(encoding: str, run: Run, tmp_path: Path) -> None:
    text = json.loads(run(put(tmp_path, TOWN.encode(encoding)), "--json")[1])["text"]
    assert "".join(text.split()) == "".join(TOWN.split())


@pytest.mark.parametrize(
    "kind", ["township", "town", "镇", "subdistrict", "街道", "county", "district", "区", "city", "市", "department", "部门"]
)
def test_every_name_for_a_kind_of_unit_is_taken(kind: str, run: Run, tmp_path: Path) -> None:
    code, _, complained = run(put(tmp_path, NOTICE.encode()), "--unit-kind", kind, "--year", "2026")
    assert (code, complained) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--unit-kind", "空间站"), "没有“空间站”这种单位"), (("--year", "去年"), "不是年份"), (("--year", "20260"), "不是年份")],
    ids=["kind", "word", "number"],
)
def test_what_cannot_be_is_said_in_one_line(arguments: tuple[str, ...], said: str, run: Run, tmp_path: Path) -> None:
    code, printed, complained = run(put(tmp_path, NOTICE.encode()), *arguments)
    assert (code, printed, complained.count("\n")) == (2, "", 1)
    assert said in complained


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"\x00\x01\x02", "密级：机密\n通知".encode()], ids=["broken", "binary", "secret"]
)
def test_what_cannot_be_read_is_said_in_one_line(content: bytes, run: Run, tmp_path: Path) -> None:
    code, printed, complained = run(put(tmp_path, content))
    assert (code, printed, complained.count("\n")) == (2, "", 1)


def test_a_file_that_is_not_there_is_said_in_one_line(run: Run, tmp_path: Path) -> None:
    code, _, complained = run(tmp_path / "nothing.txt")
    assert (code, complained.count("\n")) == (2, 1)


def test_an_empty_file_has_nothing_wrong(run: Run, tmp_path: Path) -> None:
    assert run(put(tmp_path, b""), "--json")[0] == 0
