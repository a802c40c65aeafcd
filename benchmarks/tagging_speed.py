"""Characters a second and memory of a worker that tags and reads facts, on one core.

    python benchmarks/tagging_speed.py REPORTS [--rounds 3]

``REPORTS`` is a folder of reports. Everything that a worker does between a parsed report and its records is timed:
the pipeline with the tagger of the settings, and for comparison its parts. Figures are medians of CPU time over the
rounds, so a busy machine disturbs them less; memory is the highest resident size of the process.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path


def main() -> None:
    """Measure and print one line a part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"

    from docstruct.extraction import annotate, load
    from docstruct.pipes.entities.logic import find_entities
    from docstruct.pipes.entities.tagger import load_tagger
    from docstruct.readers import discover, read
    from docstruct.settings import Settings
    from docstruct.structure import parse

    settings = Settings()
    reports = [parse(read(path, settings.reader)) for path in discover([arguments.reports])]
    size = sum(len(report.text) for report in reports)
    nlp = load(settings)
    tagger = load_tagger(settings.tagger.model)
    assert tagger is not None, "the settings name no tagger"
    annotate(reports[0], nlp)

    def time_facts() -> None:
        with nlp.select_pipes(disable=["docstruct_entities"]):
            for report in reports:
                annotate(report, nlp)

    parts: dict[str, Callable[[], object]] = {
        "tagger": lambda: [tagger.tag(report.text) for report in reports],
        "entities, rules alone": lambda: [find_entities(report.text, report) for report in reports],
        "entities, with tagger": lambda: [find_entities(report.text, report, tagger) for report in reports],
        "facts": time_facts,
        "tagging and facts": lambda: [annotate(report, nlp) for report in reports],
    }
    print(f"{len(reports)} reports, {size:,} characters, {settings.tagger.model}")
    for name, run in parts.items():
        times = []
        for _ in range(arguments.rounds):
            start = time.process_time()
            run()
            times.append(time.process_time() - start)
        print(f"{name:24} {size / statistics.median(times):10,.0f} characters a second of one core")
    print(f"memory, highest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
