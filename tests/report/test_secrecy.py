"""Marks of secrecy are found in every dress, and prose about secrets is left alone."""

import pytest

from server.report.secrecy import secret_in_bytes, secret_mark

MARKED = (
    ("秘密★1年", "秘密★"),
    ("清溪镇文件\n机密★\n关于……", "机密★"),
    ("绝 密 ★ 长期", "绝 密 ★"),
    ("秘密☆5年", "秘密☆"),
    ("机密﹡10年", "机密﹡"),
    ("机密*3年", "机密*3年"),
    ("密级：秘密", "密级：秘密"),
    ("密 级: 机密", "密 级: 机密"),
    ("密级\t绝密", "密级\t绝密"),
    ("000001\n秘密\n特急", "秘密"),
    ("　　机　密　　\r\n正文", "机　密"),
    ("秘密10年\n", "秘密10年"),
)
PROSE = (
    "凡不属于国家秘密的事项，一律对外公开。",
    "严格保守国家秘密、商业秘密和个人隐私。",
    "开展绝密、机密、秘密三级定密培训2次。",
    "密级确定、变更和解除工作有序开展。",
    "认真落实保密工作责任制，机密文件专柜保管",
    "秘密*：依照有关规定确定。",
    "“三星★”示范村3个",
)


@pytest.mark.parametrize(("text", "mark"), MARKED)
def test_a_mark_is_found_as_it_stands(text: str, mark: str) -> None:
    assert secret_mark(text) == mark


@pytest.mark.parametrize("text", PROSE)
def test_prose_about_secrets_is_no_mark(text: str) -> None:
    assert secret_mark(text) is None


@pytest.mark.parametrize("encoding", ["utf-16-le", "gb18030", "utf-8"])
@pytest.mark.parametrize("text", ["秘密★1年", "机 密　★"])
def test_a_mark_is_found_in_raw_bytes(text: str, encoding: str) -> None:
    assert secret_in_bytes(b"\xd0\xcf\x11\xe0" + bytes(range(256)) + text.encode(encoding) + b"\x00\x01") == text[0] + "密"


@pytest.mark.parametrize("encoding", ["utf-16-le", "gb18030"])
def test_prose_in_raw_bytes_is_no_mark(encoding: str) -> None:
    assert secret_in_bytes("\n".join(PROSE).encode(encoding)) is None
