"""Chinese government work reports to a normalised, evidence-linked Parquet knowledge base.

``docstruct.load()`` gives the spaCy pipeline, ``docstruct.extract(text)`` the records of a report,
``docstruct.open_kb(path)`` a DuckDB connection over one release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docstruct.extraction import extract, load
    from docstruct.kb.connection import open_kb

__all__ = ["extract", "load", "open_kb"]
__version__ = "0.1.0"

_HOMES = {
    "extract": "docstruct.extraction",
    "load": "docstruct.extraction",
    "open_kb": "docstruct.kb.connection",
}


def __getattr__(name: str) -> Any:
    # spaCy and DuckDB take seconds to import: only who asks for them pays
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'docstruct' has no attribute {name!r}")
