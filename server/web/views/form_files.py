"""Forms as files to give out: one as .xlsx or .docx, all of them in one .zip; each named by its office and its code."""

import re
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO

from server.library import Library
from server.report.forms.collecting import CollectionForm
from server.sheets import form_writer as sheets
from server.word import form_writer as word

FORMAT = "gb9704_a"
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST = 40
_UTF8_NAMES = 0x800

_WRITERS: dict[str, Callable[[CollectionForm, Library], bytes]] = {
    "xlsx": lambda form, library: sheets.written(form, library.form_words),
    "docx": lambda form, library: word.written(form, library.form_words, library.formats[FORMAT]),
}


def written(form: CollectionForm, library: Library, ending: str) -> bytes:
    """A form as a file of that kind (xlsx or docx)."""
    return _WRITERS[ending](form, library)


def file_name(form: CollectionForm, library: Library, ending: str) -> str:
    """What the file is called: the office first, so that a folder of them sorts; the code finds its way back from there."""
    office = " ".join(_UNFIT.sub(" ", form.office).split())[:_LONGEST].strip(". ") or form.code
    return f"{office}-{library.form_words.sheet}-{form.code}.{ending}"


def bundle(forms: Iterable[CollectionForm], library: Library, ending: str) -> bytes:
    """Every form in one package, as files of one kind."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for form in forms:
            member = zipfile.ZipInfo(file_name(form, library, ending), _EPOCH)
            member.flag_bits |= _UTF8_NAMES
            package.writestr(member, written(form, library, ending))
    return buffer.getvalue()
