"""What makes another version, and that nothing which decides what comes out is left out of it."""

from __future__ import annotations

import subprocess
import sys

from docstruct.settings import ReaderSettings, RunSettings, Settings, TaggerSettings
from docstruct.version import fingerprint, list_sources

LOADED = """
import sys
import docstruct.extraction, docstruct.kb.build, docstruct.reference
print(*(module.__file__ for name, module in sys.modules.items() if name.startswith("docstruct")), sep="\\n")
"""


def test_the_fingerprint_stays_while_nothing_changes() -> None:
    assert fingerprint(Settings()) == fingerprint(Settings())


def test_another_limit_is_another_fingerprint() -> None:
    # What was too large for the former limit is read again.
    other = Settings(reader=ReaderSettings(max_bytes=1000))
    assert fingerprint(other) != fingerprint(Settings())


def test_another_tagger_is_another_fingerprint() -> None:
    other = Settings(tagger=TaggerSettings(model="hanlp:some/folder"))
    assert fingerprint(other) != fingerprint(Settings())


def test_how_work_is_cut_is_no_other_version() -> None:
    assert fingerprint(Settings(run=RunSettings(workers=7))) == fingerprint(Settings())


def test_everything_that_extraction_and_building_load_has_a_part() -> None:
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = {path.rpartition("/docstruct/")[2] for path in run.stdout.split()}
    # Of the settings the values count, which the other tests show.
    assert loaded - list_sources().keys() == {"settings.py"}


def test_what_only_shows_has_no_part() -> None:
    assert not {"kb/plot.py", "kb/views.py", "review/app.py", "cli/__init__.py"} & list_sources().keys()
