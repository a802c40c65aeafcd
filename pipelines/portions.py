"""How the outcomes of a run are cut into portions that are published one after the other.

The release after the last portion is that of one publication of everything, so nothing that bears on one report may be
parted: several files of it, and the file that it was made of before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from pipelines.spool import Finished, Job

Outcomes = Sequence[tuple[Job, Finished]]


def cut_portions(outcomes: Outcomes, holders: Mapping[str, str], size: int) -> list[list[Job]]:
    """Cut the documents of a run into portions.

    Parameters
    ----------
    outcomes : sequence of (Job, Finished)
        What became of each document.
    holders : mapping of str to str
        The report of the current release that was taken from a file, by SHA-256.
    size : int
        Documents a portion; what must stay together may exceed it.

    Returns
    -------
    list of list of Job
        In an order of which each portion touches few parts of the base.
    """
    portions: list[list[Job]] = []
    for group in _group(outcomes, holders):
        if not portions or len(portions[-1]) + len(group) > size:
            portions.append([])
        portions[-1] += group
    return portions


def _group(outcomes: Outcomes, holders: Mapping[str, str]) -> list[list[Job]]:
    """Return what must stay together: documents that share a report, now or in the current release."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while (above := leader.setdefault(name, name)) != name:
            leader[name] = leader[above]
            name = leader[name]
        return name

    owners = []
    for number, (job, finished) in enumerate(outcomes):
        former = holders.get(job.sha256 or "")
        # A document without a report stands for itself.
        first, *others = [name for name in (finished.report_id, former) if name] or [f"\0{number}"]
        for other in others:
            leader[find(other)] = find(first)
        owners.append(first)
    groups: dict[str, list[int]] = {}
    for number, owner in enumerate(owners):
        groups.setdefault(find(owner), []).append(number)
    ordered = sorted(groups.items(), key=lambda item: _place(item[0], outcomes[item[1][0]][1].year))
    return [[outcomes[number][0] for number in group] for _, group in ordered]


def _place(owner: str, year: int | None) -> tuple[int, str, str]:
    """Return where a report comes in the order of publication.

    A large year is cut into parts by the last bits of this digest: read backwards, they bring those side by side that
    share a part, however many parts there are.
    """
    digest = int(hashlib.sha256(owner.encode()).hexdigest()[:8], 16)
    return (year or 0, f"{digest:032b}"[::-1], owner)
