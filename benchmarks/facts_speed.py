"""Characters a second of the facts engine, beside two other extractors on the same text in the same run.

    python benchmarks/facts_speed.py REPORTS [--peers PYTHON]

``REPORTS`` is a folder of reports. The facts engine is the pipeline without the entity tagger, on one core.
``--peers`` names a Python that has ``recognizers-text-suite``, ``emoji<2`` (which it needs) and ``jionlp`` (they conflict with our
own requirements, so they live in a virtual environment of their own); both then read the same sentences.
Figures are medians over the rounds; quote the ratios, machines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROUNDS = 3

PEERS = r"""
import json, sys, time
lines = json.load(open(sys.argv[1], encoding="utf8"))
name, rounds = sys.argv[2], int(sys.argv[3])
if name == "recognizers":
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_text import Culture
    tools = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)
    run = lambda line: sum(len(tool(line, Culture.Chinese)) for tool in tools)
else:
    import jionlp
    run = lambda line: len(jionlp.ner.extract_money(line, with_parsing=True))
run(lines[0])
times = []
found = 0
for _ in range(rounds):
    start = time.process_time()
    found = sum(run(line) for line in lines)
    times.append(time.process_time() - start)
print("RESULT " + json.dumps({"times": times, "found": found}))
"""


def main() -> None:
    """Measure and print one line a tool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--peer-chars", type=int, default=40_000, help="characters the slow peers read")
    arguments = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"

    from docstruct.extraction import annotate, load
    from docstruct.readers import discover, read
    from docstruct.settings import Settings
    from docstruct.structure import parse

    settings = Settings()
    reports = [parse(read(path, settings.reader)) for path in discover([arguments.reports])]
    nlp = load(settings)
    rows = []
    with nlp.select_pipes(disable=["docstruct_entities"]):
        annotate(reports[0], nlp)
        times = []
        found = 0
        for _ in range(ROUNDS):
            start = time.process_time()
            found = sum(len(annotate(report, nlp).spans["facts"]) for report in reports)
            times.append(time.process_time() - start)
    size = sum(len(report.text) for report in reports)
    rows.append(("docstruct facts", size / statistics.median(times), found, size))

    if arguments.peers:
        lines: list[str] = []
        for report in reports:
            lines += [report.text[start:end] for start, end in report.sentences]
        sample: list[str] = []
        while lines and sum(map(len, sample)) < arguments.peer_chars:
            sample.append(lines.pop(0))
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf8", delete=False) as handle:
            json.dump(sample, handle, ensure_ascii=False)
        for name in ("recognizers", "jionlp"):
            done = subprocess.run(
                [str(arguments.peers), "-c", PEERS, handle.name, name, "1"],
                capture_output=True,
                text=True,
                check=False,
            )
            answer = [line for line in done.stdout.splitlines() if line.startswith("RESULT ")]
            if not answer:
                print(f"{name}: did not run: {done.stderr.strip().splitlines()[-1:]}")
                continue
            result = json.loads(answer[0][7:])
            chars = sum(map(len, sample))
            rows.append((name, chars / statistics.median(result["times"]), result["found"], chars))
        Path(handle.name).unlink()
    base = rows[0][1]
    print(f"{'tool':18} {'chars/s a core':>15} {'ratio':>7} {'found':>7} {'chars':>8}")
    for name, speed, found, chars in rows:
        print(f"{name:18} {speed:15,.0f} {speed / base:7.3f} {found:7} {chars:8}")


if __name__ == "__main__":
    main()
