"""Which library binds a report: that of the edition it was opened with, else what is shipped. Reads, judges nothing."""

import logging
import re
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection

from server.library import Library
from server.loading import load_files
from server.report.editions.guarding import governed
from server.report.problems import BrokenData
from server.storage import editions, reports
from server.storage.reports import Report

_ADDRESS = re.compile(r"/(reports|units)/([0-9]{1,9})(?:/|$)")
log = logging.getLogger("chengbao")


def bound(connection: Connection, library: Library, report: Report) -> Library:
    """The library a report is bound to, whichever library is held; asks the store only about a report that has an edition.

    Where the edition cannot be read, what is shipped stands in for it, and `broken` says why.
    """
    return of_edition(connection, library, report.edition_id)


def of_report(connection: Connection, library: Library, report_id: int) -> Library:
    """The same by the number of a report."""
    return of_edition(connection, library, reports.edition_of(connection, report_id))


def at_address(connection: Connection, library: Library, path: str, year: int | None = None) -> Library:
    """What binds the report, or holds for the unit, that a path of the site names; for a unit in a year, now where none is named."""
    about = _ADDRESS.match(path)
    if about is None:
        return library.shipped
    number = int(about[2])
    if about[1] == "reports":
        return of_report(connection, library, number)
    return in_year(connection, library, number, year) if year else newest(connection, library, number)


def of_edition(connection: Connection, library: Library, edition_id: int | None) -> Library:
    """The library of an edition, None for what is shipped."""
    if edition_id == library.edition:
        return library
    shipped = library.shipped
    if edition_id is None:
        return shipped
    version = editions.version(connection, edition_id)
    return shipped.editions.of(edition_id, version, lambda: _read(connection, shipped, edition_id))


def of_year(connection: Connection, library: Library, unit_id: int, year: int) -> Library:
    """What a new report of a unit is opened with: the open edition of that year in its tree, else what is shipped."""
    return of_edition(connection, library, editions.open_ids(connection, editions.top(connection, unit_id)).get(year))


def in_year(connection: Connection, library: Library, unit_id: int, year: int) -> Library:
    """What figures of a year are read by for a whole tree: its edition that is open, else the one opened last, else what is shipped."""
    return of_edition(connection, library, editions.opened_last(connection, editions.top(connection, unit_id), year))


def newest(connection: Connection, library: Library, unit_id: int) -> Library:
    """What holds now for the units of a tree: its open edition of the latest year, else what is shipped."""
    found = editions.open_ids(connection, editions.top(connection, unit_id))
    return of_edition(connection, library, found[max(found)] if found else None)


def joined(library: Library, files: Mapping[str, str]) -> Library:
    """What is shipped with the files of an edition in their place. Raises BrokenData with every mistake."""
    kept = {path: content for path, content in library.shipped.files.items() if not governed(path)}
    own = {path: text.encode() for path, text in files.items() if governed(path)}
    return replace(load_files(kept | own), origin=library.shipped)


def _read(connection: Connection, shipped: Library, edition_id: int) -> Library:
    try:
        found = editions.edition(connection, edition_id)
        made = joined(shipped, found.files if found else {})
        return replace(made, edition=edition_id, usual=found.outline if found else made.usual)
    except (BrokenData, ValueError, AttributeError, TypeError) as wrong:
        log.exception("edition %s cannot be read", edition_id)
        mistakes = wrong.mistakes if isinstance(wrong, BrokenData) else (str(wrong),)
        return replace(shipped, edition=edition_id, origin=shipped, broken=mistakes or ("",))
