"""Documents for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docstruct.records import RawDocument, Report
from docstruct.structure import parse

Parse = Callable[..., Report]


def make_document(text: str, source_name: str = "x.txt") -> RawDocument:
    return RawDocument(
        text=text, source_name=source_name, source_uri="", sha256="0" * 64, media_type="text/plain"
    )


@pytest.fixture(scope="session")
def parse_text() -> Parse:
    """Parse a text as it stands."""

    def run(text: str, source_name: str = "x.txt") -> Report:
        return parse(make_document(text, source_name))

    return run


@pytest.fixture(scope="session")
def parse_report() -> Parse:
    """Parse a short report around some lines: title, greeting, two sections."""

    def run(review: str = "", plan: str = "", *, title: str = "2025年青海省政府工作报告") -> Report:
        filler = (
            "全省上下统筹推进产业升级、民生改善、城乡融合、生态保护和安全生产等各方面工作，" * 6
            + "成效良好。"
        )
        text = f"{title}\n各位代表：\n一、2024年工作回顾\n{filler}\n{review}\n二、2025年工作安排\n{filler}\n{plan}"
        return parse(make_document(text))

    return run
