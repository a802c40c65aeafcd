"""Page furniture: lines that a saved or copied web page adds around a report."""

from __future__ import annotations

import re

_IMAGE = re.compile(r"[\w*\-./%]{3,160}\.(?:png|jpe?g|gif|bmp|webp|svg)", re.IGNORECASE)
_LABELLED = re.compile(
    r"[（(\[【]?(?:您?(?:现在|当前)?的?(?:当前)?位置"
    r"|(?:信息|文章|稿件|文件|内容|资料)?来源"
    r"|(?:发布|发文|更新|成文|公开|录入)(?:时间|日期|机构|单位)"
    r"|点击(?:数|量|次数)?|浏览(?:数|量|次数)?|阅读(?:数|量|次数)?|访问(?:数|量|次数)?"
    r"|分享到?|字号|字体|字体大小|打印本页|关闭窗口"
    r"|责任编辑|编辑|责编|作者|信息员|审核|索引号|主题词|关键词|上一篇|下一篇|相关(?:链接|阅读|文章|新闻))"
    r"\s*[:：]"
)
_BUTTONS = re.compile(
    r"(?:首页|收藏|打印|关闭|返回|返回顶部|顶部|分享|微信|微博|大|中|小|字号|字体|纠错|朗读|无障碍"
    r"|分享到|打印本页|关闭窗口|扫一扫在手机打开当前页|[\s|【】\[\]>》»·])+"
)
_SITE = re.compile(
    r"版权所有|京公网安备|ICP备\d*|网站地图|网站标识码|建议使用.{0,12}浏览器|^扫一扫|技术支持\s*[:：]"
)
_DATE = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_COUNTER = re.compile(
    rf"{_DATE}(?:\s+\d{{1,2}}:\d\d(?::\d\d)?)?\s*(?:点击|浏览|阅读|访问|来源|字号|字体|打印|\[|【)"
)
_BREADCRUMB = re.compile(r"首页\s*(?:>|》|»|/|→|-)")
_MAX_LINE = 160

#: A newspaper page sends its reader on: “（下转第七版）”, “上接第4版”.
_TURN = r"[（(]?(?:下转|上接)第?[\d一二三四五六七八九十]{1,3}版[)）]?"
_TURNS = re.compile(rf"(?:{_TURN}\s*)+")

_LICENCE = ("本作品是中华人民共和国的", "本作品在全世界都属于公有领域", "本作品来自", "本作品原文没有标点")


def is_furniture(line: str) -> bool:
    """Tell whether one stripped line is page furniture and no part of the report.

    Examples
    --------
    >>> is_furniture("当前位置: 首页 >> 监督工作"), is_furniture("2024-07-29 点击数:")
    (True, True)
    >>> is_furniture("分享到一批先进做法，各区深受启发。")
    False
    """
    if not line or len(line) > _MAX_LINE:
        return False
    if _IMAGE.fullmatch(line) or _BUTTONS.fullmatch(line) or _COUNTER.match(line):
        return True
    if "。" in line:
        return False
    if _TURNS.fullmatch(line):
        return True
    return bool(_LABELLED.match(line) or _BREADCRUMB.match(line) or _SITE.search(line))


def split_turns(line: str) -> list[str]:
    """Part “（上接第4版）” and its like from the paragraph that they stand in."""
    parts: list[str] = []
    at = 0
    for found in _TURNS.finditer(line):
        parts += [line[at : found.start()], found.group()]
        at = found.end()
    return [part.strip() for part in (*parts, line[at:]) if part.strip()]


def apparatus_start(lines: list[str]) -> int:
    """Give the index of the first line of a trailing library apparatus (licence, categories), else ``len(lines)``.

    Wikisource ends a page with a licence that opens with “本作品是…”; it is not the report's own.
    """
    for index in range(len(lines) - 1, max(-1, len(lines) - 60), -1):
        if lines[index].startswith(_LICENCE):
            return index
    return len(lines)
