"""Names of files as people read them."""

from __future__ import annotations

import os
from pathlib import Path


def readable(path: Path | str) -> str:
    """Return a path or a file name as text that can be stored and printed.

    Archives packed in China often unpack to names in GB 18030, which the system hands over as lone surrogates.

    Examples
    --------
    >>> readable(os.fsdecode("报告.txt".encode("gb18030")))
    '报告.txt'
    >>> readable(Path("in") / "报告.txt")
    'in/报告.txt'
    """
    text = path if isinstance(path, str) else path.as_posix()
    if any("\udc80" <= char <= "\udcff" for char in text):
        return os.fsencode(text).decode("gb18030", errors="replace")
    return text
