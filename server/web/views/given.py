"""A paper that is given in a form: a file, or words that were pasted; and what is wrong with it, beside the field it is about."""

from pathlib import PurePath

from server.actions import proofreading
from server.actions.proofreading import Misstated
from server.report.problems import Refused
from server.report.reading.source import Source
from server.web.depends import Asking
from server.web.unit_form import Wrong

LONGEST_NAME = 60


def given(ask: Asking, nothing: str) -> tuple[str, Source]:
    """The name and the lines of the paper. A file goes before a text, which is that of the file before once it was read.

    Raises Refused, saying `nothing` where neither is given, and for what cannot or must not be read.
    """
    if ask.form.files:
        file = ask.form.files[0]
        source = proofreading.opened(file.name, file.content, ask.site.settings.var / "inspecting", ask.at)
        return PurePath(file.name).stem[:LONGEST_NAME], source
    if not ask.form.get("text").strip():
        raise Refused(nothing)
    return ask.form.line("name")[:LONGEST_NAME], proofreading.pasted(ask.form.get("text"))


def wrong(refused: Refused) -> Wrong:
    """A refusal beside the field it is about, else beside the file."""
    return Wrong(refused.field if isinstance(refused, Misstated) else "file", refused.message)
