"""Habits of the house that no linter knows: size, names, where Chinese may stand, who reads the clock, what the core imports."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.house.tree import files, functions, literals, modules, text, tree

OURS = modules("server", "docs", "benchmarks")
MOST_LINES, MOST_FUNCTION_LINES, MOST_TEMPLATE_LINES = 250, 40, 80
LONGER = {
    "server/storage/tables.py": "one class a table and no logic; cutting it would only scatter the schema",
}
EMPTY_NAMES = {
    *("util", "utils", "helper", "helpers", "common", "manager", "managers", "service", "services"),
    *("data", "info", "handle", "handler", "handlers", "process", "processor", "misc", "stuff"),
}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|TBD)\b|(?i:lorem ipsum)|NotImplementedError|待补充|以后再说|暂未实现")
CLOCK = re.compile(r"\b(datetime\.now|datetime\.today|date\.today|utcnow|time\.time|time\.localtime|time\.gmtime)\b")
HAN = re.compile("[\u4e00-\u9fff]")
CHINESE = {
    "server/__main__.py": "words for the console",
    "server/actions/entering.py": "a label that a message names",
    "server/actions/reading.py": "words for the console",
    "server/clock.py": "the name of the time zone",
    "server/commands.py": "words for the console",
    "server/datafiles.py": "mistakes in data files, told to whoever edits them",
    "server/calendars.py": "what the names of moved rest days have in them",
    "server/crossing.py": "mistakes in data files, told to whoever edits them",
    "server/loading.py": "mistakes in data files, told to whoever edits them",
    "server/report/checks": "the words, marks and bodies that checks look for, and what they say",
    "server/report/drafting.py": "增长、下降、与上年持平: parts of a sentence",
    "server/report/entries.py": "how people type figures: 近8万、不适用、11月底",
    "server/report/forms": "how people fill tables, and what is said of a cell",
    "server/report/grammar.py": "numbering marks",
    "server/report/ledgers": "how people write days, numbers and lists, and what is said of a cell",
    "server/report/paging.py": "附件、签发人、抄送、印发, as the writer prints them",
    "server/report/papers": "forms of numbers and dates, and what is compared",
    "server/report/findings.py": "the classes and strengths of findings, which are words",
    "server/report/manuscript.py": "文件, which stands behind the name of a body",
    "server/report/own_template.py": "the marks of a template, and what is said of a file",
    "server/report/relaying": "the sentences about a copy, and words by which its parts are known",
    "server/word/rendering.py": "names of fonts",
    "server/report/past": "words of chapters, of points in a list and of years",
    "server/report/inspection": "names of elements and places, and what is said of them",
    "server/report/inspection/rules": "what a rule says, and the words and marks it looks for",
    "server/report/file_problems.py": "the sentences for readers",
    "server/report/intake_problems.py": "the sentences for readers",
    "server/report/paper_problems.py": "the sentences for readers",
    "server/settings.py": "what the sign-in service of the house is called unless set",
    "server/starting.py": "words for the console",
    "server/report/editions/problems.py": "the sentences for readers",
    "server/report/season/arranging.py": "how people write days, and how they are written for them",
    "server/report/overseeing/board_problems.py": "the sentences for readers",
    "server/report/season/ruling_problems.py": "the sentences for readers",
    "server/report/season/signing_problems.py": "the sentences for readers",
    "server/report/season/way_problems.py": "the sentences for readers and for the log",
    "server/report/season_problems.py": "the sentences for readers",
    "server/report/problems.py": "the sentences for readers",
    "server/report/proposing": "how other systems name units, and the sentences for readers",
    "server/report/prose": "numerals, unit words and what stands beside a figure",
    "server/report/publicity": "how numbers and masked names are written, and words beside them",
    "server/report/reading": "words and marks by which the parts of a paper are known",
    "server/report/review_problems.py": "the sentences for readers",
    "server/report/roster": "how people write yes, no and rows",
    "server/report/unit_problems.py": "the sentences for readers",
    "server/unit_commands.py": "words for the console",
    "server/report/secrecy.py": "the marks themselves",
    "server/report/security": "the sentences for readers, names of systems and browsers, and how codes are typed",
    "server/report/summing": "how a rough sum and a day are written, and the sentences for readers",
    "server/report/snapshot.py": "the sentence about a REPORT.json that cannot be read",
    "server/report/units.py": "社会公众, the one body with the same name everywhere",
    "server/report/words.py": "numerals, and the words a title may break at",
    "server/web/app.py": "the name of the program",
    "server/web/render.py": "dates as people read them",
    "server/web/routes/entering.py": "labels that a message names",
    "server/web/routes/reports.py": "labels that a message names",
    "server/web/routes/people.py": "labels that a message names",
    "server/web/views/moments.py": "how people write a moment",
    "server/word/signs.py": "numerals of Word's lists, and how a new line begins",
    "server/web/unit_form.py": "labels that a message names, and 至今",
}


def _named(path: Path) -> str:
    return path.as_posix()


@pytest.mark.parametrize("path", modules("server", "docs", "benchmarks", "tests"), ids=_named)
def test_a_module_opens_with_its_duty(path: Path) -> None:
    said = ast.get_docstring(tree(path)) or ""
    assert said.split("\n")[0].rstrip().endswith((".", "。", ";", ":")), "the first sentence of a module says what it is for"


@pytest.mark.parametrize("path", OURS, ids=_named)
def test_a_module_is_short(path: Path) -> None:
    assert len(text(path).splitlines()) <= MOST_LINES or path.as_posix() in LONGER


@pytest.mark.parametrize("path", OURS, ids=_named)
def test_a_function_is_short(path: Path) -> None:
    sizes = {each.name: (each.end_lineno or 0) - each.lineno + 1 for each in functions(path)}
    assert not {name: size for name, size in sizes.items() if size > MOST_FUNCTION_LINES}


def test_a_package_file_holds_one_sentence() -> None:
    packages = [path for path in modules("server", "docs") if path.name == "__init__.py"]
    assert all(len(text(path).splitlines()) == 1 for path in packages)


def test_a_template_is_short() -> None:
    lengths = {path.as_posix(): len(text(path).splitlines()) for path in files() if path.parts[0] == "templates"}
    assert not {name: length for name, length in lengths.items() if length > MOST_TEMPLATE_LINES}


def test_no_file_has_an_empty_name() -> None:
    named = [path for path in files() if path.suffix in {".py", ".html", ".js", ".toml", ".scss"}]
    assert not [path for path in named if path.stem.strip("_") in EMPTY_NAMES]


def test_nothing_is_left_unfinished() -> None:
    written = [path for path in files() if "vendor" not in path.parts and path.name != Path(__file__).name]
    assert not {path.as_posix(): found for path in written if (found := UNFINISHED.findall(text(path)))}


@pytest.mark.parametrize("path", modules("server"), ids=_named)
def test_words_for_readers_stand_where_they_belong(path: Path) -> None:
    found = [(each.lineno, each.value) for each in literals(path) if HAN.search(str(each.value))]
    allowed = any(each.as_posix() in CHINESE for each in (path, path.parent))
    assert not found or allowed, "put it into templates/, data/ or server/report/*problems.py"


def test_no_module_keeps_a_leave_it_no_longer_needs() -> None:
    places = {name: list(Path(name).glob("*.py")) or [Path(name)] for name in CHINESE}
    assert all(any(HAN.search(str(each.value)) for path in paths for each in literals(path)) for paths in places.values())
    assert all(len(text(Path(path)).splitlines()) > MOST_LINES for path in LONGER)


@pytest.mark.parametrize("path", modules("server"), ids=_named)
def test_only_the_clock_reads_the_clock(path: Path) -> None:
    assert path.as_posix() == "server/clock.py" or not CLOCK.search(text(path))


@pytest.mark.parametrize("path", [path for path in modules("server") if path.parts[1] == "report"], ids=_named)
def test_the_core_needs_python_and_pydantic_alone(path: Path) -> None:
    nodes = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name for node in nodes]
    ours = [name for name in names if name.startswith("server")]
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names | {"pydantic", "server"}
    assert all(name.startswith("server.report") for name in ours)


@pytest.mark.parametrize("path", [path for path in modules("server") if path.parts[1] == "report"], ids=_named)
def test_the_core_opens_no_file(path: Path) -> None:
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert not [each for each in calls if isinstance(each.func, ast.Name) and each.func.id in {"open", "print", "input", "exec", "eval"}]
