"""A unit of each kind for the tests of rules and deadlines, and a notice that makes 31 January 2027 a working Sunday."""

from datetime import date

from server.library import Library
from server.report.units import Body, Unit, default_bodies
from server.report.workdays import Arrangement

JIANGMEN = {"jiangmen.county.report", "jiangmen.department.report", "jiangmen.publish"}
WORKED_SUNDAY = Arrangement(
    year=2027,
    source="某年的放假通知",
    off=(date(2027, 2, 4), date(2027, 2, 9), date(2027, 2, 10)),
    work=(date(2027, 1, 31), date(2027, 2, 28)),
)


def unit_of(library: Library, key: str, region: str = "440823", parent: str = "云和县") -> Unit:
    """A unit of a kind with every body it can have."""
    kind = library.kinds[key]
    higher = {Body(body): pattern for body, pattern in library.labels["higher"].items()}
    bodies = default_bodies(kind, "某", parent, higher)
    above = {Body.higher_department: "云州市司法局"} if key == "department" else {}
    return Unit(name="某", short_name="某", kind=key, tier=kind.tier, region=region, address=kind.address, bodies=bodies | above)
