"""Which reports are test data, which are read twice, and by whom: drawn by hash, so that the answer never changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from docstruct.settings import CorrectionSettings, Settings

_WHOLE = 2**64


def is_test(report_id: str, *, settings: CorrectionSettings | None = None) -> bool:
    """Tell whether the corrections of a report are for testing; those of all others are for training."""
    limits = settings or Settings().corrections
    return _draw("test", report_id) < limits.test_share


def is_doubled(key: str, *, settings: CorrectionSettings | None = None) -> bool:
    """Tell whether a report (or whatever the key stands for) is read by two people who don't see each other's work."""
    limits = settings or Settings().corrections
    return _draw("double", key) < limits.double_share


def assign_readers(
    key: str, annotators: Iterable[str], *, settings: CorrectionSettings | None = None
) -> tuple[str, ...]:
    """Say who reads a report: one person, or two where it is read twice.

    Whoever joins or leaves moves only the reports that become or were theirs.

    Parameters
    ----------
    key : str
        Id of the report.
    annotators : iterable of str
        Names of all who read.

    Returns
    -------
    tuple of str
        Empty when there is nobody.

    Examples
    --------
    >>> len({assign_readers(f"r{n}", ["王", "李", "赵"]) for n in range(100)}) > 3
    True
    """
    ranked = sorted(set(annotators), key=lambda name: (_draw(f"reader\0{name}", key), name))
    return tuple(ranked[: 2 if is_doubled(key, settings=settings) else 1])


def _draw(purpose: str, key: str) -> float:
    """Return a number in [0, 1) that depends on purpose and key only."""
    digest = hashlib.sha256(f"{purpose}\0{key}".encode()).digest()
    return int.from_bytes(digest[:8]) / _WHOLE
