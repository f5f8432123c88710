"""The shipped finder, read straight from its files, and how planted sentences are taken apart."""

import re
import tomllib
from pathlib import Path

from server.report.ledgers.personal import PersonalWords
from server.report.publicity.finding import Finder, Wordings
from server.report.publicity.shapes import NameWords

DATA = Path(__file__).parents[3] / "data"


def shipped() -> Finder:
    """The finder as the program has it."""
    wordings, names, personal = (tomllib.loads((DATA / name).read_text("utf-8")) for name in NAMES)
    return Finder(Wordings.model_validate(wordings), NameWords.model_validate(names), PersonalWords.model_validate(personal))


def planted(line: str) -> tuple[str, list[tuple[int, int]]]:
    """A sentence without ⟦ and ⟧, and the places that stood between them."""
    parts = re.split("[⟦⟧]", line)
    starts = [sum(map(len, parts[:at])) for at in range(len(parts) + 1)]
    return "".join(parts), [(starts[at], starts[at + 1]) for at in range(1, len(parts), 2)]


NAMES = ("publicity/wording.toml", "publicity/names.toml", "personal.toml")
