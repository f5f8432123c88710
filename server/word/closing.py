"""What stands after the text, as XML: 附件说明, 附注, where an attachment begins, 版记 (GB/T 9704-2012 7.3.4, 7.3.6, 7.3.7, 7.4)."""

from itertools import accumulate
from typing import assert_never

from server.report.formats import Format
from server.report.manuscript import Attachment, AttachmentNote, Imprint, Note
from server.word import imprint, ooxml

_OPENINGS, _CLOSINGS = "（(", "）)"


def closing(block: AttachmentNote | Note | Attachment | Imprint, measures: Format, tie: str) -> str:
    """The paragraphs of the block; nothing for a block that says nothing. `tie` is what ties its last paragraph to the next block."""
    match block:
        case AttachmentNote(names):
            return _attachment_note(names, measures, tie)
        case Note(text):
            return _note(text, measures, tie)
        case Attachment(label, title):
            return _attachment(label, title, measures)
        case Imprint():
            return imprint.imprint(block, measures)
        case _:
            assert_never(block)


def _attachment_note(names: tuple[str, ...], measures: Format, tie: str) -> str:
    """附件：and the name; several are numbered below each other. A broken line goes on below the first character of its name."""
    style, note = measures.styles.attachment_note, measures.attachment_note
    together = tie if len(names) <= note.kept_together else ""
    lines = ""
    for number, name in enumerate(names, 1):
        label = "" if number > 1 else note.label
        mark = f"{number}." if len(names) > 1 else ""
        hanging = _hanging(label, mark, measures)
        lines += ooxml.paragraph(style.id, ooxml.run(label + mark + name), (tie if number == len(names) else together) + hanging)
    return ooxml.paragraph(measures.styles.blank.id, "") + lines if names else ""


def _hanging(label: str, mark: str, measures: Format) -> str:
    """The indent of a name: two characters, the label, the number; nothing where the style says it already."""
    style, note = measures.styles.attachment_note, measures.attachment_note
    if label and not mark:
        return ""
    number = len(mark[:-1]) * style.width_twips("0") + style.advance_twips(note.full_stop_hundredths)
    back = style.width_twips(label) + number
    return ooxml.hanging(note.left_characters * style.character_twips + style.width_twips(note.label) + number, back)


def _note(text: str, measures: Format, tie: str) -> str:
    """附注 in full-width parentheses, whether its text has them or not; 公开方式 on a line of its own, flush left."""
    if not (said := text.strip()):
        return ""
    if said.startswith(measures.note.openness):
        return ooxml.paragraph(measures.styles.openness.id, ooxml.run(said), tie)
    inner = said[1:-1] if _enclosed(said) else said
    return ooxml.paragraph(measures.styles.note.id, ooxml.run(f"（{inner}）"), tie)


def _enclosed(text: str) -> bool:
    """Whether the parenthesis that opens a text is the one that closes it."""
    depths = list(accumulate((each in _OPENINGS) - (each in _CLOSINGS) for each in text))
    return depths[0] == 1 and depths[-1] == 0 and all(depths[:-1])


def _attachment(label: str, title: tuple[str, ...], measures: Format) -> str:
    """The label on the first line of a new page, the title on the third, a blank line below it."""
    styles = measures.styles
    blank = ooxml.paragraph(styles.blank.id, "")
    words = ooxml.run("\n".join(title))
    return (
        ooxml.paragraph(styles.attachment_label.id, ooxml.run(label))
        + blank
        + (ooxml.paragraph(styles.title.id, words) + blank if words else "")
    )
