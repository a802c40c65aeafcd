"""Corrections under a changed rule set and in re-issued reports: how many apply, how many are orphans, how many err.

python benchmarks/corrections_reissue.py REPORTS [--each 100]

Corrections are made on facts and names of every report; then the report is extracted anew from a changed text whose
every character is traced back to the old one, so the right place of each correction is known. An event errs when it
changes a row that does not stand there.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from docstruct.corrections.anchors import digest_text, make_anchor
from docstruct.corrections.applying import correct
from docstruct.corrections.book import Book
from docstruct.corrections.events import Event
from docstruct.extraction import extract_file, extract_report
from docstruct.readers import discover
from docstruct.records import Extraction, Mention, Observation, RawDocument
from docstruct.settings import Settings
from docstruct.structure import parse

#: a character and its place in the old text; None for what is new or not what it was
Traced = list[tuple[str, int | None]]
Span = tuple[int, int]

_PUNCTUATION = {"，": ",", "；": "，", "、": "，", "：": ":", "“": "「", "”": "」", "（": "(", "）": ")"}
_KINDS = ("level", "growth", "delta", "share")


def make_events(extraction: Extraction, count: int, dice: random.Random) -> list[Event]:
    """Correct some facts and names of a report, each once, and add facts where there are none."""
    report = extraction.report

    def anchor(start: int, end: int):
        return make_anchor(report.text, report.sha256, start, end, report_id=report.report_id)

    events = []
    facts = dice.sample(extraction.observations, min(count, len(extraction.observations)))
    names = dice.sample(extraction.mentions, min(count // 5, len(extraction.mentions)))
    for row in [*facts, *names]:
        table = "observations" if isinstance(row, Observation) else "mentions"
        common = {"actor": "甲", "table": table, "target": anchor(row.char_start, row.char_end)}
        events.append(Event(**common, **_decide(row, dice)))
    taken = [(row.char_start, row.char_end) for row in extraction.observations]
    while sum(event.op == "add" for event in events) < count // 20:
        start = dice.randrange(len(report.text) - 3)
        words = report.text[start : start + 3]
        if words.isalpha() and not any(start < end and begin < start + 3 for begin, end in taken):
            taken.append((start, start + 3))
            row = {
                "indicator_text": words,
                "kind": "level",
                "status": "actual",
                "value": 1.0,
                "unit_text": "个",
            }
            events.append(Event(actor="甲", op="add", target=anchor(start, start + 3), payload={"row": row}))
    return [event.model_copy(update={"seq": number}) for number, event in enumerate(events, start=1)]


def _decide(row: Observation | Mention, dice: random.Random) -> dict[str, object]:
    shown = {"payload": {"row": row.model_dump()}}
    op = dice.choices(("accept", "fix", "reject"), (35, 50, 15))[0]
    if op != "fix":
        return {"op": op, **shown}
    if isinstance(row, Mention):
        return {"op": op, "field": "label", "old": row.label, "new": "ORG", **shown}
    field = dice.choice(("kind", "status", "value", "time_period"))
    new = {
        "kind": dice.choice(_KINDS),
        "status": "target",
        "value": dice.randrange(1000) + 0.5,
        "time_period": "2031",
    }
    return {"op": op, "field": field, "old": getattr(row, field), "new": new[field], **shown}


# texts


def trace(text: str) -> Traced:
    """Every character with its own place."""
    return [(char, at) for at, char in enumerate(text)]


def change_spaces_and_marks(text: Traced, dice: random.Random) -> Traced:
    """White space and punctuation as another typist has them, digits of the other width."""
    found: Traced = []
    for char, at in text:
        if char in _PUNCTUATION and dice.random() < 0.15:
            found.append((_PUNCTUATION[char], at))
        elif char.isdigit() and char.isascii() and dice.random() < 0.1:
            found.append((chr(ord(char) + 0xFEE0), at))
        else:
            found.append((char, at))
        if char not in "\n\r" and dice.random() < 0.015:
            found.append((dice.choice(" \u3000"), None))
    return found


def insert_paragraphs(text: Traced, dice: random.Random, pool: Sequence[str]) -> Traced:
    """Paragraphs of other reports come in, and own ones again with other figures."""
    found: Traced = []
    paragraph: Traced = []
    for char, at in text:
        paragraph.append((char, at))
        if char != "\n":
            continue
        found += paragraph
        if dice.random() < 0.10:
            found += [(c, None) for c in dice.choice(pool) + "\n"]
        if len(paragraph) > 40 and dice.random() < 0.05:
            copy = [dice.choice("123456789") if c.isdigit() else c for c, _ in paragraph]
            found += [(c, None) for c in copy]
        paragraph = []
    return found + paragraph


def revise(text: Traced, dice: random.Random) -> Traced:
    """Figures are revised and paragraphs dropped; what stood there has no place any more."""
    found: Traced = []
    dropped = False
    for place, (char, at) in enumerate(text):
        if place and text[place - 1][0] == "\n":
            dropped = dice.random() < 0.04
        if dropped and char != "\n":
            continue
        if char.isdigit() and dice.random() < 0.03:
            found.append((dice.choice([d for d in "123456789" if d != char]), None))
        else:
            found.append((char, at))
    return found


def locate(traced: Traced, text: str) -> dict[int, int]:
    """Return where each character of the old text stands in the text that was made of the changed one."""
    old = [(char, at) for char, at in traced if not char.isspace()]
    new = [(char, at) for at, char in enumerate(text) if not char.isspace()]
    if [char for char, _ in old] == [char for char, _ in new]:
        pairs = zip(old, new, strict=True)
        return {at: place for (_, at), (_, place) in pairs if at is not None}
    blocks = SequenceMatcher(
        None, [c for c, _ in old], [c for c, _ in new], autojunk=False
    ).get_matching_blocks()
    return {
        at: new[block.b + step][1]
        for block in blocks
        for step in range(block.size)
        if (at := old[block.a + step][1]) is not None
    }


def find_truth(event: Event, places: dict[int, int], old: str) -> Span | None:
    """Return the right place of an event, None where its words are not all there any more."""
    assert event.target is not None
    wanted = [at for at in range(event.target.start, event.target.end) if not old[at].isspace()]
    if any(at not in places for at in wanted):
        return None
    return places[wanted[0]], places[wanted[-1]] + 1


# rules


def change_rules(extraction: Extraction, dice: random.Random) -> Extraction:
    """Another rule set on the same text: facts missed, cut otherwise, read otherwise, and found where none were."""
    rows, text = [], extraction.report.text
    for row in extraction.observations:
        chance = dice.random()
        if chance < 0.10:
            continue
        if (
            chance < 0.20
            and row.char_end + 2 < len(text)
            and "\n" not in text[row.char_end : row.char_end + 2]
        ):
            end = row.char_end + 2
            row = row.model_copy(update={"char_end": end, "quantity_text": text[row.char_start : end]})
        elif chance < 0.40:
            row = row.model_copy(update={"kind": dice.choice(_KINDS), "value": 7.0, "time_period": "1999"})
        rows.append(row)
    kept: list[Observation] = []
    for row in rows:
        if not kept or kept[-1].char_end <= row.char_start:
            kept.append(row)
    names = [row for row in extraction.mentions if dice.random() > 0.1]
    return extraction.model_copy(update={"observations": tuple(kept), "mentions": tuple(names)})


def _call_like(extraction: Extraction, report_id: str) -> Extraction:
    """Give a re-issue the id of the report, whose year in the title may have been revised, too."""
    same = {"report_id": report_id}
    tables = {name: getattr(extraction, name) for name in ("observations", "mentions")}
    update = {name: tuple(row.model_copy(update=same) for row in rows) for name, rows in tables.items()}
    return extraction.model_copy(update={**update, "report": extraction.report.model_copy(update=same)})


# judgement


def judge(events: Sequence[Event], truths: dict[str, Span | None], machine: Extraction) -> Counter[str]:
    """Apply events to what was extracted anew, and say what became of each."""
    report = machine.report
    book = Book(events, {report.sha256: report.report_id})
    published = correct(machine, book)
    spans: dict[str, Span] = {}
    for extraction in (machine, published):
        for row in extraction.observations:
            spans[row.obs_id] = (row.char_start, row.char_end)
        for name in extraction.mentions:
            spans[name.mention_id] = (name.char_start, name.char_end)
    told: dict[str, set[str | None]] = {}
    orphaned: set[str] = set()
    for entry in published.corrections:
        if entry.outcome == "orphaned":
            orphaned.add(entry.correction_id)
        elif entry.table_name in ("observations", "mentions"):
            told.setdefault(entry.correction_id, set()).add(entry.row_id)
    counts: Counter[str] = Counter()
    for event in events:
        truth = truths[event.event_id]
        rows = [spans[row_id] for row_id in told.get(event.event_id, ()) if row_id is not None]
        wrong = [span for span in rows if truth is None or span[1] <= truth[0] or truth[1] <= span[0]]
        if wrong:
            counts["misapplied"] += 1
        elif event.event_id in told:
            counts["applied"] += 1
        elif event.event_id in orphaned:
            counts["orphaned, words gone" if truth is None else "orphaned, words there"] += 1
        else:
            counts["lost"] += 1
    return counts


def main(folder: Path, each: int) -> None:
    """Print one line a change."""
    settings, dice = Settings(), random.Random(7)
    reports = [extract_file(path, settings) for path in discover([folder])]
    made = {one.report.report_id: make_events(one, each, dice) for one in reports}
    print(f"{len(reports)} reports, {sum(map(len, made.values()))} corrections")

    def reissue(
        *steps: Callable[[Traced], Traced],
    ) -> Callable[[Extraction], tuple[Extraction, dict[int, int]]]:
        def run(one: Extraction) -> tuple[Extraction, dict[int, int]]:
            traced = trace(one.report.text)
            for step in steps:
                traced = step(traced)
            text = "".join(char for char, _ in traced)
            raw = RawDocument(text=text, source_name=one.report.source_name, source_uri="", sha256=digest_text(text),
                              media_type="text/plain")  # fmt: skip
            again = extract_report(parse(raw), settings)
            return _call_like(again, one.report.report_id), locate(traced, again.report.text)

        return run

    def rules(one: Extraction) -> tuple[Extraction, dict[int, int]]:
        return change_rules(one, dice), {at: at for at in range(len(one.report.text))}

    pools = {
        one.report.report_id: [
            line
            for other in reports
            if other is not one
            for line in other.report.text.split("\n")
            if len(line) > 40
        ]
        for one in reports
    }
    current = ""
    changes = {
        "another rule set": rules,
        "white space, punctuation, width": reissue(lambda text: change_spaces_and_marks(text, dice)),
        "paragraphs inserted": reissue(lambda text: insert_paragraphs(text, dice, pools[current])),
        "all of it, figures revised, paragraphs dropped": reissue(
            lambda text: revise(text, dice),
            lambda text: insert_paragraphs(text, dice, pools[current]),
            lambda text: change_spaces_and_marks(text, dice),
        ),
    }
    for name, change in changes.items():
        counts: Counter[str] = Counter()
        started = time.perf_counter()
        for one in reports:
            current = one.report.report_id
            again, places = change(one)
            events = made[current]
            truths = {event.event_id: find_truth(event, places, one.report.text) for event in events}
            counts += judge(events, truths, again)
        shown = ", ".join(f"{key} {count}" for key, count in sorted(counts.items()))
        print(f"{name}: {shown} ({time.perf_counter() - started:.0f} s)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--each", type=int, default=100)
    given = parser.parse_args()
    main(given.reports, given.each)
