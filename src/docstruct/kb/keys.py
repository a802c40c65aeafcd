"""Which primary keys the parts of a base hold: a cache that makes the check of a new release cheap.

One sorted array a part, named after the part's digest, in ``<kb>.releases/.keys``. It can be deleted at any time.
"""

from __future__ import annotations

import uuid
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from docstruct.kb.manifest import Part


class KeyCache:
    """Keys of parts, computed once.

    Parameters
    ----------
    folder : Path
        Where the arrays are kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find_shared(self, keys: pa.Array, release: Path, part: Part, column: str) -> list[str]:
        """Return those of some keys that a part holds.

        Parameters
        ----------
        keys : pyarrow.Array
            Strings.
        release : Path
            The release that the part stands in.
        column : str
            The key column.
        """
        held = self._load(release, part, column)
        wanted = _to_bytes(keys)
        if not len(held) or not len(wanted):
            return []
        places = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
        return [key.decode() for key in wanted[held[places] == wanted]]

    def drop_unlisted(self, listed: set[str]) -> None:
        """Remove the arrays of parts that no release lists any more."""
        for path in self._folder.glob("*.npy"):
            if path.stem not in listed:
                path.unlink()

    def _load(self, release: Path, part: Part, column: str) -> npt.NDArray[np.bytes_]:
        path = self._folder / f"{part.sha256}.npy"
        if not path.is_file():
            keys = pq.read_table(release / part.path, columns=[column], partitioning=None).column(column)
            self._folder.mkdir(exist_ok=True)
            draft = self._folder / f"{uuid.uuid4().hex}.draft"
            with draft.open("wb") as handle:
                np.save(handle, np.sort(_to_bytes(keys)))
            draft.replace(path)
        loaded: npt.NDArray[np.bytes_] = np.load(path, mmap_mode="r")
        return loaded


def _to_bytes(keys: pa.Array | pa.ChunkedArray) -> npt.NDArray[np.bytes_]:
    return np.array([key.encode() for key in keys.to_pylist()], dtype=np.bytes_)
