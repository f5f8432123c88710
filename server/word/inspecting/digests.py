"""Digests of a .docx: of the file, of its text, of what registration fills in, of its looks."""

import hashlib

from server.report.inspection.canonical import written, written_layout
from server.report.inspection.digests import Algorithm, Digests
from server.word.inspecting.layouts import layout_of
from server.word.reader import read_docx


def digests_of(content: bytes, algorithm: Algorithm = "sha256") -> Digests:
    """The four digests of a .docx. Refused for what cannot be read."""
    words = written(read_docx(content))
    said = (content, words.text.encode(), words.registration.encode(), written_layout(layout_of(content)).encode())
    file, text, registration, layout = (hashlib.new(algorithm, each).hexdigest() for each in said)
    return Digests(algorithm, file, text, registration, layout)
