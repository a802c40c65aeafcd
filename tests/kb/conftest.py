from __future__ import annotations

import pytest

from docstruct.kb.releases import Store

from .builders import make_reference


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "kb")


@pytest.fixture
def publish(store):
    """Publish extractions into the store with the registries of the builders."""

    def call(*extractions, **options):
        return store.publish(extractions, **{"reference": make_reference(), "fingerprint": "v1"} | options)

    return call
