"""The documents say what is so: settings, commands, targets, states and permissions, the fields of REPORT.json, and their own limits."""

import json
import re
from enum import StrEnum
from pathlib import Path

import pytest
from pydantic import BaseModel

from docs import tables
from server import __main__ as commands
from server.library import Library
from server.report import snapshot
from server.report.checks.judging import ENTRY_CHECKS, TEXT_CHECKS
from server.report.rules import Nature
from server.report.snapshot import Snapshot
from server.report.units import Body, Officer, Unit
from server.report.who import REPORT_ACTS, UNIT_ACTS, Act, Role
from server.report.workflow import Move, State
from server.settings import ROOT, Settings
from tests.house.tree import files, text

README = text(Path("README.md"))
REPORT_JSON = text(Path("docs/report-json.md"))
RECORDS = (
    *(Snapshot, snapshot.OutlineRef, snapshot.Front, snapshot.SectionRecord, snapshot.Item, snapshot.EntryRecord, snapshot.Origin),
    snapshot.Registration,
    *(Unit, Officer),
)
FOR_TESTS = {"CHENGBAO_REQUIRE_REAL", "CHENGBAO_TEST_POSTGRES"}
MOST_LINES, MOST_WORDS = 150, 150


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_in_the_readme_with_its_default(name: str) -> None:
    default = Settings.model_fields[name].default
    shown = default.relative_to(ROOT).as_posix() if isinstance(default, Path) else str(default).lower() if default is not None else ""
    assert f"| `CHENGBAO_{name.upper()}` | {f'`{shown}`' if shown else '（空）'} |" in README


def test_the_readme_names_no_setting_that_is_none() -> None:
    named = {found for path in files() if path.suffix in {".md", ".yaml"} for found in re.findall(r"CHENGBAO_[A-Z_]+", text(path))}
    assert named <= {f"CHENGBAO_{name.upper()}" for name in Settings.model_fields} | FOR_TESTS


def test_every_command_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        commands.main(["--help"])
    (listed,) = re.findall(r"\{([\w,-]+)\}", capsys.readouterr().out.split("\n\n")[0])
    assert not [name for name in listed.split(",") if f"| `{name}" not in README]


def test_every_target_of_the_makefile_is_explained() -> None:
    makefile = text(Path("Makefile"))
    phony = {name for line in re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE) for name in line.split()}
    assert phony == set(re.findall(r"^([a-z]+):[^\n]*## ", makefile, re.MULTILINE))


def test_the_manual_of_checks_is_fresh() -> None:
    assert tables.CHECKS.read_text("utf-8") == tables.checks_page(), "run python -m docs.tables"


def test_no_two_checks_share_a_number() -> None:
    ids = [*(each.id for each in TEXT_CHECKS), *(each.id for each in ENTRY_CHECKS)]
    assert sorted({each for each in ids if ids.count(each) > 1}) == []


def test_states_and_permissions_are_fresh() -> None:
    assert tables.TARGET.read_text("utf-8") == tables.page(tables.labels()), "run python -m docs.tables"


@pytest.mark.parametrize(("kinds", "table"), [(Role, "roles"), (State, "states"), (Move, "moves"), (Nature, "natures")])
def test_every_name_has_its_label(kinds: type[StrEnum], table: str, library: Library) -> None:
    assert {each.value for each in kinds} == library.labels[table].keys()


def test_every_act_has_its_label(library: Library) -> None:
    acts = {act.value for act in Act}
    assert acts == UNIT_ACTS.keys() | REPORT_ACTS.keys()
    assert acts == library.labels["acts"].keys() | library.labels["moves"].keys()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_of_report_json_is_described(record: type[BaseModel]) -> None:
    fields = {field.alias or name for name, field in record.model_fields.items()}
    chapter = REPORT_JSON.split(f"（{record.__name__}）\n", 1)[1].split("\n## ", 1)[0]
    assert set(re.findall(r"^\| `(\w+)` \|", chapter, re.MULTILINE)) == fields


def test_every_body_of_report_json_is_described() -> None:
    assert all(f"`{body.value}`" in REPORT_JSON for body in Body)


def test_the_example_of_report_json_can_be_read_and_is_canonical() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", REPORT_JSON, re.DOTALL)
    assert snapshot.load(example.encode()).year == json.loads(example)["year"]
    assert snapshot.dump(snapshot.load(example.encode())).decode() == example


def test_the_architecture_is_short_and_its_paths_exist() -> None:
    page = text(Path("ARCHITECTURE.md"))
    assert len(page.splitlines()) <= MOST_LINES
    paths = re.findall(r"`((?:server|data|templates|docs|tests|frontend|benchmarks|docx_templates)/[\w/.*-]*)`", page)
    assert not [path for path in paths if not any(ROOT.glob(path.rstrip("/")))]


def test_every_decision_is_dated_and_short() -> None:
    decisions = re.split(r"^## ", text(Path("DECISIONS.md")), flags=re.MULTILINE)[1:]
    assert [int(each.split(".")[0]) for each in decisions] == list(range(1, len(decisions) + 1))
    for each in decisions:
        assert re.search(r"^\d{4}-\d{2}-\d{2}$", each, re.MULTILINE), each.splitlines()[0]
        assert all(f"**{part}.**" in each for part in ("Context", "Decision", "Consequences")), each.splitlines()[0]
        assert len(each.split()) <= MOST_WORDS, each.splitlines()[0]


@pytest.mark.parametrize("path", [path for path in files() if path.suffix == ".md"], ids=str)
def test_every_link_between_documents_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text(path))
    missing = [link for link in links if not (ROOT / path.parent / link).exists()]
    assert not [link for link in missing if not link.startswith("docs/pictures/")]
