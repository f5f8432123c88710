"""Pages as they will print, made in the background and kept beside the database for a while; never the only copy of anything."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from server.actions import jobs
from server.actions.allowing import Actor
from server.actions.jobs import PREVIEW, Handed, Order, Shop, Work
from server.word.rendering import as_pdf, page_count, pictures

# A report of 26 pages takes about 3 MB; what was looked at longest ago goes first.
MOST_KEPT = 60
DIGITS = 4
_PDF = "report.pdf"


@dataclass(frozen=True)
class Printed:
    """The pages of one document as LibreOffice set them."""

    digest: str
    folder: Path

    @property
    def pages(self) -> int:
        """How many there are."""
        return sum(1 for _ in self.folder.glob("*.png"))

    @property
    def pdf(self) -> bytes:
        """All of them as one file."""
        return (self.folder / _PDF).read_bytes()

    def page(self, number: int) -> bytes | None:
        """One page as PNG, from 1; None where there is none."""
        path = self.folder / f"{number:04d}.png"
        return path.read_bytes() if path.is_file() else None


def digest_of(docx: bytes) -> str:
    """What names the pages of a document: the same bytes print the same."""
    return hashlib.sha256(docx).hexdigest()


def printed(shop: Shop, report_id: int, digest: str) -> Printed | None:
    """The pages of a document of this report, when they have been made and are still kept."""
    folder = _root(shop) / str(report_id) / digest
    return Printed(digest, folder) if digest.isalnum() and (folder / _PDF).is_file() else None


def order_pages(connection: Connection, shop: Shop, actor: Actor, report_id: int, place: str, docx: bytes) -> int:
    """The job that makes the pages of a document; `place`, below the preview, is where they are looked at.

    Raises ReadOnly when there is no room for them.
    """
    return jobs.hand_in(connection, shop, actor, report_id, Order(PREVIEW, (Handed("pages.docx", docx),), {"place": place}))


def make_pages(work: Work) -> dict[str, str]:
    """The job: PDF and pictures, put in their place together when all are there. Raises Refused when LibreOffice cannot."""
    content = work.files[0].content
    pdf = as_pdf(content, work.folder, work.stopping)
    making = work.folder / "pages"
    making.mkdir(exist_ok=True)
    total = page_count(pdf)
    for number, picture in enumerate(pictures(pdf), 1):
        (making / f"{number:04d}.png").write_bytes(picture)
        work.step(number, total)
    (making / _PDF).write_bytes(pdf)
    _keep(making, _root(work.shop) / str(work.job.report_id) / digest_of(content))
    _forget(_root(work.shop))
    return {"made": work.job.asked["place"]}


def _root(shop: Shop) -> Path:
    return shop.folder.parent / "preview"


def _keep(made: Path, place: Path) -> None:
    """Another worker may have been faster: the same bytes print the same, so either will do."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        shutil.move(made, place)


def _forget(root: Path) -> None:
    """Remove all but the newest documents."""
    for _, folder in sorted(_aged(root), reverse=True)[MOST_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)


def _aged(root: Path) -> Iterator[tuple[float, Path]]:
    return ((folder.stat().st_mtime, folder) for folder in root.glob("*/*") if folder.is_dir())
