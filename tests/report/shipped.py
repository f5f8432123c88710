"""The shipped record lists and personal words, read straight from their files for the tests of what uses them."""

import tomllib
from pathlib import Path

from server.report.indicators import Indicator
from server.report.ledgers.lists import RecordList
from server.report.ledgers.personal import PersonalWords

DATA = Path(__file__).parents[2] / "data"
LISTS = {path.stem: RecordList.model_validate(tomllib.loads(path.read_text("utf-8"))) for path in sorted(DATA.glob("lists/*.toml"))}
WORDS = PersonalWords.model_validate(tomllib.loads((DATA / "personal.toml").read_text("utf-8")))
INDICATORS = {
    row["id"]: Indicator.model_validate(row)
    for path in sorted(DATA.glob("indicators/*.toml"))
    for row in tomllib.loads(path.read_text("utf-8")).get("indicator", [])
}
STUDY, EVENTS, CASES, DISPUTES = (LISTS[key] for key in ("study", "events", "cases", "disputes"))
