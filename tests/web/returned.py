"""Giving forms out and filling them as offices do: what tests of the pages for 填报表 share."""

from io import BytesIO

from openpyxl import load_workbook

from server.actions import forms as giving
from server.actions.forms import Wanted
from server.storage import forms
from tests.cast import ZHAO, Town
from tests.web.browser import Browser, Page

NOW, AS_OF, SYSTEM = "本年数", "统计截止日", "数据来源"
RECEIVED, DONE, FOUND = "dis.petition_received", "dis.petition_done", "dis.found"


def give(town: Town, *wanted: Wanted) -> tuple[int, ...]:
    """Forms given out by the editor."""
    with town.database.write() as connection:
        return giving.make(connection, town.library, town.actor(ZHAO), town.report, wanted)


def given(town: Town) -> tuple[forms.Form, ...]:
    """The forms of the report."""
    with town.database.read() as connection:
        return forms.forms(connection, town.report)


def filled(content: bytes, answers: dict[str, object], giver: str = "", words: dict[str, str] | None = None) -> bytes:
    """A form with this year's figures typed in, by id; `words` are paragraphs by section key."""
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    heads = {str(cell.value): cell.column for row in sheet.iter_rows() for cell in row if cell.value in (NOW, AS_OF, SYSTEM)}
    rows = {str(cell.value): cell.row for row in sheet.iter_rows() for cell in row if cell.value}
    for key, value in answers.items():
        sheet.cell(rows[key], heads[NOW]).value = value  # type: ignore[assignment]
    for key, text in (words or {}).items():
        sheet.cell(rows[f"text:{key}"], 3).value = text
    if giver:
        sheet.cell(rows["填报人"], 3).value = giver
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def downloaded(town: Town, browser: Browser, form_id: int, ending: str = "xlsx") -> bytes:
    """A form as its file."""
    answer = browser.fetch(f"{town.path()}/forms/{form_id}/form.{ending}")
    assert answer.status_code == 200
    return answer.content


def handed_in(town: Town, browser: Browser, *files: tuple[str, bytes]) -> Page:
    """What comes of handing files in, once they have been read."""
    page = browser.get(f"{town.path()}/returns").form("读取，先看结果").upload("file", files).press("读取，先看结果")
    for _ in range(200):
        if "/jobs/" not in page.url:
            return page
        page = browser.get(page.url)
    raise AssertionError(page.main)
