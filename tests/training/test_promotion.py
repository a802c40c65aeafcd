from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from docstruct.cli import app
from docstruct.errors import TrainingError
from docstruct.evaluation.scores import Ratio
from docstruct.pipes.entities.tagger import load_tagger
from docstruct.settings import Settings, TaggerSettings, TrainingSettings
from docstruct.training import promotion
from docstruct.training.ablation import list_finders, run
from docstruct.training.corpora import Corpus, load_corpus
from docstruct.training.measuring import ROWS, measure, read_reports
from docstruct.training.promotion import Trial, train
from docstruct.version import fingerprint

QUICK = TrainingSettings(embed=16, rnn_hidden=16, drop=0.0, lr=2e-2, epochs=4, watched=20)


@pytest.fixture
def corpus(annotation: Path, samples: Path) -> Corpus:
    return load_corpus(annotation, samples)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models" / "entities"


def with_f1(right: int) -> Trial:
    figures = dict.fromkeys(ROWS, Ratio(right=right, gold=10, given=10))
    return Trial(figures, figures)


def test_training_writes_a_model_that_is_found_and_loaded(
    corpus: Corpus, samples: Path, folder: Path
) -> None:
    outcome = train(corpus, samples, folder, QUICK)
    assert {file.name for file in folder.iterdir()} == {
        "README.md",
        "config.json",
        "model.pt",
        "training.json",
        "vocabs.json",
    }
    assert outcome.replaced is None
    assert load_tagger(f"hanlp:{folder}") is not None
    assert list(folder.parent.iterdir()) == [folder]


def test_training_repeats_itself(corpus: Corpus, samples: Path, tmp_path: Path) -> None:
    weights = []
    for name in ("one", "other"):
        train(corpus, samples, tmp_path / name, QUICK)
        weights.append((tmp_path / name / "model.pt").read_bytes())
    assert weights[0] == weights[1]


def test_card_tells_data_and_figures(corpus: Corpus, samples: Path, folder: Path) -> None:
    outcome = train(corpus, samples, folder, QUICK)
    card = (folder / "README.md").read_text("utf-8")
    record = json.loads((folder / "training.json").read_text("utf-8"))
    assert corpus.digest in card
    assert f"| all | {outcome.trained.together['all'].gold} |" in card
    assert record["settings"]["epochs"] == QUICK.epochs
    assert record["test"]["all"] == round(outcome.trained.together["all"].f1, 4)


def test_worse_model_is_refused_and_the_old_one_stays(
    corpus: Corpus, samples: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(corpus, samples, folder, QUICK)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    # The new model is measured first.
    trials = iter([with_f1(5), with_f1(6)])
    monkeypatch.setattr(promotion, "_try", lambda *_: next(trials))
    with pytest.raises(TrainingError, match=r"stays.*0\.6000.*0\.5000"):
        train(corpus, samples, folder, QUICK)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert list(folder.parent.iterdir()) == [folder]


def test_equal_model_is_promoted(corpus: Corpus, samples: Path, folder: Path) -> None:
    train(corpus, samples, folder, QUICK)
    outcome = train(corpus, samples, folder, QUICK)
    assert outcome.replaced == outcome.trained


def test_corpus_with_an_empty_side_is_refused(corpus: Corpus, samples: Path, folder: Path) -> None:
    with pytest.raises(TrainingError, match="both sides"):
        train(Corpus(corpus.train, (), ""), samples, folder, QUICK)


def test_other_weights_are_another_fingerprint(corpus: Corpus, samples: Path, folder: Path) -> None:
    train(corpus, samples, folder, QUICK)
    settings = Settings(tagger=TaggerSettings(model=f"hanlp:{folder}"))
    before = fingerprint(settings)
    (folder / "model.pt").write_bytes(b"other weights")
    assert fingerprint(settings) != before


def test_sources_add_up(corpus: Corpus, samples: Path, folder: Path) -> None:
    train(corpus, samples, folder, QUICK)
    read = read_reports(corpus.test, samples)
    figures = {
        name: measure(corpus.test, read, find) for name, find in list_finders(f"hanlp:{folder}").items()
    }
    assert list(figures) == ["gazetteer", "+ patterns", "+ tagger", "tagger alone"]
    assert {found["all"].gold for found in figures.values()} == {len(corpus.test[0].names)}
    assert figures["gazetteer"]["DISTRICT"].right == figures["gazetteer"]["DISTRICT"].gold


def test_command_tells_what_the_sources_add(annotation: Path, samples: Path) -> None:
    command = Typer()
    command.command()(run)
    words = ["--corpus", str(annotation), "--reports", str(samples), "--model", "none"]
    result = CliRunner().invoke(command, words)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("| | gold | gazetteer | + patterns |")
    assert "| DISTRICT |" in result.output


def test_command_trains(
    annotation: Path, samples: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCSTRUCT_TRAINING__EPOCHS", "1")
    monkeypatch.setenv("DOCSTRUCT_TRAINING__EMBED", "8")
    arguments = ["train", "--corpus", str(annotation), "--reports", str(samples), "--to", str(folder)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "DISTRICT" in result.output
    assert (folder / "model.pt").is_file()
