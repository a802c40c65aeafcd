"""What a run shows while it works and leaves behind: in the terminal and as Prefect artifacts."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from docstruct.kb.connection import open_kb
from docstruct.kb.figures import format_figure
from docstruct.kb.vocabularies import CHINESE
from pipelines.summary import RunSummary

_HEADLINES = """
    SELECT i.name, o.ref_area_name, o.time_period, o.status, o.value, o.value_high, o.unit_text AS unit, o.bound,
           o.kind, r.title
    FROM observations o JOIN indicators i USING (indicator_id) JOIN reports r USING (report_id)
    WHERE i.headline AND list_contains(?, o.report_id) AND o.kind IN ('level', 'growth')
    ORDER BY i.indicator_id, o.ref_area, o.time_period, o.status, o.kind, o.char_start
    LIMIT 500
"""


class Progress:
    """A bar in the terminal and a progress artifact, for a known number of documents."""

    def __init__(self, total: int) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("reports"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Bar(*columns, console=console, disable=not console.is_terminal)
        self._total = total
        self._done = 0

    def __enter__(self) -> Progress:
        self._bar.start()
        self._task = self._bar.add_task("reports", total=self._total)
        self._artifact: Any = create_progress_artifact(0.0, key="progress", description="Documents extracted")
        return self

    def update(self, done: int) -> None:
        """Show how many documents are done."""
        self._bar.update(self._task, completed=done)
        if done != self._done:
            self._done = done
            update_progress_artifact(self._artifact, 100 * done / self._total)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()


def leave_artifacts(summary: RunSummary) -> None:
    """Leave the summary, the new headline figures and the quarantine list of a run."""
    create_markdown_artifact(_describe(summary), key="summary", description="What the run did")
    if summary.quarantined:
        rows = [
            {"document": q.source_name, "code": q.code, "reason": q.reason, "action": q.action}
            for q in summary.quarantined
        ]
        create_table_artifact(rows, key="quarantine", description="Documents that did not become reports")
    if summary.release_path and summary.reports:
        create_table_artifact(
            list_headlines(Path(summary.release_path), summary.reports),
            key="headline-figures",
            description="Headline figures of the reports of this run",
        )


def list_headlines(release: Path, reports: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the headline figures of some reports of a release, as text."""
    with open_kb(release) as connection:
        rows = connection.sql(_HEADLINES, params=[list(reports)]).to_arrow_table().to_pylist()
    return [
        {
            "indicator": row["name"],
            "place": row["ref_area_name"],
            "period": row["time_period"],
            "status": CHINESE["status"][row["status"]],
            "kind": CHINESE["kind"][row["kind"]],
            "figure": format_figure(row),
            "report": row["title"],
        }
        for row in rows
    ]


def _describe(summary: RunSummary) -> str:
    lines = [f"- {line.strip()}" for line in summary.lines()]
    if summary.release_path:
        uri = Path(summary.release_path).as_uri()
        lines.append(f"- [release folder]({uri}), [manifest]({uri}/manifest.json)")
    return "## Run of docstruct\n\n" + "\n".join(lines)
