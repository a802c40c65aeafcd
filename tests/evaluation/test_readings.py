from __future__ import annotations

from pathlib import Path

import pytest

from docstruct.errors import KnowledgeBaseError
from docstruct.evaluation.readings import Reading, read_inputs, read_release
from docstruct.extraction import extract_file
from docstruct.kb.releases import Store
from docstruct.reference import reference_tables
from docstruct.settings import Settings

TEXT = (
    "2025年样例市政府工作报告\n——2025年1月10日在样例市人民代表大会上\n一、2024年工作回顾\n"
    + "全年地区生产总值增长5.2%，新增就业3万人。" * 12
)


def write_report(folder: Path) -> Path:
    path = folder / "2025年上海市政府工作报告.txt"
    path.write_text(TEXT.replace("样例市", "上海市"), "utf-8")
    return path


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    write_report(tmp_path)
    (tmp_path / "empty.txt").write_text("", "utf-8")
    readings, refused = read_inputs([tmp_path])
    assert len(readings) == 1
    assert [Path(error.source_name).name for error in refused] == ["empty.txt"]


def test_a_release_reads_as_the_extraction_it_holds(tmp_path: Path) -> None:
    extraction = extract_file(write_report(tmp_path), Settings())
    store = Store(tmp_path / "kb")
    store.publish([extraction], reference=reference_tables(), fingerprint="v1")
    [reading] = read_release(tmp_path / "kb")
    expected = Reading.of(extraction)
    assert reading.text == expected.text
    assert sorted(reading.observations, key=lambda o: o.char_start) == list(expected.observations)
    assert len(reading.observations) > 0


def test_a_base_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeBaseError, match="no knowledge base"):
        read_release(tmp_path / "kb")
