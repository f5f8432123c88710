"""What is committed names no machine and no place that packages come from, and the locks hold what is asked for."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, text

LOCKS = ("requirements.txt", "requirements-dev.txt")
BUILDING = (*LOCKS, "pyproject.toml", "frontend/package.json", "Dockerfile", "compose.yaml", "Makefile", ".ci/run")
ELSEWHERE = re.compile(
    r"--(?:extra-)?index-url[ =]|--find-links|--trusted-host|--registry|[Pp]ackage[_ ]?registry\s*=|\"resolved\":"
    r"|https?://[^\s\"'/]*(?:registry|mirror|artifact|nexus|proxy)[^\s\"'/]*|https?://[^\s\"']+/simple\b",
)
ADDRESS = re.compile(r"https?://(?!127\.0\.0\.1|localhost)[^\s\"']+")
MACHINE = re.compile(r"(?<![\w.$}/-])/(?:ro{2}t|hom[e]/\w+|User[s]/\w+|wor[k]|workspac[e]|mn[t])/|\b[A-Z]:\\\\?Users")
WRITTEN = [path for path in files() if "vendor" not in path.parts and path.as_posix() not in LOCKS and text(path)]


def test_no_file_says_where_packages_come_from() -> None:
    found = {path.as_posix(): ELSEWHERE.findall(text(path)) for path in WRITTEN if path.name != Path(__file__).name}
    assert not {name: places for name, places in found.items() if places}


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = {path.as_posix(): MACHINE.findall(text(path)) for path in WRITTEN}
    assert not {name: places for name, places in found.items() if places}


@pytest.mark.parametrize("name", BUILDING)
def test_what_builds_the_program_holds_no_address(name: str) -> None:
    assert not ADDRESS.findall(text(Path(name)))


@pytest.mark.parametrize(("name", "extra"), [("requirements.txt", ()), ("requirements-dev.txt", ("dev",))])
def test_a_lock_pins_everything_with_hashes(name: str, extra: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(each for key in extra for each in project["optional-dependencies"][key])]
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==[^\s\\]+(?: ;[^\n]*)? \\$", text(Path(name)), re.MULTILINE)
    assert {_plain(re.split(r"[\[<>=; ]", each)[0]) for each in wanted} <= {_plain(pin) for pin in pins}
    blocks = re.split(r"\n(?=\S)", text(Path(name)).strip())
    assert all("--hash=sha256:" in block for block in blocks)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
