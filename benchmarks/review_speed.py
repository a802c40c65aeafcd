"""The desk on a base of 30,000 observations: from a key to the next row on the screen, in Chromium.

    python benchmarks/review_speed.py --kb out/kb --folder out/desk --count 30000

Reports of a base are copied under other ids and places until there are enough observations. Time runs from the
keydown event in the page to the frame after the one that shows the next row. Needs Chromium and the test packages.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from docstruct.corrections.users import Users, locate_users
from docstruct.kb.connection import resolve_release
from docstruct.kb.ledger import Ledger
from docstruct.kb.releases import Store
from docstruct.kb.restoring import restore
from docstruct.lexicon.regions import load_regions
from docstruct.records import Extraction
from docstruct.reference import reference_tables
from tests.review.serving import log_in, open_browser, serve

#: measures in the page: keydown, then the attribute that names the row, then two frames
PROBE = """() => {
  window.times = [];
  let start = 0;
  addEventListener("keydown", () => { start = performance.now(); }, true);
  new MutationObserver(() => {
    const from = start;
    requestAnimationFrame(() => setTimeout(() => window.times.push(performance.now() - from)));
  }).observe(document.body, { attributes: true, attributeFilter: ["data-current"] });
}"""


def copy_reports(originals: list[Extraction], count: int) -> Iterator[Extraction]:
    """Yield the reports, then copies of them, until there are enough observations."""
    counties = sorted(
        {r.adcode for r in load_regions() if r.level == "county" and r.standard and r.valid_to is None}
    )
    total = number = 0
    while total < count:
        source = originals[number % len(originals)]
        made = source if number < len(originals) else move_report(source, counties[number], number)
        total += len(made.observations)
        number += 1
        yield made


def move_report(source: Extraction, area: str, number: int) -> Extraction:
    """Give a report another id and place; its rows get ids of their own."""

    def rename(key: str | None) -> str | None:
        return key and hashlib.sha256(f"{key}/{number}".encode()).hexdigest()[:20]

    region = load_regions().get(area)
    place = {"ref_area": area, "ref_area_name": region.name if region else area}
    report_id = f"{source.report.report_id}-{number}"
    own = {"report_id": report_id}
    sections = tuple(
        s.model_copy(update={"section_id": rename(s.section_id), "parent_id": rename(s.parent_id)})
        for s in source.report.sections
    )
    report = source.report.model_copy(
        update={**own, **place, "sha256": hashlib.sha256(report_id.encode()).hexdigest(), "sections": sections,
                "title": f"{source.report.year}年{place['ref_area_name']}政府工作报告", "level": "county"}
    )  # fmt: skip
    return source.model_copy(
        update={
            "report": report,
            "observations": tuple(
                o.model_copy(update={**own, **place, "obs_id": rename(o.obs_id), "section_id": rename(o.section_id)})
                for o in source.observations
            ),
            "mentions": tuple(
                m.model_copy(update={**own, "mention_id": rename(m.mention_id), "section_id": rename(m.section_id)})
                for m in source.mentions
            ),
            "findings": tuple(f.model_copy(update={**own, "obs_id": rename(f.obs_id)}) for f in source.findings),
        }
    )  # fmt: skip


def build_base(source: Path, kb: Path, count: int) -> None:
    """Publish the copies."""
    release = resolve_release(source)
    reports = Ledger(release).holdings.owners().values()
    originals = [restored.extraction for restored in restore(release, reports)]
    Store(kb).publish(copy_reports(originals, count), reference=reference_tables(), fingerprint="benchmark")


def describe(name: str, times: list[float]) -> str:
    """One line of figures, milliseconds."""
    cuts = statistics.quantiles(times, n=100)
    return (
        f"{name:<28} n={len(times):<4} p50 {cuts[49]:6.1f}   p95 {cuts[94]:6.1f}   max {max(times):6.1f} ms"
    )


def main() -> None:
    """Build the base if it is not there, then press keys."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kb", type=Path, required=True, help="a base to copy reports from")
    parser.add_argument("--folder", type=Path, required=True, help="where the large base is kept")
    parser.add_argument("--count", type=int, default=30_000)
    parser.add_argument("--presses", type=int, default=200)
    options = parser.parse_args()
    kb = options.folder / "kb"
    if not kb.exists():
        build_base(options.kb, kb, options.count)
    users = Users(locate_users(kb))
    token = users.add(f"计时{time.time_ns()}")
    began = time.perf_counter()
    with serve(kb) as server, open_browser() as browser:
        print(f"server up after {time.perf_counter() - began:.1f} s")
        page = log_in(browser, server, token)
        print(page.inner_text("#tally"))
        page.evaluate(PROBE)
        for name, key, pause in (
            ("next (j), unhurried", "j", 300),
            ("next (j), fast", "j", 60),
            ("accept (Enter)", "Enter", 300),
            ("reject (x), fast", "x", 60),
        ):
            page.evaluate("window.times.length = 0")
            for _ in range(options.presses):
                page.keyboard.press(key)
                page.wait_for_timeout(pause)
            page.wait_for_selector("body[data-waiting='0']", state="attached")
            print(describe(name, page.evaluate("window.times")))
    print(subprocess.run(["uptime"], capture_output=True, text=True, check=True).stdout.strip())


if __name__ == "__main__":
    main()
