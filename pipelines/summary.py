"""What a run did, in words for its user."""

from __future__ import annotations

from docstruct.kb.ledger import InputRecord
from docstruct.records import Quarantined, Record


class RunSummary(Record):
    """What a run did.

    Parameters
    ----------
    reports : tuple of str
        Ids of the reports that this run read and that stand in the release.
    observations : int
        Observations of those reports.
    known : tuple of InputRecord
        What became of documents in earlier runs whose bytes were offered again.
    repeated : tuple of str
        Files with the bytes of another file of the run.
    superseded : tuple of (str, str)
        Files that hold a report which is taken from another file, and the name of that other file.
    quarantined : tuple of Quarantined
        Documents that did not become reports.
    release_id : str or None
        The current release; None while nothing was ever published.
    changed : bool
        Whether this run made that release.
    seconds, extraction_seconds : float
        Time of the run, and time that workers spent on documents, all workers together.
    """

    reports: tuple[str, ...] = ()
    observations: int = 0
    known: tuple[InputRecord, ...] = ()
    repeated: tuple[str, ...] = ()
    superseded: tuple[tuple[str, str], ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    release_id: str | None = None
    release_path: str | None = None
    changed: bool = False
    seconds: float = 0.0
    extraction_seconds: float = 0.0

    def lines(self) -> list[str]:
        """Return the summary as lines of text.

        Examples
        --------
        >>> RunSummary(reports=("a", "b"), observations=310, release_id="5f2c", changed=True, seconds=21.4).lines()[0]
        '2 reports read, 310 observations'
        """
        lines = [f"{_count(len(self.reports), 'report')} read, {_count(self.observations, 'observation')}"]
        if self.known:
            bad = sum(record.status == "quarantined" for record in self.known)
            lines.append(
                f"{_count(len(self.known), 'document')} skipped as already known"
                + (f", {bad} of them quarantined earlier" if bad else "")
            )
        lines += [f"{name}: same bytes as another file of this run" for name in self.repeated]
        lines += [
            f"{name} is the same report as {used}, which is used (a newer file before an older, docx before html, txt, pdf)"
            for name, used in self.superseded
        ]
        if self.quarantined:
            lines.append(f"{_count(len(self.quarantined), 'document')} quarantined:")
            lines += [f"  {q.source_name}: {q.reason} ({q.code}). {q.action}" for q in self.quarantined]
        if self.release_id is None:
            lines.append("no release: nothing was ever published here")
        else:
            news = "" if self.changed else " (unchanged: nothing was new)"
            lines.append(f"release {self.release_id}{news}")
        lines.append(f"{self.seconds:.1f} s")
        return [_printable(line) for line in lines]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _printable(line: str) -> str:
    """Replace what a file name could use to write over the terminal or to fake a line."""
    return "".join(char if char.isprintable() else "\ufffd" for char in line)
