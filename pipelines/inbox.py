"""Watches a folder and tells the Prefect server that something arrived: ``python -m pipelines.inbox FOLDER``."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from prefect.events import Event, emit_event
from watchfiles import Change, DefaultFilter, watch

from docstruct.settings import Settings

EVENT = "docstruct.inbox.changed"
RESOURCE = "docstruct.inbox"


class _Arrivals(DefaultFilter):
    """New and changed files; hidden ones are downloads under way."""

    def __call__(self, change: Change, path: str) -> bool:
        return (
            change != Change.deleted
            and not Path(path).name.startswith(".")
            and super().__call__(change, path)
        )


def announce(folder: Path, names: Iterable[str]) -> Event | None:
    """Emit the event that the deployment waits for."""
    return emit_event(
        EVENT,
        resource={"prefect.resource.id": RESOURCE, "prefect.resource.name": str(folder)},
        payload={"files": sorted(names)},
    )


def main() -> None:
    """Announce the folder once, for what arrived while nobody watched, and then after every quiet moment."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    announce(folder, [path.name for path in folder.iterdir() if not path.name.startswith(".")])
    quiet = int(Settings().run.quiet_seconds * 1000)
    # ``step`` is how long nothing may happen before a burst of changes is one event.
    for changes in watch(folder, watch_filter=_Arrivals(), step=quiet, debounce=10 * quiet):
        announce(folder, {Path(path).name for _, path in changes})


if __name__ == "__main__":
    main()
