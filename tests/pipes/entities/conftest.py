from pathlib import Path

import pytest

from tests.pipes.entities import tiny


@pytest.fixture(scope="session")
def recognizer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a recognizer of single characters."""
    folder = tmp_path_factory.mktemp("recognizer")
    tiny.train_recognizer(folder)
    return folder


@pytest.fixture(scope="session")
def multi_task(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model that cuts words and labels them."""
    folder = tmp_path_factory.mktemp("multi_task")
    with pytest.MonkeyPatch.context() as patch:
        tiny.train_multi_task(folder, patch)
    return folder / "model"
