"""Which font a theme gives for minorEastAsia, majorHAnsi and the like; for Chinese the language of the settings decides (17.15.1.88)."""

from functools import lru_cache

from server.word.elements import A, Element, W, child

_SCRIPTS = {"zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "zh-MO": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}


class Themes:
    """The fonts of a theme, by key. A document without one has none."""

    def __init__(self, theme: Element | None, settings: Element | None) -> None:
        self._theme = theme
        language = child(settings, W + "themeFontLang")
        self._script = _SCRIPTS.get("zh-CN" if language is None else language.get(W + "eastAsia", "zh-CN"), "Hans")
        self.font = lru_cache(maxsize=64)(self._find)

    def _find(self, key: str) -> str:
        """The font of a key; "" for none."""
        if not key or self._theme is None:
            return ""
        group = next(self._theme.iter(A + ("minorFont" if key.startswith("minor") else "majorFont")), None)
        if group is None:
            return ""
        named = child(group, A + ("ea" if key.endswith("EastAsia") else "cs" if key.endswith("Bidi") else "latin"))
        font = "" if named is None else named.get("typeface", "")
        return font or (self._of_script(group) if key.endswith("EastAsia") else "")

    def _of_script(self, group: Element) -> str:
        fonts = group.iterfind(A + "font")
        return next((each.get("typeface", "") for each in fonts if each.get("script") == self._script), "")
