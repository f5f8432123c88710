"""The files of the page of an office's own template: the sample in it, one to begin with, and where pictures are kept."""

from pathlib import Path

from server.actions import templates
from server.report.formats import Format
from server.report.snapshot import load
from server.storage.templates import OwnTemplate
from server.storage.units import UnitPlace
from server.web.depends import Asking
from server.word.own_template import fill

_FORMAT = templates.PROFILES[0]


def sample_docx(ask: Asking, place: UnitPlace, own: OwnTemplate) -> bytes:
    """The beginning of the sample report, as a paper of the unit, on its template."""
    report = load((ask.site.settings.data / "samples" / "township.json").read_bytes())
    return fill(own.content, templates.sample(ask.site.library, report, place.unit), _measures(ask))


def start_docx(ask: Asking, place: UnitPlace) -> bytes:
    """A template to begin with."""
    ours = (ask.site.settings.docx_templates / f"{_FORMAT}.docx").read_bytes()
    return templates.start(place.unit, _measures(ask), ours)


def folder_of(ask: Asking) -> Path:
    """Where the pictures of samples are kept for a while."""
    return ask.site.settings.var / "samples"


def _measures(ask: Asking) -> Format:
    return ask.site.library.formats[_FORMAT]
