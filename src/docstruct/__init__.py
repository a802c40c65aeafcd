"""Chinese government work reports to a normalised, evidence-linked Parquet knowledge base."""

from __future__ import annotations

__version__ = "0.1.0"
