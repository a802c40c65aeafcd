"""Five million observations in one base: what a publication costs, and what a question costs here and elsewhere.

    python benchmarks/large_base.py FOLDER [--observations 5000000]

Makes a base of counties × 15 years in FOLDER (kept, and used again by the next run), then

- publishes one changed report ten times, and holds the time against 0.2 s;
- asks the same questions (compare, panel) of the base, of a Delta Lake table and of one flat Parquet file, each in a
  process of its own, and holds the base against 100 ms and 1 GB.

Rows are made up and carry no meaning; texts are as long as a sentence of a report.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, write_deltalake

from docstruct.kb.compare import compare
from docstruct.kb.connection import connect, open_kb
from docstruct.kb.ledger import InputRecord, cut_inputs
from docstruct.kb.manifest import MANIFEST, Manifest, digest_release
from docstruct.kb.panel import build_panel
from docstruct.kb.partitions import WHOLE, split_rows
from docstruct.kb.parts import write_part
from docstruct.kb.releases import Store
from docstruct.kb.rows import to_table
from docstruct.kb.tables import SCHEMA_DIGEST, TABLES
from docstruct.kb.views import HEADLINE_OBSERVATIONS, MACROS, VIEWS
from docstruct.lexicon.regions import load_regions
from docstruct.records import Extraction, Observation, Report, Section
from docstruct.reference import reference_tables
from docstruct.settings import Settings

A_REPORT = 400
SECTIONS = 20
YEARS = range(2011, 2026)
HEADLINE_A_REPORT = 48
SECTION = {"role": "review", "level": 1, "heading": "一、过去一年的工作", "parent_id": None}
QUESTIONS: dict[str, Callable[[duckdb.DuckDBPyConnection], pa.Table]] = {
    "compare gdp, growth, one year, all counties": lambda base: compare(
        base, "gdp", kind="growth", period="2024", level="county"
    ),
    "compare gdp, one place, all years": lambda base: compare(base, "gdp", region="110101"),
    "panel gdp, growth, targets, one year": lambda base: build_panel(
        base, ["gdp"], kind="growth", status="target", period="2024"
    ),
    "panel gdp, one province, all years": lambda base: build_panel(base, ["gdp"], region="河北省"),
    "panel gdp and cpi, one province, all years": lambda base: build_panel(
        base, ["gdp", "cpi"], region="河北省"
    ),
}


def list_series() -> list[str]:
    """Ids by place in a report: headline series first, gross product most often."""
    indicators = reference_tables().indicators
    head = [str(row["indicator_id"]) for row in indicators if row["headline"]]
    rest = [str(row["indicator_id"]) for row in indicators if not row["headline"]]
    few = [*head, *head][: HEADLINE_A_REPORT - 4] + ["gdp"] * 4
    return few + [rest[number % len(rest)] for number in range(A_REPORT - HEADLINE_A_REPORT)]


def make_observations(places: list[tuple[str, str]], year: int, series: list[str]) -> pa.Table:
    """The observations of all reports of one year."""
    count = len(places) * A_REPORT
    each = [(place, name, number) for place, name in places for number in range(A_REPORT)]
    reports = [f"gwr-{place}-{year}" for place, _, _ in each]
    values = [
        round((number * 7 + int(place[2:]) * 3 + year) % 190 / 10 + 0.1, 1) for place, _, number in each
    ]
    quantities = [f"{value}%" for value in values]
    is_target = [number % 2 == 1 for _, _, number in each]
    words = [f"第{number}项指标" for _, _, number in each]
    heads = [
        f"{name}全年各项工作取得新进展，其中{word}比上年增长"
        for (_, name, _), word in zip(each, words, strict=True)
    ]
    sentences = [f"{head}{quantity}，好于预期。" for head, quantity in zip(heads, quantities, strict=True)]
    starts, at = [], 0
    for (_, _, number), head, sentence in zip(each, heads, sentences, strict=True):
        at = 0 if number == 0 else at
        starts.append(at + len(head))
        at += len(sentence)
    given: dict[str, object] = {
        "obs_id": [
            hashlib.sha256(f"{report}{number}".encode()).hexdigest()[:20]
            for report, (_, _, number) in zip(reports, each, strict=True)
        ],
        "report_id": reports,
        "section_id": [
            f"{report}-{number * SECTIONS // A_REPORT}"
            for report, (_, _, number) in zip(reports, each, strict=True)
        ],
        "ref_area": [place for place, _, _ in each],
        "ref_area_name": [name for _, name, _ in each],
        "indicator_id": [series[number] for _, _, number in each],
        "indicator_text": words,
        "quantity_text": quantities,
        "value": values,
        "std_value": values,
        "status": ["target" if target else "actual" for target in is_target],
        "time_period": [str(year if target else year - 1) for target in is_target],
        "period_start": [date(year if target else year - 1, 1, 1) for target in is_target],
        "period_end": [date(year if target else year - 1, 12, 31) for target in is_target],
        "char_start": starts,
        "char_end": [start + len(quantity) for start, quantity in zip(starts, quantities, strict=True)],
        "evidence": sentences,
    }
    fixed: dict[str, object] = {
        "kind": "growth", "basis": "yoy", "unit_text": "%", "unit": "%", "std_unit": "%", "bound": "eq", "freq": "A",
        "role": "review", "confidence": 0.9, "method": "rules:benchmark", "review_status": "machine", "predicate": "增长",
    }  # fmt: skip
    schema = TABLES["observations"].to_arrow()
    arrays = [
        pa.array(given[field.name], field.type)
        if field.name in given
        else pa.repeat(pa.scalar(fixed.get(field.name), field.type), count)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def make_rows(places: list[tuple[str, str]], year: int, series: list[str]) -> dict[str, pa.Table]:
    """The rows of all reports of one year, by table."""
    observations = make_observations(places, year, series)
    sentences = observations.column("evidence").to_pylist()
    rows: dict[str, list[dict[str, object]]] = {"documents": [], "reports": [], "sections": []}
    for number, (place, name) in enumerate(places):
        report_id = f"gwr-{place}-{year}"
        own = sentences[number * A_REPORT : (number + 1) * A_REPORT]
        text = "".join(own)
        facts: dict[str, object] = {
            "report_id": report_id, "text": text, "source_name": f"{year}年{name}政府工作报告.txt",
            "source_uri": f"reports/{report_id}.txt", "media_type": "text/plain", "title": f"{year}年{name}政府工作报告",
            "sha256": hashlib.sha256(report_id.encode()).hexdigest(), "report_type": "government_work_report",
            "issuer": f"{name}人民政府", "ref_area": place, "ref_area_name": name, "level": "county", "year": year,
            "time_period": str(year - 1), "period_start": date(year - 1, 1, 1), "period_end": date(year - 1, 12, 31),
            "presented_on": date(year, 1, 10), "ingested_at": None, "run_id": "benchmark", "pipeline_version": "benchmark",
        }  # fmt: skip
        for table in ("documents", "reports"):
            rows[table].append({column.name: facts[column.name] for column in TABLES[table].columns})
        end = 0
        for ordinal in range(SECTIONS):
            size = A_REPORT // SECTIONS
            start, end = end, end + sum(map(len, own[ordinal * size : (ordinal + 1) * size]))
            place_in = {"section_id": f"{report_id}-{ordinal}", "report_id": report_id, "ordinal": ordinal}
            rows["sections"].append(SECTION | place_in | {"char_start": start, "char_end": end})
    return {"observations": observations} | {
        name: to_table(found, TABLES[name]) for name, found in rows.items()
    }


def list_places(observations: int) -> list[tuple[str, str]]:
    """Counties in force, as many as the number of observations asks for."""
    regions = [region for region in load_regions() if region.level == "county" and region.valid_to is None]
    count = max(1, observations // (A_REPORT * len(YEARS)))
    return sorted({region.adcode: region.name for region in regions if region.standard}.items())[:count]


def make_base(folder: Path, observations: int) -> None:
    """Write the base, the Delta table and the flat file."""
    store, places, series = Store(folder / "kb"), list_places(observations), list_series()
    reference = reference_tables()
    headline = {str(row["indicator_id"]) for row in reference.indicators if row["headline"]}
    staging = store.root / "making"
    parts, inputs = [], []
    flat: pq.ParquetWriter | None = None
    for year in YEARS:
        rows = make_rows(places, year, series)
        for name, table in rows.items():
            for key, cut in split_rows(table, TABLES[name], year, len(places), headline).items():
                parts.append(write_part(cut, TABLES[name], key, staging, settings=Settings().kb))
        for row in rows["documents"].drop_columns(["text"]).to_pylist():
            del row["media_type"]
            inputs.append(InputRecord(**row, status="published", fingerprint="benchmark", year=year))
        plain = rows["observations"].replace_schema_metadata(None)
        plain = pa.Table.from_arrays(plain.columns, names=plain.column_names)
        write_deltalake(folder / "delta", plain.append_column("year", pa.repeat(pa.scalar(year), len(plain))),
                        mode="append", partition_by=["year"])  # fmt: skip
        flat = flat or pq.ParquetWriter(folder / "flat.parquet", plain.schema, compression="zstd")
        flat.write_table(plain)
    if flat:
        flat.close()
    for key, cut in cut_inputs(inputs).items():
        parts.append(write_part(cut, TABLES["inputs"], key, staging, settings=Settings().kb))
    whole = {"indicators": reference.indicators, "units": reference.units, "regions": reference.regions}
    for name, table in TABLES.items():
        if not any(part.table == name for part in parts):
            rows_of = to_table(whole.get(name, ()), table)
            parts.append(write_part(rows_of, table, WHOLE, staging, settings=Settings().kb))
    content = {
        "fingerprint": "benchmark", "log_head": "", "schema_digest": SCHEMA_DIGEST,
        "parts": tuple(sorted(parts, key=lambda part: part.path)),
    }  # fmt: skip
    manifest = Manifest(
        release_id=digest_release(**content), created_at="2026-01-01T00:00:00+00:00", **content
    )
    (staging / MANIFEST).write_bytes(manifest.to_json())
    staging.rename(store.root / manifest.release_id)
    store.switch(manifest.release_id)


def change_report(place: tuple[str, str], year: int, shift: float) -> Extraction:
    """One report of the base with other figures."""
    rows = make_rows([place], year, list_series())
    document, report = (rows[name].to_pylist()[0] for name in ("documents", "reports"))
    text, observations, moved = document["text"], [], 0
    for row in rows["observations"].to_pylist():
        del row["role"]
        row["char_start"] += moved
        row["char_end"] += moved
        if row["char_start"] < 4000:
            new = f"{row['value'] + shift:.1f}%"
            text = text[: row["char_start"]] + new + text[row["char_end"] :]
            moved += len(new) - len(row["quantity_text"])
            row |= {"quantity_text": new, "value": float(new[:-1]), "std_value": float(new[:-1]),
                    "char_end": row["char_start"] + len(new)}  # fmt: skip
        row |= {name: str(row[name]) for name in ("period_start", "period_end")}
        observations.append(Observation(**row))
    given = (
        document
        | report
        | {name: str(report[name]) for name in ("period_start", "period_end", "presented_on")}
    )
    given = {name: value for name, value in given.items() if name in Report.model_fields}
    sections = tuple(
        Section(**{name: value for name, value in row.items() if name != "report_id"})
        for row in rows["sections"].to_pylist()
    )
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    changed = given | {
        "text": text,
        "sha256": sha256,
        "plan_period": str(year),
        "sections": sections,
        "sentences": (),
    }
    return Extraction(report=Report(**changed), observations=tuple(observations))


def clock() -> tuple[float, float]:
    """Seconds by the clock and of processor time: other work on the machine moves the first, not the second."""
    return time.perf_counter(), time.process_time()


def since(start: tuple[float, float]) -> tuple[float, float]:
    """Seconds by the clock and of processor time since then."""
    now = clock()
    return now[0] - start[0], now[1] - start[1]


def show(spent: list[tuple[float, float]]) -> str:
    """Median and worst of some measurements in milliseconds."""
    wall, cpu = zip(*spent, strict=True)
    middle = statistics.median(wall), max(wall), statistics.median(cpu)
    return "p50 {:7.1f} ms  worst {:7.1f} ms  processor {:7.1f} ms".format(*(1000 * one for one in middle))


def measure_publishing(folder: Path, times: int) -> tuple[list[tuple[float, float]], int]:
    """Time of each publication with one report changed, and peak memory in bytes."""
    store, reference = Store(folder / "kb"), reference_tables()
    place = list_places(A_REPORT * len(YEARS) * 6)[5]
    spent = []
    for number in range(times + 1):
        extraction = change_report(place, 2024, 0.1 * (number + 1) + int(time.time()) % 50)
        start = clock()
        result = store.publish([extraction], reference=reference, fingerprint="benchmark")
        spent.append(since(start))
        assert result.changed
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def open_base(folder: Path) -> duckdb.DuckDBPyConnection:
    """The base as it is."""
    return open_kb(folder / "kb")


def open_other(folder: Path, source: str) -> duckdb.DuckDBPyConnection:
    """The small tables of the base, and the observations from elsewhere."""
    release = Store(folder / "kb").current()
    connection = connect()
    for name in TABLES:
        files = ", ".join(f"'{path}'" for path in release.part_paths(name)) if release else ""
        relation = source if name == "observations" else f"read_parquet([{files}])"
        connection.execute(f"CREATE VIEW {name} AS FROM {relation}")
    connection.execute(f"CREATE VIEW {HEADLINE_OBSERVATIONS} AS FROM observations")
    for statement in (*MACROS, *(f"CREATE VIEW {name} AS {body}" for name, body in VIEWS.items())):
        connection.execute(statement)
    return connection


def open_delta(folder: Path) -> duckdb.DuckDBPyConnection:
    """Observations of the current version of the Delta table."""
    files = ", ".join(f"'{uri}'" for uri in DeltaTable(folder / "delta").file_uris())
    return open_other(folder, f"read_parquet([{files}], hive_partitioning = true)")


def open_flat(folder: Path) -> duckdb.DuckDBPyConnection:
    """Observations of one file."""
    return open_other(folder, f"read_parquet('{folder / 'flat.parquet'}')")


STORES = {"base": open_base, "Delta Lake": open_delta, "flat file": open_flat}


def measure_questions(folder: Path, store: str, times: int) -> tuple[dict[str, Any], int]:
    """Rows, time with opening the store and time in an open one by question, and peak memory in bytes."""
    found = {}
    for question, ask in QUESTIONS.items():
        whole, inside = [], []
        for _ in range(times):
            start = clock()
            with STORES[store](folder) as connection:
                rows = ask(connection).num_rows
                whole.append(since(start))
                start = clock()
                ask(connection)
                inside.append(since(start))
        found[question] = (rows, whole, inside)
    return found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def apart(function: Callable[..., object], *words: object) -> Any:
    """Call a function in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *words).result()


def main() -> None:
    """Make the base if it is not there, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--observations", type=int, default=5_000_000)
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if Store(options.folder / "kb").current() is None:
        start = time.perf_counter()
        apart(make_base, options.folder, options.observations)
        print(f"made in {time.perf_counter() - start:.0f} s")
    manifest = Store(options.folder / "kb").current().manifest
    count = sum(part.rows for part in manifest.parts_of("observations"))
    print(
        f"{count:,} observations, {len(manifest.parts)} parts, {sum(p.size for p in manifest.parts) / 1e6:.0f} MB"
    )
    spent, memory = apart(measure_publishing, options.folder, options.times)
    print(f"publish, one report changed: {show(spent[1:])}  peak memory {memory / 1e6:.0f} MB")
    print(f"the first one, which makes the index of keys: {spent[0][0]:.1f} s", flush=True)
    for store in STORES:
        found, memory = apart(measure_questions, options.folder, store, options.times)
        for question, (rows, whole, inside) in found.items():
            print(
                f"{store:10}  {question:44} {rows:6} rows  opened for it {show(whole)}  open {show(inside)}"
            )
        print(f"{store:10}  peak memory {memory / 1e6:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
