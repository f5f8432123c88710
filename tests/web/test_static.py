"""What the package serves: vendored and built files are the recorded ones, and nothing of them points outside."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "server" / "web" / "static"
OUR_OWN = {"SHA256SUMS", "answers.js", "autosave.js", "chengbao.js", "findings.js", "icon.svg", "old-browser.js", "unsaved.js"}
CSS = (STATIC / "chengbao.css").read_text(encoding="utf-8")


def _recorded() -> dict[str, str]:
    lines = (STATIC / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def _served() -> set[str]:
    return {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file()}


def test_every_vendored_or_built_file_is_recorded() -> None:
    assert set(_recorded()) == _served() - OUR_OWN


@pytest.mark.parametrize(("name", "digest"), sorted(_recorded().items()))
def test_a_recorded_file_has_its_digest(name: str, digest: str) -> None:
    assert sha256((STATIC / name).read_bytes()).hexdigest() == digest


def test_each_vendored_thing_has_its_licence_and_version() -> None:
    assert 'version:"2.0.11"' in (STATIC / "vendor" / "htmx-2.0.11.min.js").read_text(encoding="utf-8")
    assert "Zero-Clause BSD" in (STATIC / "vendor" / "htmx-LICENSE.txt").read_text(encoding="utf-8")
    assert "MIT" in (STATIC / "vendor" / "govuk-frontend-LICENSE.txt").read_text(encoding="utf-8")
    assert "govuk-frontend 6.3.0" in (STATIC / "vendor" / "VERSIONS.md").read_text(encoding="utf-8")
    assert '--govuk-frontend-version: "6.3.0"' in CSS


def test_the_style_sheet_loads_nothing_and_has_nobody_elses_face() -> None:
    assert not re.findall(r"url\(|@import|@font-face|GDS|crown", CSS)
    assert '"Microsoft YaHei"' in CSS


def test_the_style_sheet_is_read_by_chromium_86() -> None:
    assert not re.findall(r":has\(|:is\(|:where\(|@container|@layer|@media[^{]*[<>]|(?<![\w-])inset:", CSS)
    assert not re.findall(r":not\([^)]*,", CSS)


@pytest.mark.parametrize("name", ["answers.js", "autosave.js", "chengbao.js", "unsaved.js"])
def test_our_scripts_are_es2018_and_short(name: str) -> None:
    script = (STATIC / name).read_text(encoding="utf-8")
    assert not re.findall(r"\?\.[a-zA-Z(\[]|\?\?|\|\|=|&&=|\beval\(|new Function|navigator\.clipboard|randomUUID", script)
    assert len(script.splitlines()) <= 250


def test_the_lock_names_no_registry() -> None:
    lock = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "registry" not in lock
