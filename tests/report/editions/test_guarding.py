"""What may stand in an edition: data files by their paths, as text of some size, without regular expressions of one's own."""

import pytest

from server.report.editions.guarding import foreign_patterns, governed, guard, path_of, text_of
from server.report.problems import Refused

SHIPPED = {"wording/terms.toml": '[[superseded]]\nunless_after = "(?:月|周)"\n'.encode()}


@pytest.mark.parametrize("path", ["outlines/standard.toml", "wording/own_2.toml", "calendar/2027.toml", "steps.toml"])
def test_data_files_are_governed(path: str) -> None:
    assert governed(path)


@pytest.mark.parametrize(
    "path",
    [
        *("labels.toml", "kinds.toml", "personal.toml", "formats/gb9704_a.toml", "outlines/a.py", "outlines/A.toml", "/outlines/a.toml"),
        *("outlines/../labels.toml", "outlines/x/a.toml", "outlines/a.toml\n", "outlines\\a.toml", "", "outlines/.toml"),
    ],
)
def test_nothing_else_is(path: str) -> None:
    assert not governed(path)


@pytest.mark.parametrize(
    ("name", "path"),
    [("standard.toml", "outlines/standard.toml"), ("data/rules/new.toml", "rules/new.toml"), ("rules\\new.toml", "rules/new.toml")],
)
def test_an_upload_finds_its_place(name: str, path: str) -> None:
    assert path_of(name, ["outlines/standard.toml", "phrases/thought.toml", "indicators/thought.toml"]) == path


@pytest.mark.parametrize("name", ["thought.toml", "new.toml", "labels.toml", "C:\\fakepath\\x.toml", ""])
def test_a_name_that_is_of_none_or_of_several_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        path_of(name, ["phrases/thought.toml", "indicators/thought.toml"])


def test_text_is_utf_8_of_some_size() -> None:
    assert text_of("a", b"\xef\xbb\xbfa\r\nb\rc") == "a\nb\nc"
    with pytest.raises(Refused, match="UTF-8"):
        text_of("a", b"\xff")
    with pytest.raises(Refused, match="最多 512 KB"):
        text_of("a", b"a" * (512 * 1024 + 1))


def test_patterns_are_shipped_or_plain_words() -> None:
    assert foreign_patterns({"superseded": [{"unless_after": "(?:月|周)"}, {"unless_before": "全面"}]}, SHIPPED) == ()
    assert foreign_patterns({"pattern": [{"find": "(a+)+$"}]}, SHIPPED) == ("(a+)+$",)
    assert foreign_patterns({"misspelt": [{"words": {"(": ")"}}]}, SHIPPED) == ()


def test_there_are_not_more_files_than_a_year_can_need() -> None:
    many = {f"rules/a{number}.toml": "" for number in range(150)}
    guard("rules/a1.toml", "# x", many, SHIPPED)
    with pytest.raises(Refused, match="最多 150 个"):
        guard("rules/b.toml", "# x", many, SHIPPED)
