"""The same document gives the same bytes, every kind of document keeps the rules that Word enforces, no character is lost."""

import re
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.report.manuscript import (
    Attachment,
    AttachmentNote,
    Block,
    Imprint,
    Letterhead,
    Manuscript,
    Masthead,
    Note,
    Occasion,
    Paragraph,
    Piece,
    Properties,
    Tracked,
)
from server.word import package
from server.word.reader import read_docx
from server.word.writer import write
from tests.word.papers import EVERY_KIND, FORMATS, KEYS, TEMPLATES, UNIT, parts, typed, written
from tests.word.schema import faults

RARE = "𠮷𪚥𬭊𫍯𡎚𠅤"
FOREIGN = "<w:p w:rsidR='1'><w:r><w:t>旧文</w:t></w:r></w:p>"


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_of_document_keeps_the_order_of_the_schema_and_its_ids_apart(kind: str, key: str) -> None:
    assert faults(typed(EVERY_KIND[kind], key)) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_template_keeps_the_order_of_the_schema(key: str) -> None:
    assert faults(TEMPLATES[key]) == []


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_same_manuscript_gives_the_same_bytes(kind: str) -> None:
    first, second = (sha256(typed(EVERY_KIND[kind])).hexdigest() for _ in range(2))
    assert first == second


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_document_names_its_unit_its_day_and_no_program(kind: str) -> None:
    found = parts(typed(EVERY_KIND[kind]))
    core = found["docProps/core.xml"]
    day = "1980-01-01" if kind == "empty" else "2027-01-15"
    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) == [UNIT]
    assert re.findall(r"T00:00:00Z", core) == ["T00:00:00Z"] * 2
    assert re.findall(r">(\d{4}-\d\d-\d\d)T", core) == [day, day]
    assert not any(re.search("python|docx|LibreOffice|Chengbao", text) for name, text in found.items() if name.startswith("docProps"))


def test_characters_beyond_the_basic_plane_survive_in_every_new_part() -> None:
    said = written(
        Occasion(f"（{RARE}）"),
        AttachmentNote((RARE, RARE)),
        Note(RARE),
        Attachment("附件1", (RARE,)),
        Tracked(Paragraph(RARE), (Piece(RARE, "inserted"), Piece(RARE, "deleted"))),
        Imprint(RARE, RARE, RARE),
        watermark=RARE,
    )
    found = parts(said)
    assert found["word/document.xml"].count(RARE) == 10
    assert [RARE in found[name] for name in ("word/header1.xml", "word/header2.xml")] == [True, True]
    assert faults(said) == []


_TEXT = st.text(st.characters(codec=None), max_size=30)


@settings(max_examples=40)
@given(_TEXT, st.sampled_from(["", "inserted", "deleted"]))
def test_no_text_breaks_a_part(text: str, change: str) -> None:
    mark = next(each for each in ("", "inserted", "deleted") if each == change)
    pieces = (Piece(text, "inserted"), Piece(text, "deleted"), Piece(text))
    blocks: tuple[Block, ...] = (
        AttachmentNote((text, text)),
        Note(text),
        Attachment(text, (text, text)),
        Tracked(Paragraph(text), pieces, "inserted" if mark == "inserted" else ""),
        Tracked(Note(text), pieces),
        Tracked(AttachmentNote((text,)), pieces),
        Tracked(Attachment(text, (text,)), pieces),
        Imprint(text, text, text),
    )
    for head in (Masthead((text, text), text, (text,), text), Letterhead(text, text, text)):
        docx = typed(Manuscript(Properties(text, text, text, text), (head, *blocks)))
        assert faults(docx) == []
        assert read_docx(docx).lines


def test_a_document_without_page_numbers_has_no_footer_left() -> None:
    found = parts(typed(EVERY_KIND["for_the_office"]))
    assert not [name for name in found if "footer" in name]
    assert "footer" not in found["[Content_Types].xml"] + found["word/_rels/document.xml.rels"]
    assert "Reference" not in found["word/document.xml"]


def test_a_template_of_another_make_is_filled_in() -> None:
    source = parts(TEMPLATES["gb9704_a"])
    renamed = {
        name.replace("document.xml", "document2.xml"): text.replace("/word/document.xml", "/word/document2.xml").replace(
            'Target="word/document.xml"', 'Target="word/document2.xml"'
        )
        for name, text in source.items()
        if not name.startswith("docProps")
    }
    renamed["_rels/.rels"] = re.sub(r'<Relationship Id="rId2"[^>]*/>', "", renamed["_rels/.rels"])
    renamed["[Content_Types].xml"] = re.sub(r'<Override PartName="/docProps[^>]*/>', "", renamed["[Content_Types].xml"])
    renamed["word/document2.xml"] = renamed["word/document2.xml"].replace("<w:body>", f"<w:body>{FOREIGN}")
    docx = write(EVERY_KIND["draft"], FORMATS["gb9704_a"], package.stored((name, text.encode()) for name, text in renamed.items()))
    assert faults(docx) == []
    assert "旧文" not in parts(docx)["word/document2.xml"]
    assert UNIT in parts(docx)["docProps/core.xml"]
    assert "特此报告。" in [line.text for line in read_docx(docx).lines]
