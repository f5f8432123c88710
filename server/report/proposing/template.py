"""The table a county fills in for its units: a row per unit, a column per indicator, the codes of the columns in a row of their own."""

from collections.abc import Iterable, Mapping

from server.report.indicators import Indicator
from server.report.season.sheets import Sheet, said

WORDS = ("title", "tab", "name", "code")
_FIRST, _OTHERS = 14, 9


def template(units: Iterable[str], indicators: Iterable[Indicator], county: str, year: int, words: Mapping[str, str]) -> Sheet:
    """The empty table; `units` are short names in their order. What it is filled with is read back by `sheets.read`."""
    asked = tuple(indicators)
    codes = (words["code"], *(each.id for each in asked))
    header = (words["name"], *(f"{each.name}（{each.unit}）" for each in asked))
    rows = tuple((name, *("" for _ in asked)) for name in units)
    title = said(words["title"], {"county": county, "year": year})
    return Sheet(words["tab"], title, (), header, (codes, *rows), (_FIRST, *(_OTHERS for _ in asked)))
