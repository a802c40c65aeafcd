from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docstruct.readers.lines import longest, settle


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_break_is_one_newline(mark):
    assert settle(f"甲{mark}乙") == "甲\n乙"


@pytest.mark.parametrize("text", ["　　５％", "甲\t乙", "姓　名", "\u200b", "𠮷"])
def test_what_is_content_stays(text):
    assert settle(text) == text


@given(st.text())
def test_no_control_characters_and_storable(text):
    settled = settle(text)
    settled.encode("utf-8")
    assert not any(char < " " and char not in "\n\t" for char in settled)


def test_longest():
    assert longest("甲乙\n丙丁戊\n") == 3
