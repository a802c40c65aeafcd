"""Typed settings: every default lives here and nowhere else. Environment variables ``DOCSTRUCT_<NAME>`` override.

Nested settings use a double underscore: ``DOCSTRUCT_READER__MAX_BYTES=1000``.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic_settings import BaseSettings, SettingsConfigDict


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReaderSettings(_Group):
    """Limits on one document; beyond them it is quarantined."""

    max_bytes: int = 64 * 1024 * 1024
    max_chars: int = 2_000_000
    max_pages: int = 2_000


class TaggerSettings(_Group):
    """Which entity tagger runs after gazetteer and patterns.

    ``model`` is ``"none"``, ``"hanlp:<identifier or folder>"``.
    """

    model: str = "none"


class RunSettings(_Group):
    """How the flow cuts its work."""

    workers: int = 2
    batch_size: int = 64


class Settings(BaseSettings):
    """All settings of docstruct."""

    model_config = SettingsConfigDict(env_prefix="DOCSTRUCT_", env_nested_delimiter="__", frozen=True)

    reader: ReaderSettings = ReaderSettings()
    tagger: TaggerSettings = TaggerSettings()
    run: RunSettings = RunSettings()
