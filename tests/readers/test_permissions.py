"""Files and folders that a run may not read are named with the reason, and the others are read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from docstruct.errors import UnreadableDocument
from docstruct.readers import discover, read
from docstruct.settings import ReaderSettings

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")

_NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder for everyone, read by someone who may not do everything: for root nothing is closed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for place in ("open", "closed", "unlisted", "unentered"):
            (folder / place).mkdir()
            (folder / place / "报告.txt").write_text("全年增长5%。", "utf-8")
        (folder / "closed" / "报告.txt").chmod(0)
        (folder / "unlisted").chmod(0o311)
        (folder / "unentered").chmod(0o644)
        folder.chmod(0o755)
        user = os.geteuid()
        if user == 0:
            os.seteuid(_NOBODY)
        try:
            yield folder
        finally:
            os.seteuid(user)
            for place in folder.iterdir():
                place.chmod(0o755)


def test_what_may_be_read_is_read(folder: Path) -> None:
    assert read(folder / "open" / "报告.txt", ReaderSettings()).text == "全年增长5%。"


def test_everything_is_listed(folder: Path) -> None:
    # Of a folder that may not be listed itself, so that it is not passed over in silence.
    found = [path.relative_to(folder).as_posix() for path in discover([folder])]
    assert found == ["closed/报告.txt", "open/报告.txt", "unentered/报告.txt", "unlisted"]


@pytest.mark.parametrize("name", ["closed/报告.txt", "unentered/报告.txt", "unlisted"])
def test_what_is_closed_is_refused_with_the_reason(folder: Path, name: str) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be opened .Permission denied") as caught:
        read(folder / name, ReaderSettings())
    assert caught.value.code == "missing"
