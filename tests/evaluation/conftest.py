"""Reports are extracted once a test session, whichever worker asks first."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from filelock import FileLock

from docstruct.evaluation.readings import Reading
from docstruct.evaluation.sets import Collection, extract_reading


@pytest.fixture(scope="session")
def extract_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Reading]:
    """Extract a file; workers of pytest-xdist share what one of them has extracted."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent

    @cache
    def extract(path: Path) -> Reading:
        store = folder / f"{sha256(str(path).encode()).hexdigest()}.reading"
        with FileLock(f"{store}.lock"):
            if not store.exists():
                store.write_bytes(pickle.dumps(extract_reading(path)))
        reading = pickle.loads(store.read_bytes())
        assert isinstance(reading, Reading)
        return reading

    return extract


@pytest.fixture(scope="session")
def collection(root: Path) -> Collection:
    """The gold sets of the repository."""
    return Collection(root / "corpus" / "gold" / "floors.toml")
