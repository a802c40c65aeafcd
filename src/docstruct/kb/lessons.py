"""What the corrections of a release teach: annotated passages, and names of series for the lexicon."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from docstruct.corrections.events import Event
from docstruct.corrections.merge import drop_undone
from docstruct.corrections.sampling import is_test
from docstruct.kb.connection import open_kb
from docstruct.kb.releases import Store
from docstruct.lexicon.indicators import fold_name, load_indicators
from docstruct.records import EntityLabel, Record

ALIASES, TRAIN, TEST, GOLD = "aliases.toml", "train.jsonl", "test.jsonl", "gold.jsonl"

_HEADER = """\
# Names that people gave to series of the registry, by rules for all reports that nobody disputes.
# Read each; move those that are always right into src/docstruct/lexicon/indicators_reviewed.toml.
"""
_INVISIBLE = frozenset("\u200b\u200d\ufeff")
_RIM = 24


class Name(Record):
    """An annotated name; half-open offsets into the text of its passage."""

    start: int
    end: int
    label: EntityLabel


class LearntPassage(Record):
    """A paragraph in which people looked at every name; ``source`` is the file of its report, as gold names it."""

    passage_id: str
    source: str
    text: str
    names: tuple[Name, ...]


class Lessons(Record):
    """Annotated passages, parted by report for ever; ``gold`` has rows of a gold file for the test side.

    ``aliases`` has the new names of series by id, each with the number of rules that give it.
    """

    train: tuple[LearntPassage, ...]
    test: tuple[LearntPassage, ...]
    gold: tuple[dict[str, Any], ...]
    aliases: dict[str, dict[str, int]]


def read_lessons(kb: Path) -> Lessons:
    """Collect what people settled in the current release.

    A paragraph counts when every name in it (for gold: every figure, too) was accepted, corrected, added or rejected
    by a person and nothing in it is disputed. What only a rule changed was not looked at.

    Parameters
    ----------
    kb : Path
        A knowledge base.
    """
    with open_kb(kb) as connection:
        passages = list(_list_paragraphs(connection))
    named = [(passage, found) for passage in passages if (found := passage.learn_names()) is not None]
    return Lessons(
        train=tuple(found for passage, found in named if not is_test(passage.report_id)),
        test=tuple(found for passage, found in named if is_test(passage.report_id)),
        gold=tuple(row for passage in passages if is_test(passage.report_id) for row in passage.write_gold()),
        aliases=collect_aliases(Store(kb).log.events()),
    )


def export_lessons(kb: Path, folder: Path) -> list[str]:
    """Write the lessons of a base as files; return a line on each.

    ``train.jsonl`` and ``test.jsonl`` hold :class:`LearntPassage` rows, ``gold.jsonl`` gold for
    ``docstruct evaluate``, ``aliases.toml`` names of series for a person to review.
    """
    lessons = read_lessons(kb)
    folder.mkdir(parents=True, exist_ok=True)
    for name, passages in ((TRAIN, lessons.train), (TEST, lessons.test)):
        (folder / name).write_text("".join(f"{p.model_dump_json()}\n" for p in passages), "utf-8")
    rows = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in lessons.gold)
    (folder / GOLD).write_text(rows, "utf-8")
    (folder / ALIASES).write_text(render_aliases(lessons.aliases), "utf-8")
    figures = sum(row["t"] == "fact" for row in lessons.gold)
    return [
        f"{folder / TRAIN}: {len(lessons.train)} passages",
        f"{folder / TEST}: {len(lessons.test)} passages",
        f"{folder / GOLD}: {figures} figures",
        f"{folder / ALIASES}: {sum(map(len, lessons.aliases.values()))} names to review",
    ]


def collect_aliases(events: Iterable[Event]) -> dict[str, dict[str, int]]:
    """Return the names that rules for all reports give to series and that the registry does not have yet.

    Names that rules give to different series are left out.
    """
    given: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for event in drop_undone(events):
        if event.op == "rule" and event.rule.scope == "all":
            rule = event.rule
            given[fold_name(rule.wording)][rule.indicator_id, rule.wording] += 1
    registry = load_indicators()
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for folded, counts in sorted(given.items()):
        series = {indicator_id for indicator_id, _ in counts}
        if len(series) == 1 and registry.lookup(folded) is None and registry.get(*series) is not None:
            # spelled as most rules spell it, then the first in code point order
            (indicator_id, wording), _ = min(counts.items(), key=lambda item: (-item[1], item[0]))
            found[indicator_id][wording] = counts.total()
    return dict(sorted(found.items()))


def render_aliases(aliases: Mapping[str, Mapping[str, int]]) -> str:
    """Write names of series as an addition to the lexicon.

    Examples
    --------
    >>> import tomllib
    >>> tomllib.loads(render_aliases({"gdp": {"经济盘子": 2}}))["addition"]
    [{'id': 'gdp', 'aliases': ['经济盘子']}]
    """
    lines = [
        f"  {{ id = {json.dumps(indicator_id)}, aliases = [{', '.join(json.dumps(n, ensure_ascii=False) for n in names)}] }},"
        f"  # rules: {', '.join(f'{name} {count}' for name, count in names.items())}"
        for indicator_id, names in aliases.items()
    ]
    return "\n".join([_HEADER + "addition = [", *lines, "]"]) + "\n"


class _Paragraph:
    """A line of a report with the rows that stand in it."""

    def __init__(self, report: Mapping[str, Any], start: int, end: int) -> None:
        self.report_id: str = report["report_id"]
        self._report, self._start, self._end = report, start, end
        self.text: str = report["text"][start:end]
        self.facts: list[Mapping[str, Any]] = []
        self.names: list[Mapping[str, Any]] = []
        self.rejected_names = 0

    def learn_names(self) -> LearntPassage | None:
        """Return the passage for the tagger, None where people did not look at every name."""
        if not self.names and not self.rejected_names:
            return None
        if not all(name["settled"] for name in self.names):
            return None
        names = sorted(
            (n["char_start"] - self._start, n["char_end"] - self._start, n["label"]) for n in self.names
        )
        return LearntPassage(
            passage_id=f"{self.report_id}:{self._start}",
            source=self._report["source_name"],
            text=self.text,
            names=tuple(Name(start=start, end=end, label=label) for start, end, label in names),
        )

    def write_gold(self) -> list[dict[str, Any]]:
        """Return the passage as rows of a gold file, none where people did not look at everything in it."""
        if not self.facts or not all(row["settled"] for row in [*self.facts, *self.names]):
            return []
        if any(row["value"] is None for row in self.facts):
            return []
        kept = [at for at, char in enumerate(self.text) if not char.isspace() and char not in _INVISIBLE]
        plain = "".join(self.text[at] for at in kept)
        passage_id = f"{self.report_id}:{self._start}"

        def place(row: Mapping[str, Any]) -> dict[str, Any]:
            start, end = (row[name] - self._start for name in ("char_start", "char_end"))
            return {
                "o": sum(at < start for at in kept), "e": sum(at < end for at in kept), "passage": passage_id,
            }  # fmt: skip

        head = {"t": "passage", "id": passage_id, "doc": self._report["source_name"],
                "doc_sha256": self._report["sha256"], "start": self._start, "end": self._end,
                "head": plain[:_RIM], "tail": plain[-_RIM:], "chars": len(plain)}  # fmt: skip
        facts = [{"t": "fact", **_describe(row), **place(row)} for row in self.facts]
        names = [{"t": "ent", "label": row["label"], "s": row["text"], **place(row)} for row in self.names]
        return [head, *facts, *names]


def _describe(row: Mapping[str, Any]) -> dict[str, Any]:
    high = {} if row["value_high"] is None else {"high": row["value_high"]}
    return {
        "q": row["quantity_text"], "value": row["value"], **high, "unit": row["unit_text"], "bound": row["bound"],
        "ind": [row["indicator_text"]], "kind": row["kind"], "status": row["status"], "period": row["time_period"],
        "region": row["region"], "base": row["base_text"] or "", "hid": row["headline_id"],
    }  # fmt: skip


def _list_paragraphs(connection: duckdb.DuckDBPyConnection) -> Iterator[_Paragraph]:
    """Yield the paragraphs of the reports that people worked on, with their rows, in the order of the text."""
    told = "op IN ('accept', 'fix', 'add', 'adjudicate') AND outcome IN ('applied', 'agreed')"
    reports = connection.sql(
        "SELECT * FROM documents WHERE report_id IN (SELECT report_id FROM corrections) ORDER BY report_id"
    ).to_arrow_table()
    facts = connection.sql(
        f"""
        SELECT o.*, CASE WHEN i.headline THEN o.indicator_id ELSE '' END AS headline_id,
               CASE WHEN o.ref_area IS NOT DISTINCT FROM r.ref_area THEN '' ELSE o.ref_area_name END AS region,
               review_status <> 'disputed' AND obs_id IN
                   (SELECT row_id FROM corrections WHERE table_name = 'observations' AND {told}) AS settled
        FROM observations o JOIN reports r USING (report_id) LEFT JOIN indicators i USING (indicator_id)
        WHERE report_id IN (SELECT report_id FROM corrections) ORDER BY char_start
        """
    ).to_arrow_table()
    names = connection.sql(
        f"""
        SELECT *, review_status <> 'disputed' AND mention_id IN
                   (SELECT row_id FROM corrections WHERE table_name = 'mentions' AND {told}) AS settled
        FROM mentions WHERE report_id IN (SELECT report_id FROM corrections) ORDER BY char_start
        """
    ).to_arrow_table()
    rejected = connection.sql(
        """
        SELECT report_id, (machine_value ->> '$.char_start')::INTEGER AS char_start FROM corrections
        WHERE table_name = 'mentions' AND field = 'exists' AND published_value IS NULL AND op = 'reject'
        """
    ).to_arrow_table()
    rows = {name: _by_report(table.to_pylist()) for name, table in
            (("facts", facts), ("names", names), ("rejected", rejected))}  # fmt: skip
    for report in reports.to_pylist():
        mine = {name: by_report[report["report_id"]] for name, by_report in rows.items()}
        at = 0
        for line in report["text"].split("\n"):
            paragraph = _Paragraph(report, at, at + len(line))
            paragraph.facts, paragraph.names, gone = (
                [row for row in mine[name] if at <= row["char_start"] < at + len(line)]
                for name in ("facts", "names", "rejected")
            )
            paragraph.rejected_names = len(gone)
            yield paragraph
            at += len(line) + 1


def _by_report(rows: Iterable[Mapping[str, Any]]) -> defaultdict[str, list[Mapping[str, Any]]]:
    found: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["report_id"]].append(row)
    return found
