from __future__ import annotations

from collections.abc import Callable

import pytest

from docstruct.errors import UnreadableDocument
from docstruct.readers import read_bytes
from docstruct.settings import ReaderSettings


@pytest.fixture
def lines() -> Callable[[bytes], list[str]]:
    """Read bytes with the default limits; give the lines that hold text."""

    def call(data: bytes) -> list[str]:
        raw = read_bytes(data, source_name="样例", source_uri="样例", settings=ReaderSettings())
        return [line for line in raw.text.split("\n") if line.strip()]

    return call


@pytest.fixture
def refused() -> Callable[..., UnreadableDocument]:
    """Read bytes that must be refused; give the error."""

    def call(data: bytes, **limits: int) -> UnreadableDocument:
        with pytest.raises(UnreadableDocument) as caught:
            read_bytes(data, source_name="样例", source_uri="样例", settings=ReaderSettings(**limits))
        return caught.value

    return call
