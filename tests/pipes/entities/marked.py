"""Gold written into the text: 推进〔沪苏湖高铁|PROJECT〕建设."""

from __future__ import annotations

import re

from docstruct.pipes.entities.logic import find_entities
from docstruct.records import Report

_MARK = re.compile(r"〔([^|〕]+)\|([A-Z]+)〕")


def report(ref_area: str | None = "310114", year: int = 2024) -> Report:
    return Report.model_construct(ref_area=ref_area, year=year)


def unmark(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The bare text and the spans marked in it."""
    text, spans, position = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        position = match.end()
    return text + marked[position:], spans


def mark(text: str, of: Report | None = None) -> str:
    """The text with what the rules find marked in it."""
    marked, position = "", 0
    for found in find_entities(text, of or report()):
        marked += f"{text[position : found.start]}〔{text[found.start : found.end]}|{found.tag.label}〕"
        position = found.end
    return marked + text[position:]
