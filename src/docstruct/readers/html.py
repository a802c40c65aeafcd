"""Saved web pages: the article with its title and tables, without what the site puts around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from docstruct.readers.reasons import damage_as_refusal

_SILENT = re.compile(
    r"script|style|noscript|template|iframe|object|svg|canvas|audio|video|nav|footer|aside|button|select|textarea"
    r"|input|[-!].*"
)
_BLOCK = re.compile(
    r"address|article|blockquote|body|br|caption|center|d[dlt]|details|div|fieldset|figcaption|figure|form|h[1-6]"
    r"|header|hr|html|legend|li|main|ol|p|pre|section|summary|table|tbody|t[dhr]|tfoot|thead|ul"
)
# Names that sites give to what stands around an article; whole words of class and id.
_AROUND = re.compile(
    r"(?<![^\W_])(?:nav|navbar|menu|breadcrumbs?|crumbs?|share|bdshare\w*|jiathis\w*|social|footer|copyright|sidebar"
    r"|related|toolbar|pagination|pager|qrcode|ewm)(?![^\W_])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_MOST = 0.3  # a part with more of the page's prose than this is no furniture, whatever it is called
_ARTICLE = 0.9  # the article is the innermost part that holds so much of the page's prose
_LINKED = 0.75  # a line with more of its words in links is a menu
_HEAD_LINES = 30  # how far above the article its title may stand
_LONGEST_CELL = 300  # longer cells frame a page, they hold no figures
_LONGEST_FURNITURE = 160
_LEAST_TITLE = 6  # a title may be broken over lines; shorter beginnings of it are chance
_DEEPEST = 500

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*?(/?)>", re.IGNORECASE)
_UNCLOSED = re.compile(
    r"area|base|br|col|colgroup|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|d[dt]|t[dhr]|tbody|thead"
    r"|tfoot|option",
    re.IGNORECASE,
)
_MOST_OPEN = 20_000  # the parser's time grows with the square of it: here it takes a second

# Stretches of a line that are dropped; what else stands in the line (发布日期：2025-01-20) stays.
_COUNTER = re.compile(
    r"(?:点击|浏览|阅读|访问)(?:次数|总?量|数|率|人次)?\s*[:：]\s*[\d,]*\s*次?"
    r"|字(?:号|体)(?:大小)?\s*[:：]?\s*[\[【(（]?\s*大\s*[|｜]?\s*中\s*[|｜]?\s*小\s*[\]】)）]?"
    r"|[\[【]\s*(?:打印|关闭|收藏|返回)(?:本页|本文|窗口|顶部)?\s*[\]】]"
    r"|分享(?:到|至)\s*[:：](?:\s*(?:微信|微博|新浪微博|朋友圈|QQ空间|QQ好友|QQ|人人网|更多))*"
    r"|扫一扫\s*[，,]?\s*在(?:手机|移动端)上?打开当前页面?"
)
_AROUND_LINE = re.compile(
    r"(?:您?(?:现在|当前|目前)?(?:所在)?的?位置|当前(?:位置|栏目|页面))\s*(?:是|为)?\s*[:：]"
    r"|(?:网站)?首页\s*(?:>|》|»|›|/|→)|(?:上|下)一(?:篇|条|页)\s*[:：]?|相关(?:链接|阅读|新闻|文章|稿件)\s*[:：]?$"
    r"|打印(?:本页|本文)?$|关闭(?:窗口|本页)?$|分享(?:到|至)?\s*[:：]?$"
    r"|.{0,40}(?:版权所有|公网安备|ICP备|主办单位\s*[:：]|承办单位\s*[:：]|网站标识码|技术支持\s*[:：]|网站地图"
    r"|Copyright|©|(?:联系|单位|办公)(?:地址|电话)\s*[:：]|邮(?:政)?编(?:码)?\s*[:：])"
)
_WORDLESS = re.compile(r"[\W_]+")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_BROKEN = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_WIDE}])")
_SITE_NAME = re.compile(r"\s*(?:[_|｜]|(?<!\d)--?(?!\d)|——).*$")


@dataclass(frozen=True)
class _Line:
    """A line of the page: its text, its words and those in links (characters), the parts (node ids) it stands in."""

    text: str
    words: int
    linked: int
    parts: tuple[int, ...]
    suspects: frozenset[int]

    @property
    def is_menu(self) -> bool:
        return self.linked > _LINKED * self.words

    @property
    def prose(self) -> int:
        """Characters that count as article: sentences and table rows."""
        return len(self.text) if any(sign in self.text for sign in "，。\t") and not self.is_menu else 0


def read_html(page: str, source_name: str) -> str:
    """Read the article of a saved page.

    The article is the innermost part of the page that holds nine tenths of its prose, from the title above it to the
    first menu or footer below it. Menus, breadcrumbs (当前位置), counters (点击数), share bars (分享到) and footers are
    dropped; rows of data tables become lines with their cells parted by tabs. Where no prose is found,
    ``trafilatura`` is asked.

    Parameters
    ----------
    page : str
        The decoded page.
    source_name : str
        Named in errors.

    Returns
    -------
    str
        One paragraph a line, the title first.

    Raises
    ------
    docstruct.errors.UnreadableDocument
        ``damaged`` where the parser gives up.

    Examples
    --------
    >>> read_html("<title>工作报告_样例网</title><div class=nav><a href=/>首页</a></div>"
    ...           "<div><p>全年增长５％，就业稳定。</p></div><div>点击数：12</div>", "报告.html")
    '工作报告\\n全年增长５％，就业稳定。'
    """
    with damage_as_refusal(source_name, "web page"):
        _check_nesting(page)
        tree = LexborHTMLParser(page)
        if tree.body is None:
            return ""
        blocks = list(_blocks(tree.body))
        if not any(block.prose for block in blocks):
            return _second_opinion(page) or "\n".join(block.text for block in blocks if not block.is_menu)
        return "\n".join(_article_lines(blocks, _title(tree)))


def _check_nesting(page: str) -> None:
    """Refuse a page whose elements are opened and never closed by the ten thousand, before the parser hangs on it."""
    depth = 0
    for closing, name, closed in _TAG.findall(page):
        if not closed and not _UNCLOSED.fullmatch(name):
            depth = max(0, depth - 1) if closing else depth + 1
            if depth > _MOST_OPEN:
                raise ValueError(f"more than {_MOST_OPEN:,} elements are open at once")


def _second_opinion(page: str) -> str:
    # Imported here: its import takes longer than reading all reports of a year, and it is hardly ever needed.
    import trafilatura

    return trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""


def _blocks(top: LexborNode) -> Iterator[_Line]:
    """Walk the page and give its lines in order."""
    pieces: list[tuple[str, bool]] = []
    parts: list[int] = []
    suspects: list[int] = []
    links = 0
    stack: list[tuple[LexborNode, bool]] = [(top, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if tag == "-text":
            pieces.append((node.text_content or "", links > 0))
            continue
        if _SILENT.fullmatch(tag):
            continue
        is_block = _BLOCK.fullmatch(tag) is not None
        if is_block:
            if block := _block(pieces, tuple(parts), frozenset(suspects)):
                yield block
            pieces.clear()
        if leaving:
            links -= tag == "a"
            if is_block:
                parts.pop()
            if suspects and suspects[-1] == node.mem_id:
                suspects.pop()
            continue
        if tag == "table" and _holds_data(node):
            yield from _rows(node, (*parts, node.mem_id), frozenset(suspects))
            continue
        if len(parts) > _DEEPEST:
            raise ValueError(f"elements are nested deeper than {_DEEPEST}")
        links += tag == "a"
        if is_block:
            parts.append(node.mem_id)
        if _is_suspect(node):
            suspects.append(node.mem_id)
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))


def _block(pieces: list[tuple[str, bool]], parts: tuple[int, ...], suspects: frozenset[int]) -> _Line | None:
    text = _SPACE.sub(" ", _BROKEN.sub("", "".join(piece for piece, _ in pieces))).strip(" \xa0")
    if not text:
        return None
    linked = sum(_words(piece) for piece, is_link in pieces if is_link)
    return _Line(text, _words(text), linked, parts, suspects)


def _words(text: str) -> int:
    return len(_WORDLESS.sub("", text))


def _is_suspect(node: LexborNode) -> bool:
    """Tell parts that are hidden or bear a name that sites give to menus and share bars."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return (
        "hidden" in attributes
        or bool(_AROUND.search(names))
        or bool(_HIDDEN.search(attributes.get("style") or ""))
    )


def _holds_data(table: LexborNode) -> bool:
    """Tell a table of figures from one that lays out the page."""
    if len(table.css("table")) > 1:  # the table itself is among them
        return False
    return all(len(cell.text().strip()) <= _LONGEST_CELL for cell in table.css("td, th"))


def _rows(table: LexborNode, parts: tuple[int, ...], suspects: frozenset[int]) -> Iterator[_Line]:
    for row in table.css("caption, tr"):
        cells = [list(_blocks(cell)) for cell in row.iter() if cell.tag in {"td", "th"}]
        if len(cells) < 2:
            yield from (replace(block, parts=parts, suspects=suspects) for block in _blocks(row))
        elif any(cells):
            text = "\t".join(" ".join(block.text for block in cell) for cell in cells)
            linked = sum(block.linked for cell in cells for block in cell)
            yield _Line(text, _words(text), linked, parts, suspects)


def _title(tree: LexborHTMLParser) -> str:
    """Give the title of the article: a heading that the window's title begins with, else that without the site's name.

    Sites set their own name as a heading too, and end the window's title with it.
    """
    window = tree.css_first("title")
    whole = " ".join(window.text().split()) if window else ""
    named = tree.css_first('meta[name="ArticleTitle"]')
    headings = [(named.attributes.get("content") or "") if named else ""]
    headings += [" ".join(heading.text().split()) for heading in tree.css("h1")]
    headings = [heading for heading in headings if heading]
    if not whole:
        return headings[0] if headings else ""
    begins = (heading for heading in headings if _squeeze(whole).startswith(_squeeze(heading)))
    return next(begins, "") or _SITE_NAME.sub("", whole)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _article_lines(blocks: list[_Line], title: str) -> list[str]:
    prose = Counter[int]()
    for block in blocks:
        for part in {*block.parts, *block.suspects}:
            prose[part] += block.prose
    total = sum(block.prose for block in blocks)
    furniture = [any(prose[part] <= _MOST * total for part in block.suspects) for block in blocks]
    start, end = _article_range(blocks, prose, total)
    start = _title_index(blocks, start, title)
    while end < len(blocks) and not (
        furniture[end] or blocks[end].is_menu or _AROUND_LINE.match(blocks[end].text)
    ):
        end += 1
    lines = []
    for index in range(start, end):
        text = blocks[index].text
        if len(text) <= _LONGEST_FURNITURE and "。" not in text:
            text = _COUNTER.sub("", text).strip(" \xa0|")
        if text and not (furniture[index] or blocks[index].is_menu or _AROUND_LINE.match(text)):
            lines.append(text)
    if title and _squeeze(title) not in _squeeze("".join(lines[:10])):
        lines.insert(0, title)
    return lines


def _article_range(blocks: list[_Line], prose: Counter[int], total: int) -> tuple[int, int]:
    """Give the first and last-but-one line of the innermost part that holds most of the prose."""
    chains = ([part for part in block.parts if prose[part] >= _ARTICLE * total] for block in blocks)
    article = max(chains, key=len)[-1:]
    inside = [index for index, block in enumerate(blocks) if set(article) <= set(block.parts)]
    return inside[0], inside[-1] + 1


def _title_index(blocks: list[_Line], start: int, title: str) -> int:
    """Move the start up to the line that is the title, so that what stands below it (“──2025年1月…”) comes along."""
    wanted = _squeeze(title)
    for index in range(start - 1, max(-1, start - 1 - _HEAD_LINES), -1):
        line = _squeeze(blocks[index].text)
        if wanted and (line == wanted or (len(line) >= _LEAST_TITLE and wanted.startswith(line))):
            return index
    return start
