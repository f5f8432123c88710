"""A new figure is one table in a data file: it is asked for, drafted and exported without a line of Python."""

import json
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from server.library import Library
from server.loading import load
from server.settings import Settings
from server.storage.engine import Database
from server.web.app import make_app
from server.web.site import Site
from tests.cast import LIN, Town, settle
from tests.web.browser import Browser
from tests.web.conftest import session

DATA = Path(__file__).resolve().parents[2] / "data"
TABLE = """
[[indicator]]
id = "dis.petty"
core = true
name = "小额纠纷速裁"
unit = "件"
section = "disputes"
definition = "本年度登记的小额纠纷速裁件数。"
sentence = ["全年速裁小额纠纷{}。", "{unit}全年速裁小额纠纷{}。"]
zero = ["全年没有小额纠纷速裁。", "全年未发生小额纠纷速裁。"]
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """The shipped data with one more table."""
    data = shutil.copytree(DATA, tmp_path / "data")
    with (data / "indicators" / "disputes.toml").open("a", encoding="utf-8") as file:
        file.write(TABLE)
    return load(data)


@pytest.fixture
def town(sqlite: Database, library: Library) -> Town:
    """The cast with that library."""
    return settle(sqlite, library)


@pytest.mark.parametrize(("typed", "printed"), [("57", "全年速裁小额纠纷57件。"), ("0", "全年没有小额纠纷速裁。")])
def test_one_more_table_is_on_the_form_in_the_draft_and_in_the_export(town: Town, typed: str, printed: str) -> None:
    browser = Browser(make_app(Site(Settings(), town.database, town.library)), session(town, LIN))
    page = browser.get(town.path("disputes"))
    assert page.says("小额纠纷速裁")
    assert page.says("本年度登记的小额纠纷速裁件数。")
    drafted = page.press("起草本节", {"entry.dis.petty.raw": typed})
    assert drafted.holds(printed)
    exported = json.loads(browser.fetch(f"{town.path()}/report.json").content)
    assert [(entry["indicator"], entry["raw"]) for entry in exported["entries"]] == [("dis.petty", typed)]
    document = Document(BytesIO(browser.fetch(f"{town.path()}/report.docx").content))
    assert printed in "".join(paragraph.text for paragraph in document.paragraphs)
