"""Papers that are not the report itself, as Word files in the usual layout."""

from server.actions.printing import LAYOUT
from server.report.manuscript import Manuscript
from server.web.depends import Asking
from server.word.turning import turned, turned_template
from server.word.writer import write


def word(ask: Asking, manuscript: Manuscript, *, wide: bool = False) -> bytes:
    """The .docx of a manuscript; a wide one lies on its side."""
    template, measures = (ask.site.settings.docx_templates / f"{LAYOUT}.docx").read_bytes(), ask.site.library.formats[LAYOUT]
    if not wide:
        return write(manuscript, measures, template)
    across = turned(measures)
    return write(manuscript, across, turned_template(template, across))
