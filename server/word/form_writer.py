"""A 填报表 as .docx: the same table as the .xlsx on A4 across, made with the styles of the reports, only smaller."""

from collections.abc import Iterator
from typing import TypeVar

from server.report.formats import Format, Page, Style, Styles
from server.report.forms.collecting import TEXT_ID, Asked, CollectionForm, Wording, chapters, filled
from server.report.manuscript import Block, Heading, Manuscript, Paragraph, Properties, Table, Title
from server.word import template, writer

_TITLE, _TEXT, _SMALL = 36, 21, 18
_SIDE, _TOP, _BOTTOM, _FOOTER = 850, 850, 1021, 500
_TEXT_LINES = 4
_WIDTHS = {"number": 7, "unit": 7, "definition": 44, "as_of": 14, "id": 14}

_Kept = TypeVar("_Kept", bound=Style)


def written(form: CollectionForm, wording: Wording, measures: Format) -> bytes:
    """The form as .docx in the fonts of `measures`. Same form, same bytes."""
    across = _across(measures)
    title = filled(wording.title, form)
    paper = Manuscript(Properties(title, form.unit), (Title((title,)), *_blocks(form, wording)))
    return writer.write(paper, across, template.build(across))


def _blocks(form: CollectionForm, wording: Wording) -> Iterator[Block]:
    rules = (*wording.rules, *((wording.shared_rule,) if form.share else ()))
    for line in (wording.head, wording.code, *rules):
        yield Paragraph(filled(line, form))
    widths = tuple(_WIDTHS.get(column.key, column.width) for column in wording.column)
    head = tuple(column.heading for column in wording.column)
    number = 1
    for line, rows in chapters(form, wording):
        yield from (Heading(1, "", line),) if line else ()
        yield Table((head, *(_row(asked, wording, at) for at, asked in enumerate(rows, number))), widths=widths)
        number += len(rows)
    if form.texts:
        yield Table(
            (_text_head(wording), *(_text(each.name, each.section, at) for at, each in enumerate(form.texts, 1))), widths=(7, 22, 110, 14)
        )
    yield Table(((wording.giver, "", wording.phone, "", wording.day, ""),), header_rows=0, widths=(3, 5, 3, 5, 3, 5))


def _row(asked: Asked, wording: Wording, number: int) -> tuple[str, ...]:
    texts = {"number": str(number), "name": asked.name, "unit": asked.unit, "definition": asked.definition, "last": asked.last}
    return tuple((texts | {"id": asked.indicator}).get(column.key, "") for column in wording.column)


def _text_head(wording: Wording) -> tuple[str, ...]:
    return (wording.heading("number"), wording.chapter_heading, wording.words_column.heading, wording.heading("id"))


def _text(name: str, section: str, number: int) -> tuple[str, ...]:
    return (str(number), name, "\n" * _TEXT_LINES, TEXT_ID + section)


def _across(measures: Format) -> Format:
    """The measures for a table on A4 across: narrow margins, small type, single spacing."""
    page = measures.page
    turned = Page(
        width_twips=page.height_twips,
        height_twips=page.width_twips,
        top_twips=_TOP,
        right_twips=_SIDE,
        bottom_twips=_BOTTOM,
        left_twips=_SIDE,
        header_twips=_FOOTER,
        footer_twips=_FOOTER,
        line_pitch_twips=page.line_pitch_twips,
    )
    return measures.model_copy(update={"page": turned, "styles": _smaller(measures.styles)})


def _smaller(styles: Styles) -> Styles:
    plain = {"line_twips": 0, "snap_to_grid": False, "first_line_hundredths": 0, "first_line_twips": 0}
    sizes = {"title": _TITLE, "blank": 2, "body": _TEXT, "table_head": _TEXT, "table_centred": _TEXT, "table_text": _SMALL}
    sizes |= {"normal": _TEXT, "page_odd": _SMALL, "page_even": _SMALL}
    first, *others = styles.headings
    headings = (_sized(first, _TEXT, plain), *others)
    return styles.model_copy(
        update={"headings": headings, **{name: _sized(getattr(styles, name), size, plain) for name, size in sizes.items()}}
    )


def _sized(style: _Kept, half_points: int, plain: dict[str, int | bool]) -> _Kept:
    return style.model_copy(update={**plain, "size_half_points": half_points, "character_spacing_twips": 0})
