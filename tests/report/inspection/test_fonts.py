"""Fonts by class: whose name and which character set it is does not count."""

import tomllib
from pathlib import Path

import pytest

from server.report.inspection.fonts import Fonts

FONTS = Fonts.model_validate(tomllib.loads((Path(__file__).parents[3] / "data/inspection/fonts.toml").read_text("utf-8")))


@pytest.mark.parametrize(
    ("font", "family"),
    [
        *(
            ("仿宋_GB2312", "fang_song"),
            ("仿宋", "fang_song"),
            ("FangSong", "fang_song"),
            ("方正仿宋_GBK", "fang_song"),
            ("STFangsong", "fang_song"),
        ),
        *(("某某仿宋体", "fang_song"), ("fangsong_gb2312", "fang_song"), ("楷体_GB2312", "kai"), ("KaiTi", "kai"), ("华文楷体", "kai")),
        *(
            ("黑体", "hei"),
            ("SimHei", "hei"),
            ("方正黑体_GBK", "hei"),
            ("方正小标宋简体", "xiao_biao_song"),
            ("方正小标宋_GBK", "xiao_biao_song"),
        ),
        *(
            ("宋体", "song"),
            ("SimSun", "song"),
            ("Noto Serif CJK SC", "song"),
            ("华文中宋", "zhong_song"),
            ("方正大标宋简体", "zhong_song"),
        ),
        *(("微软雅黑", "ya_hei"), ("等线", "deng_xian"), ("Times New Roman", "latin"), ("从没见过", ""), ("", "")),
    ],
)
def test_a_font_is_of_its_class(font: str, family: str) -> None:
    assert FONTS.of(font) == family


def test_a_class_has_the_name_that_people_use() -> None:
    assert FONTS.called("xiao_biao_song") == "小标宋"
