"""The gold that the rules are measured on: which file, which reports, and which passages stay unread."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from docstruct.errors import EvaluationError
from docstruct.evaluation.gold import Passage, load_gold
from docstruct.evaluation.readings import Reading
from docstruct.extraction import extract_file
from docstruct.readers.discovery import discover
from docstruct.records import Record
from docstruct.settings import Settings

#: ``seen`` may be read while rules are written, ``unseen`` only be counted.
Part = Literal["all", "seen", "unseen"]
#: Name of a figure → its value.
Figures = dict[str, float]


class Pinned(Record):
    """What the floors of a set hold for: digests of its gold and of the reports concerned, and counts."""

    gold_sha256: str = ""
    reports_sha256: str = ""
    passages: int = 0
    facts: int = 0
    entities: int = 0


class GoldSet(Record):
    """One gold file with its reports.

    ``beside`` says that ``gold`` and ``reports`` count from the folder ``shared`` beside the repository, else from
    ``corpus``. ``unseen`` are parts of the names of reports whose passages nobody reads while rules are written.
    """

    name: str
    gold: str
    reports: str
    beside: bool = False
    unseen: tuple[str, ...] = ()
    pinned: Pinned = Pinned()
    floors: dict[Part, Figures] = Field(default_factory=dict)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that are measured."""
        return ("all", "seen", "unseen") if self.unseen else ("all",)

    def is_seen(self, passage: Passage) -> bool:
        """Whether a passage may be read while rules are written."""
        return not any(name in passage.doc for name in self.unseen)

    def holds(self, passage: Passage, part: Part) -> bool:
        """Whether a passage belongs to a part."""
        return part == "all" or self.is_seen(passage) == (part == "seen")


class Collection:
    """The gold sets that a floors file lists.

    Parameters
    ----------
    path : Path
        ``corpus/gold/floors.toml`` of a checkout; the folders of gold and reports are found from there.

    Raises
    ------
    EvaluationError
        There is no such file, or it is no list of gold sets.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise EvaluationError(
                f"There is no list of gold sets at {path}. Run this from the repository's root."
            )
        self.path = path
        self._corpus = path.resolve().parent.parent
        self.sets = _parse(path)

    def folder(self, gold_set: GoldSet) -> Path:
        """Where the paths of a set count from."""
        return self._corpus.parent.parent / "shared" if gold_set.beside else self._corpus

    def present(self) -> list[GoldSet]:
        """The sets whose folder is here."""
        return [gold_set for gold_set in self.sets if self.folder(gold_set).is_dir()]

    def load(self, gold_set: GoldSet) -> tuple[Passage, ...]:
        """The passages of a set."""
        return load_gold(self.folder(gold_set) / gold_set.gold)

    def documents(self, gold_set: GoldSet, passages: Iterable[Passage]) -> list[Path]:
        """Files of the reports that passages are from, sorted; the suffix need not be that of the gold.

        Raises
        ------
        EvaluationError
            A report is missing.
        """
        folder = self.folder(gold_set) / gold_set.reports
        by_name = {path.stem: path for path in discover([folder])}
        wanted = sorted({Path(passage.doc).stem for passage in passages})
        missing = [name for name in wanted if name not in by_name]
        if missing:
            raise EvaluationError(
                f"{folder} lacks {', '.join(missing)}, which {gold_set.gold} has passages of."
            )
        return sorted(by_name[name] for name in wanted)

    def pin(self, gold_set: GoldSet) -> Pinned:
        """Digests and counts of a set as it is now."""
        passages = self.load(gold_set)
        reports = sha256()
        for path in self.documents(gold_set, passages):
            reports.update(path.stem.encode() + path.read_bytes())
        return Pinned(
            gold_sha256=sha256((self.folder(gold_set) / gold_set.gold).read_bytes()).hexdigest(),
            reports_sha256=reports.hexdigest(),
            passages=len(passages),
            facts=sum(fact.scored for passage in passages for fact in passage.facts),
            entities=sum(len(passage.entities) for passage in passages),
        )


Extractor = Callable[[Path], Reading]


def extract_reading(path: Path) -> Reading:
    """Extract one report with the settings of the environment."""
    return Reading.of(extract_file(path, Settings()))


def _parse(path: Path) -> tuple[GoldSet, ...]:
    try:
        rows: Sequence[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["set"]
        return tuple(GoldSet.model_validate(row) for row in rows)
    except (tomllib.TOMLDecodeError, KeyError, ValidationError) as error:
        raise EvaluationError(f"{path} is no list of gold sets ([[set]]): {error}") from error
