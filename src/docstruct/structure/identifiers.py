"""Ids of rows from the words that they stand at."""

from __future__ import annotations

import hashlib
from collections import Counter

#: Characters of context on either side that anchor an id to its place in the text.
_CONTEXT = 24


class Anchors:
    """Ids from content: the words of a span and around it, never its offset or a counter over the report.

    Two spans with the same words in the same context get different ids by their order among each other.
    """

    def __init__(self, report_id: str, text: str) -> None:
        self._report_id, self._text = report_id, text
        self._seen: Counter[str] = Counter()

    def make(self, start: int, end: int, kind: str) -> str:
        """Id of a span of the text."""
        before = "".join(self._text[max(0, start - 2 * _CONTEXT) : start].split())[-_CONTEXT:]
        behind = "".join(self._text[end : end + 2 * _CONTEXT].split())[:_CONTEXT]
        key = "\x1f".join((self._report_id, kind, before, self._text[start:end], behind))
        self._seen[key] += 1
        key += f"\x1f{self._seen[key]}"
        return hashlib.sha256(key.encode()).hexdigest()[:20]
