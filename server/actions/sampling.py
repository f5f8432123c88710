"""Pages of a sample as LibreOffice sets them, made while somebody waits, one sample at a time, and kept for a while."""

import shutil
import tempfile
from pathlib import Path
from threading import Lock

from server.actions.previewing import Printed, digest_of
from server.report import file_problems
from server.report.problems import Refused
from server.word.office import Office
from server.word.rendering import as_pdf, pictures

OFFICE = Office(seconds=45)
MOST_KEPT = 12
_PATIENCE_SECONDS = 50
_MAKING = Lock()


def sampled(root: Path, docx: bytes) -> Printed | None:
    """The pages of a sample, when they have been made and are still kept below `root`."""
    folder = root / digest_of(docx)
    return Printed(folder.name, folder) if folder.is_dir() else None


def make(root: Path, docx: bytes, office: Office = OFFICE) -> Printed:
    """The pages of a sample. Raises Refused where LibreOffice is missing, takes too long, or is busy with another sample for too long."""
    if not _MAKING.acquire(timeout=_PATIENCE_SECONDS):
        raise Refused(file_problems.conversion_slow(_PATIENCE_SECONDS))
    try:
        return sampled(root, docx) or _made(root, docx, office)
    finally:
        _MAKING.release()


def _made(root: Path, docx: bytes, office: Office) -> Printed:
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root, prefix=".", ignore_cleanup_errors=True) as work:
        pages = Path(work) / "pages"
        pages.mkdir()
        for number, picture in enumerate(pictures(as_pdf(docx, Path(work), lambda: False, office)), 1):
            (pages / f"{number:04d}.png").write_bytes(picture)
        place = root / digest_of(docx)
        shutil.move(pages, place)
    _forget(root)
    return Printed(place.name, place)


def _forget(root: Path) -> None:
    """Remove all but the newest samples."""
    kept = [folder for folder in root.glob("[!.]*") if folder.is_dir()]
    for folder in sorted(kept, key=lambda each: each.stat().st_mtime, reverse=True)[MOST_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
