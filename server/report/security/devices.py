"""A browser and its system in plain words, from what it says of itself; nothing is decided by it."""

import re

_SYSTEMS = (
    ("Windows NT 6.1", "Windows 7"),
    ("Windows NT 6.", "Windows 8"),
    ("Windows NT 5.", "Windows XP"),
    ("Windows NT", "Windows"),
    ("HarmonyOS", "鸿蒙"),
    ("Kylin", "麒麟"),
    ("UOS", "统信"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "安卓手机"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    (r"MicroMessenger|wxwork", "微信"),
    (r"DingTalk", "钉钉"),
    (r"360SE|360EE|QIHU|QihooBrowser", "360浏览器"),
    (r"QQBrowser", "QQ浏览器"),
    (r"MetaSr|SogouM", "搜狗浏览器"),
    (r"Edge?A?/(\d+)", "Edge"),
    (r"Firefox/(\d+)", "Firefox"),
    (r"Chrom(?:e|ium)/(\d+)", "Chrome"),
    (r"Version/(\d+)[^ ]* .*Safari", "Safari"),
    (r"Trident|MSIE", "IE"),
)


def device(agent: str) -> str:
    """Browser and system; "没有说明的设备" where neither can be told."""
    system = next((words for mark, words in _SYSTEMS if mark in agent), "")
    found = next(((words, match) for mark, words in _BROWSERS if (match := re.search(mark, agent))), None)
    version = next(iter(found[1].groups()), "") if found else ""
    browser = f"{found[0]} {version}".strip() if found else ""
    return "，".join(each for each in (browser, system) if each) or "没有说明的设备"
