"""What surrounds a text and is none of it: page numbers, and the furniture of a web page a text was copied from."""

import re
from collections.abc import Sequence

_DASH = "[-—–―－─━_·•~～]"
_PAGE = re.compile(
    rf"{_DASH}+ *[0-9０-９]{{1,3}} *{_DASH}+|第 *[0-9０-９]{{1,3}} *页(?:[ ,，/／、]*共 *[0-9０-９]{{1,3}} *页)?"
    r"|[0-9]{1,3} *[/／] *[0-9]{1,3}|(?i:page) *[0-9]{1,3}(?: *(?:of|/) *[0-9]{1,3})?"
)
_BARE_PAGE = re.compile("[0-9０-９]{1,3}")
_LABEL = (
    "(?:(?:信息|文章|稿件)?来源|(?:发布|更新|发文|成文|录入|生成|公开)?(?:时间|日期)|作者|(?:责任)?编辑|责编|审核|撰稿|供稿"
    "|浏览(?:量|次数)?|点击(?:率|数|量)?|访问(?:量|次数)|阅读(?:量|次数)?|字号|字体(?:大小)?|索引号?|主题分类|体裁分类"
    "|(?:发文|发布)(?:机构|单位)|公开目录|有效性|效力状态|主题词|名称|标题|关键词|分享到?)"
)
_BUTTON = "(?:打印|关闭|收藏|分享|大|中|小|字体|字号|打印本页|关闭窗口|关闭本页|返回顶部|返回首页|我要纠错|纠错|顶部|视力保护色|下载)"
_FOOTER = "(?:版权所有|主办单位|主办|承办单位|承办|技术支持|网站地图|联系我们|网站标识码|网站声明|地址|邮编)"
_FURNITURE = re.compile(
    "|".join(
        (
            rf"[\[【（(]? *{_LABEL} *[:：].{{0,110}}",
            r"(?:网站)?首页(?: *[>＞»›/-].{0,110})?|(?:您|你)?(?:现在|当前)?(?:所在)?的?位置 *[:：].{0,110}",
            r"[^>＞»›]{1,30}(?:[>＞»›][^>＞»›]{1,30}){2,}",
            r"今天是.{0,40}|下面是小编.{0,80}|(?:无障碍|简体|繁体|长者模式|登录|注册|搜索|智能问答)[^，。]{0,30}",
            rf"(?:[【\[（(]? *{_BUTTON} *[】\]）)]?[ |｜\t\u3000/]*){{1,12}}",
            r".{0,6}扫一扫.{0,20}|.{0,10}(?:手机|移动端)(?:打开|浏览|查看)(?:当前|本)页.{0,6}",
            rf"[上下]一(?:篇|条)[:：]?.{{0,60}}|{_FOOTER}(?:[:：© ].{{0,80}})?|.{{0,40}}(?:ICP备|公网安备|网站标识码).{{0,60}}",
        )
    )
)
_LINKS = re.compile("(?:附件下载|相关(?:链接|信息|文件|文档|阅读|文章|新闻|解读|附件|稿件)|延伸阅读|热点新闻|推荐阅读)[:：]?.{0,80}")
_LONGEST_HEAD = 40
_PROSE = 60


def page_mark(text: str) -> bool:
    """Whether a line is a page number in one of its usual dresses: — 3 —, 第3页, 3/12."""
    return _PAGE.fullmatch(text.strip()) is not None


def bare_page_mark(text: str) -> bool:
    """Whether a line is a number alone, which is a page number only where a text is torn."""
    return _BARE_PAGE.fullmatch(text.strip()) is not None


def furniture(texts: Sequence[str]) -> set[int]:
    """Positions of lines at both ends of a text that belong to the web page around it: 来源、浏览量、打印、相关链接."""
    head = next((at for at, text in enumerate(texts) if _prose(text)), len(texts))
    foot = next((at for at in range(len(texts) - 1, -1, -1) if _prose(texts[at])), -1)
    above = {at for at in range(min(head, _LONGEST_HEAD)) if _is_furniture(texts[at])}
    links = next((at for at in range(foot + 1, len(texts)) if _LINKS.fullmatch(texts[at])), len(texts)) if foot >= 0 else len(texts)
    below = {at for at in range(foot + 1, len(texts)) if foot >= 0 and (at >= links or _is_furniture(texts[at]))}
    return above | below


def _is_furniture(text: str) -> bool:
    return len(text) <= 2 * _PROSE and _FURNITURE.fullmatch(text) is not None


def _prose(text: str) -> bool:
    """Whether a line is body text: a whole sentence, or too long for anything else."""
    return (text.endswith("。") and not _is_furniture(text)) or len(text) > 2 * _PROSE
