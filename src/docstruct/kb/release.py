"""A published release: folder and manifest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docstruct.kb.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Release:
    """A published release: its folder and its manifest."""

    path: Path
    manifest: Manifest

    @property
    def release_id(self) -> str:
        """Identifier of the release, a digest of its content."""
        return self.manifest.release_id

    def part_paths(self, table: str) -> list[Path]:
        """Return the Parquet files of a table."""
        return [self.path / part.path for part in self.manifest.parts_of(table)]
