"""Where the identity of a report is read: title, header lines, opening, headings, body, file name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from docstruct.structure.cleaning import Line
from docstruct.structure.dates import fold

_TITLE = re.compile(
    r"(?:(?:工作|情况|草案|计划|预算|决算)的?[）)》”]?的?报告|统计公报|工作报告)"
    r"(?:[（(](?:书面|全文|摘要|审议稿|草案|代拟稿|(?:19|20)\d\d年)[)）]|\[\d\]|全文|摘要)?$"
)
#: Titles about a report: “李强作政府工作报告”, “政府工作报告解读”.
_ABOUT = re.compile(
    r"[作做审]政府工作报告|解读|学习|贯彻|热议|点赞|亮点|速览|一图|听取|审议(?!稿)|权威发布.*评"
)
_MAX_TITLE, _MAX_HEADER, _MAX_HEADING, _MAX_OPENING = 90, 200, 60, 1500


@dataclass(frozen=True)
class Sources:
    """Parts of a document, digits folded and white space dropped but in ``title``."""

    title: str
    header: tuple[str, ...]
    opening: str
    headings: tuple[str, ...]
    body: str
    stem: str

    @property
    def folded_title(self) -> str:
        """The title as the other parts are kept."""
        return fold(self.title)


def gather(lines: Sequence[Line], body: int, source_name: str) -> Sources:
    """Cut a document into its sources; ``lines[:body]`` are title, speaker and greeting."""
    header = [line.text for line in lines[:body] if not line.furniture]
    own = [line.text for line in lines[body:] if not line.furniture]
    name = PurePath(source_name.replace("\\", "/")).name
    return Sources(
        title=next((_join_title(header, at) for at, text in enumerate(header[:12]) if is_title(text)), ""),
        header=tuple(fold(text)[:_MAX_HEADER] for text in header),
        opening=fold("".join(header[-2:]) + "".join(own[:2]))[:_MAX_OPENING],
        headings=tuple(fold(text) for text in own if len(text) <= _MAX_HEADING),
        body=fold("".join(own)),
        stem=fold(name.rpartition(".")[0] or name),
    )


def is_title(text: str) -> bool:
    """Tell whether a line can be the title of a report.

    Examples
    --------
    >>> is_title("2025年新疆政府工作报告"), is_title("省长作政府工作报告"), is_title("关于预算执行情况的报告（书面）")
    (True, False, True)
    """
    if len(text) > _MAX_TITLE or text.startswith(("—", "─", "--")) or any(mark in text for mark in "。，！"):
        return False
    return bool(_TITLE.search(text)) and not _ABOUT.search(text)


def _join_title(header: Sequence[str], at: int) -> str:
    """A long title may break over two lines: “关于…计划执行情况” / “与…计划草案的报告”."""
    before = header[at - 1] if at else ""
    if header[at].startswith(("与", "和", "及")) and 0 < len(before) < _MAX_HEADING and "。" not in before:
        return before + header[at]
    return header[at]
