"""Real reports made into files of every shape are read, placed and counted by the command; no sentence of theirs stands here."""

import json
from functools import cache
from pathlib import Path

import pytest

from server.__main__ import main
from server.report.reading.anatomy import understand
from server.report.reading.gathering import gathered
from tests.real import office
from tests.word.shapes import SHAPES, Shape, made

REPORTS = Path(__file__).parents[3] / "shared/reports"
TOWN, DISTRICT = "S1-suicheng-township-2020", "S4-qingcheng-district-2017"
KEYS = {
    TOWN: (
        "achievements leadership decisions publicity openness disputes oversight enforcement problems"
        + " first_responsible" * 8
        + " plans" * 7
    ).split(),
    DISTRICT: (
        "achievements functions institutions decisions enforcement openness disputes oversight capacity leadership"
        + " problems" * 4
        + " plans" * 4
    ).split(),
}
RIGHT_SHARE = 0.95

known = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"缺少 {REPORTS}，不能读入已知的报告")


@cache
def paragraphs(name: str) -> tuple[str, ...]:
    """The paragraphs of a report as a Word file would have them."""
    return tuple(each.whole for each in understand(gathered((REPORTS / f"{name}.txt").read_text("utf-8"))).paragraphs)


def told(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """What the command says of a file."""
    assert main(["read", str(path), "--json"]) == 0
    value: dict[str, object] = json.loads(capsys.readouterr().out)
    return value


def checked(said: dict[str, object], name: str) -> None:
    """Assert that every paragraph is accounted for and nearly every section is under its key."""
    counted, sections = said["paragraphs"], said["sections"]
    assert isinstance(counted, dict)
    assert isinstance(sections, list)
    assert counted["in"] == counted["placed"] + counted["set_aside"] + counted["unplaced"]
    assert counted["in"] >= len(paragraphs(name)) - 1
    assert counted["unplaced"] == 0
    keys = [each["key"] for each in sections]
    right = sum(one == other for one, other in zip(keys, KEYS[name], strict=False))
    assert len(keys) == len(KEYS[name])
    assert right >= RIGHT_SHARE * len(keys)


@known
@pytest.mark.parametrize("name", KEYS)
def test_the_text_is_read_by_the_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    checked(told(REPORTS / f"{name}.txt", capsys), name)


@known
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", KEYS)
def test_every_shape_is_read_by_the_command(name: str, shape: Shape, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(made(paragraphs(name), shape))
    checked(told(path, capsys), name)


@known
@pytest.mark.real
@pytest.mark.parametrize("name", [pytest.param(each, marks=[] if each == TOWN else pytest.mark.long) for each in KEYS])
def test_every_shape_as_an_old_word_file_is_read_by_the_command(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for shape in SHAPES:
        (tmp_path / f"{shape}.docx").write_bytes(made(paragraphs(name), shape))
    for path in office.resaved([tmp_path / f"{shape}.docx" for shape in SHAPES], "doc", tmp_path):
        checked(told(path, capsys), name)
