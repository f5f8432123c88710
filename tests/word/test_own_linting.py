"""What is said of a file that shall be an office's template: errors refuse it and say what to change in Word, warnings do not."""

import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.library import Library
from server.report.own_template import Checked
from server.word.own_linting import Standard, lint
from server.word.own_template import fill
from server.word.package import deflated, exchanged
from tests.test_archives import MEGABYTE, bounded, compound, packed
from tests.word.papers import FORMATS, parts
from tests.word.red_heads import A4, BODY_MARK, FOOT, FOOTER, HEAD, MANUSCRIPT, box, paragraph, red_head, run, table

KEYS = ("gb9704_a", "gb9704_b")
RELATION = (
    '<Relationship Id="{key}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/>'
)
LINKS = "word/_rels/document.xml.rels"


@pytest.fixture
def standard(library: Library) -> Standard:
    return Standard(tuple(FORMATS[key] for key in KEYS), library.fonts)


def linked(kind: str, target: str, part: str = LINKS) -> bytes:
    """A template with one more link that leads out of it."""
    one = RELATION.format(key="out", kind=kind, target=target, mode=' TargetMode="External"')
    rels = parts(red_head()).get(
        part, '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    return changed(**{part: rels.replace("</Relationships>", f"{one}</Relationships>")})


def changed(**texts: str) -> bytes:
    """A template with other or further parts."""
    there = dict(exchanged(red_head(), {}))
    return deflated((there | {name: text.encode() for name, text in texts.items()}).items())


def errors(content: bytes, standard: Standard) -> str:
    found = lint("红头.docx", content, standard)
    assert found.errors
    return " ".join(found.errors)


def warnings(content: bytes, standard: Standard) -> tuple[str, ...]:
    found = lint("红头.docx", content, standard)
    assert found.errors == ()
    assert fill(content, MANUSCRIPT, FORMATS["gb9704_a"])
    return found.warnings


def test_a_sound_template_has_nothing_but_the_styles_it_lacks(standard: Standard) -> None:
    found = lint("红头.docx", red_head(), standard)
    assert found == Checked((), found.warnings, ("发文字号", "签发人", "正文", "抄送", "印发机关", "印发日期"))
    assert len(found.warnings) == 1
    assert found.warnings[0].startswith("模板里没有样式“题注”、“空行”、“主送机关”、“正文文本”")
    assert found.warnings[0].endswith("正文用到时按国标的字体字号补上。要用本单位的，请在Word里新建同名样式。")


def test_without_a_place_for_the_text_or_with_two_it_is_refused(standard: Standard) -> None:
    assert errors(red_head(body=""), standard) == (
        "没有找到【正文】。请在Word里红头下面、版记上面留出一段，只写“【正文】”，报告的标题和正文就印在那里。"
    )
    assert errors(red_head(body=BODY_MARK * 2), standard) == "【正文】写了2处，只能有一处。请在Word里删去多余的。"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (table(f"<w:tc>{BODY_MARK}</w:tc><w:tc>{paragraph('甲')}</w:tc>"), "表格"),
        (f"<w:sdt><w:sdtContent>{BODY_MARK}</w:sdtContent></w:sdt>", "文本框或内容控件"),
    ],
)
def test_a_place_for_the_text_inside_something_is_refused(standard: Standard, body: str, where: str) -> None:
    assert errors(red_head(body=body), standard) == f"【正文】在{where}里，长文章放不下。请在Word里把它移到{where}外面，单独成一段。"


def test_a_place_for_the_text_in_a_text_box_or_a_header_is_refused(standard: Standard) -> None:
    assert "【正文】写了2处" in errors(red_head(body=f"<w:p>{box('【正文】')}</w:p>"), standard)
    header = {"header1": f"<w:hdr>{BODY_MARK}</w:hdr>"}
    assert errors(red_head(body="", parts=header), standard).startswith("【正文】在页眉页脚里")


def test_words_beside_the_place_of_the_text_are_quoted(standard: Standard) -> None:
    assert errors(red_head(body=paragraph("标题", "【正", "文】")), standard) == (
        "【正文】这一段里还有别的字（“标题”）。请在Word里把【正文】单独放在一段。"
    )


def test_the_place_of_the_text_may_be_cut_into_runs_and_have_spaces(standard: Standard) -> None:
    assert len(warnings(red_head(body=paragraph(" 【", " 正", "文 】 ")), standard)) == 1


def test_missing_and_unknown_marks_are_named(standard: Standard) -> None:
    said = warnings(red_head(head=paragraph("【标题】【发文字号】"), foot=""), standard)
    assert said[0] == "模板里没有【签发人】、【抄送】、【印发机关】、【印发日期】，这几项不会自动填入；要自动填的，请在Word里写上这个记号。"
    assert said[1].startswith("【标题】不是程序认识的记号，会原样印出。认识的有【正文】、【发文字号】")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (linked("image", "http://192.0.2.1/logo.png"), "模板有内容连着别处（logo.png），没有保存。"),
        (linked("image", "file:///D:/logo.png", "word/_rels/footer1.xml.rels"), "模板有内容连着别处（logo.png），没有保存。"),
        (
            linked("attachedTemplate", "http://192.0.2.1/x.dotm", "word/_rels/settings.xml.rels"),
            "模板还挂着另一个模板（x.dotm），没有保存。",
        ),
        (linked("oleObject", "file:///D:/a.xlsx"), "文件有内容引用自链接的对象（a.xlsx），没有读取。"),
        (changed(**{"word/vbaProject.bin": "x"}), "文件里带有宏，没有读取。"),
        (changed(**{"word/activeX/activeX1.xml": "<a/>"}), "模板里有嵌入的文件或控件，没有保存。"),
        (changed(**{"word/embeddings/oleObject1.bin": "x"}), "模板里有嵌入的文件或控件，没有保存。"),
        (red_head(head="<w:altChunk/>"), "模板里有嵌入的文件或控件，没有保存。"),
        (
            red_head(head='<w:p><w:fldSimple w:instr=" INCLUDEPICTURE &quot;http://x/a.png&quot; "/></w:p>'),
            "会自动读取别处内容的域（INCLUDEPICTURE）",
        ),
        (
            red_head(head="<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd</w:instrText></w:r></w:p>"),
            "会自动读取别处内容的域（DDEAUTO）",
        ),
        (
            changed(
                **{
                    "word/document.xml": parts(red_head())["word/document.xml"].replace(
                        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
                    )
                }
            ),
            "文件是“Strict Open XML”格式，没有保存。",
        ),
        (packed({}), "文件不完整或已损坏，没有读取。"),
        (changed(**{"word/footer1.xml": "<w:ftr"}), "文件不完整或已损坏，没有读取。"),
        (changed(**{"word/footer1.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a/>'}), "文件里有不该出现的内容"),
        (b"%PDF-1.7", "这不是Word文件，没有读取。"),
        (compound(("EncryptedPackage", b"x")), "文件设了打开密码，没有读取。"),
        (compound(("WordDocument", b"\xec\xa5" + bytes(510))), "本机不能读取这种格式的文件。请用WPS另存为.docx后再上传。"),
        (red_head(head=paragraph("秘密★1年")), "密"),
    ],
    ids=range(18),
)
def test_what_must_not_go_into_every_paper_is_refused_with_what_to_do(standard: Standard, content: bytes, said: str) -> None:
    assert said in errors(content, standard)


@pytest.mark.timeout(60)
def test_bombs_and_giants_are_refused_in_bounded_memory(standard: Standard) -> None:
    bomb = changed(**{"word/media/image1.png": "x" * (60 * MEGABYTE)})
    wide = packed({f"word/media/{nth}.png": bytes(15 * MEGABYTE) for nth in range(3)}, method=zipfile.ZIP_DEFLATED)
    with bounded(40):
        assert "解压后大得不正常" in errors(bomb, standard)
        assert "模板超过5MB" in errors(wide, standard)
        assert errors(b"PK\x03\x04" + bytes(6 * MEGABYTE), standard).startswith("模板超过5MB，没有保存。")


def test_a_link_to_click_is_told_and_an_address_with_the_name_of_a_field_is_none(standard: Standard) -> None:
    said = warnings(linked("hyperlink", "http://www.example.com/"), standard)
    assert said[-1].startswith("模板里有超链接（www.example.com），会留在每份文稿里。")
    field = '<w:p><w:r><w:instrText>HYPERLINK "http://example.com/link"</w:instrText></w:r></w:p>'
    assert len(warnings(red_head(head=HEAD + field), standard)) == 1


def test_styles_that_nobody_set_are_named_and_those_set_otherwise_compared(standard: Standard) -> None:
    looks = {
        "heading 1": '<w:rFonts w:eastAsiaTheme="majorEastAsia"/>',
        "Heading 2": '<w:rFonts w:eastAsia="黑体"/><w:sz w:val="36"/>',
        "heading 3": '<w:rFonts w:eastAsia="FangSong"/><w:sz w:val="32"/>',
    }
    each = (
        f'<w:style w:type="paragraph" w:styleId="{name[-1]}"><w:name w:val="{name}"/><w:rPr>{look}</w:rPr></w:style>'
        for name, look in looks.items()
    )
    styles = f"<w:styles>{''.join(each)}</w:styles>"
    said = warnings(red_head(parts={"styles": styles}), standard)
    assert said[1].startswith("样式“标题 1”没有指定中文字体或带自动编号，没有采用，改按国标排。")
    assert said[2] == "这些样式与国标不同，会照模板的印：“标题 2”是黑体18磅（国标楷体16磅）。"


def test_a_style_of_another_kind_is_an_error(standard: Standard) -> None:
    styles = '<w:styles><w:style w:type="character" w:styleId="x"><w:name w:val="主送机关"/></w:style></w:styles>'
    assert errors(red_head(parts={"styles": styles}), standard).startswith("样式“主送机关”的类型不对。")


def test_paper_and_margins_are_compared_with_both_profiles(standard: Standard) -> None:
    letter = A4.replace('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')
    assert "纸张是215.9×279.4毫米，国标用A4（210×297毫米）。请在Word“布局—纸张大小”里选A4。" in warnings(red_head(section=letter), standard)
    wide = A4.replace('w:left="1587"', 'w:left="1800"').replace('w:top="2098"', 'w:top="-1440"')
    assert warnings(red_head(section=wide), standard)[-1] == (
        "页边距是上25.4、右26、下35、左31.8毫米，国标是上37、右26、下35、左28毫米。请在Word“布局—页边距”里核对。"
    )
    filling = A4.replace('w:top="2098"', 'w:top="1960"').replace('w:bottom="1984"', 'w:bottom="1847"')
    assert len(warnings(red_head(section=filling), standard)) == 1
    near = A4.replace('w:top="2098"', 'w:top="2041"')
    assert len(warnings(red_head(section=near), standard)) == 1


def test_what_its_makers_left_in_it_is_told(standard: Standard) -> None:
    change = 'w:id="1" w:author="林" w:date="2026-01-05T09:00:00Z"'
    head = HEAD + f"<w:p><w:ins {change}>{run('甲')}</w:ins><w:del {change}/></w:p>"
    comments = '<w:comments><w:comment w:id="0" w:author="林"/></w:comments>'
    settings = '<w:settings><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'
    said = warnings(red_head(head=head, parts={"comments": comments, "settings": settings, "footer1": "<w:ftr><w:p/></w:ftr>"}), standard)
    assert [re.split("[，。]", each)[0] for each in said[1:]] == [
        *("页脚里没有页码", "模板里有2处修订没有处理", "模板里有1条批注", "模板设了“限制编辑”"),
    ]


def test_our_page_number_counts_also_where_it_is_cut_in_two() -> None:
    assert "PA</w:instrText>" in FOOTER


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from([HEAD, BODY_MARK, FOOT, "<w:p/>", paragraph("【"), paragraph("】【正文】"), "<w:tbl/>", f"<w:p>{box('甲')}</w:p>"]),
        max_size=6,
    )
)
def test_whatever_passes_can_be_filled(library: Library, pieces: list[str]) -> None:
    content = red_head(body="".join(pieces))
    standard = Standard(tuple(FORMATS[key] for key in KEYS), library.fonts)
    if not lint("红头.docx", content, standard).errors:
        assert fill(content, MANUSCRIPT, FORMATS["gb9704_a"])
