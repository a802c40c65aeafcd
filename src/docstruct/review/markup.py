"""Stretches of text cut where marks begin and end, ready to be shown as text nodes and never as html."""

from __future__ import annotations

from collections.abc import Iterable

#: text, classes joined by a space, offset of its first code point, ids of the rows that it belongs to
Segment = tuple[str, str, int, str]


def cut_segments(
    text: str, start: int, end: int, marks: Iterable[tuple[int, int, str, str]]
) -> list[Segment]:
    """Cut a stretch of text wherever a mark begins or ends.

    Parameters
    ----------
    text : str
        Canonical text of a report.
    start, end : int
        The stretch, code points, half-open.
    marks : iterable of (int, int, str, str)
        Start, end, class and row id; they may overlap.

    Examples
    --------
    >>> cut_segments("粮食增长2%。", 0, 7, [(0, 2, "i", ""), (4, 6, "q", "f1")])
    [('粮食', 'i', 0, ''), ('增长', '', 2, ''), ('2%', 'q', 4, 'f1'), ('。', '', 6, '')]
    """
    over = [mark for mark in marks if mark[0] < end and mark[1] > start]
    edges = sorted({start, end} | {place for mark in over for place in mark[:2] if start < place < end})
    found: list[Segment] = []
    for left, right in zip(edges, edges[1:], strict=False):
        here = [mark for mark in over if mark[0] < right and mark[1] > left]
        classes = dict.fromkeys(mark[2] for mark in here)
        ids = dict.fromkeys(mark[3] for mark in here if mark[3])
        found.append((text[left:right], " ".join(classes), left, " ".join(ids)))
    return found
