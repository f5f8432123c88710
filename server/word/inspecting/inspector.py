"""Examines a file against GB/T 9704-2012: guards it, converts it where it is old, lays it out, judges it; keeps nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from server.archives import Kind, kind_of
from server.report.inspection.fonts import Fonts
from server.report.inspection.judging import Inspection, judge
from server.report.secrecy import secret_in_bytes, secret_mark
from server.word.conversion import as_docx
from server.word.inspecting.layouts import layout_of
from server.word.sources import refuse_secret

_OLD = (Kind.doc, Kind.rtf, Kind.odt, Kind.locked)


def inspect(content: bytes, name: str, fonts: Fonts, folder: Path, stop: Callable[[], bool]) -> Inspection:
    """The examination of a .docx, or of what LibreOffice makes of a .doc, .wps, .rtf or .odt (a note says so).

    `folder` and `stop` as in `conversion.as_docx`. Refused for what cannot be read and for a file that bears 秘密★ and the like.
    """
    refuse_secret(name, secret_in_bytes(content))
    old = kind_of(content) in _OLD
    layout = layout_of(as_docx(content, folder, stop) if old else content)
    refuse_secret(name, secret_mark("\n".join(block.text for block in layout.everything())))
    return judge(replace(layout, converted=old), fonts)
