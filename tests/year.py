"""A year as an administrator would make it in a test: a section renamed, a figure gone, one new, other phrases, another date."""

import re
from collections.abc import Mapping

from sqlalchemy import Connection

from server.actions import editions, reporting
from server.actions.editions import Wanted
from server.library import Library
from server.report.who import Role
from server.storage import editions as rows
from server.storage import people, reports
from tests.cast import BEGAN, QIAN, ZHAO, Town, unit_of

GONE = "emg.drills"
PETTY = """
[[indicator]]
id = "dis.petty"
name = "小额纠纷"
unit = "件"
section = "disputes"
core = true
definition = "本年度登记的小额纠纷件数。"
sentence = ["本年度处理小额纠纷{}。", "{unit}处理小额纠纷{}。"]
zero = ["本年度没有小额纠纷。", "本年度未发生小额纠纷。"]
"""
HEADING, RENAMED = "深入学习贯彻习近平法治思想", "学习宣传习近平法治思想"
_BLOCK = re.compile(r"(?m)^(?=\[\[)")


def without(text: str, name: str) -> str:
    """A file without the tables that mention something."""
    return "".join(block for block in _BLOCK.split(text) if name not in block)


def changed(files: Mapping[str, str]) -> dict[str, str]:
    """The files of a year that is not like the last."""
    made = {
        path: without(text, GONE) if path.split("/")[0] in ("indicators", "phrases", "recognising", "lists") else text
        for path, text in files.items()
    }
    made["indicators/disputes.toml"] += PETTY
    made["outlines/standard.toml"] = made["outlines/standard.toml"].replace(HEADING, RENAMED)
    made["phrases/disputes.toml"] = made["phrases/disputes.toml"].replace("纠纷", "矛盾纠纷")
    made["rules/national.toml"] = made["rules/national.toml"].replace("month = 3, day = 1,", "month = 2, day = 15,")
    return made


def administrator(connection: Connection, town: Town) -> None:
    """钱 administers the top unit, too."""
    people.grant(connection, town.ids[QIAN], town.county, (Role.admin,), BEGAN)


def drafted(connection: Connection, town: Town, year: int, *, like: bool = False) -> int:
    """A draft of a year, with those changes unless it is to be like what is shipped."""
    made = editions.make(connection, town.library, town.actor(QIAN), town.county, Wanted(year, f"{year}年度"))
    if not like:
        there = editions.edition_of(connection, town.actor(QIAN), made)
        sent = [(path, text.encode()) for path, text in changed(there.files).items() if text != there.files[path]]
        editions.upload(connection, town.library, town.actor(QIAN), made, sent)
    return made


def opened(connection: Connection, town: Town, year: int, *, like: bool = False, also: bool = False) -> int:
    """A year opened, its check taken as passed."""
    made = drafted(connection, town, year, like=like)
    there = editions.edition_of(connection, town.actor(QIAN), made)
    assert rows.passed(connection, there)
    editions.open_year(connection, town.actor(QIAN), made, there.version, also=also)
    return made


def report_of(connection: Connection, library: Library, town: Town, year: int) -> int:
    """A fresh report of 清溪镇, by what a library lays down."""
    outline = library.outlines[library.usual]
    made = reporting.open_report(connection, library, town.actor(ZHAO), town.unit, unit_of(town.library, "清溪镇"), year, outline)
    assert reports.report(connection, made) is not None
    return made
