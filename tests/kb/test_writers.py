"""Writers that wait, collide, die or lack a file system feature leave the current release sound."""

from __future__ import annotations

import json
import threading

import pyarrow.parquet as pq
import pytest
from filelock import FileLock

from docstruct.errors import ConcurrentPublish, KnowledgeBaseError
from docstruct.kb.releases import Store
from docstruct.settings import KbSettings

from .builders import make_extraction, make_reference, read_table


def test_outdated_parent_is_refused(store, publish):
    first = publish(make_extraction())
    publish(make_extraction(growth="5.3"))
    with pytest.raises(ConcurrentPublish, match=first.release_id):
        publish(make_extraction(growth="5.4"), parent=first.release_id)


def test_concurrent_writers_lose_nothing(tmp_path):
    areas = [f"3101{number}" for number in range(10, 18)]

    def write(area):
        Store(tmp_path / "kb").publish(
            [make_extraction(area, f"第{area}区")], reference=make_reference(), fingerprint="v1"
        )

    threads = [threading.Thread(target=write, args=(area,)) for area in areas]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = {row["ref_area"] for row in read_table(Store(tmp_path / "kb"), "reports")}
    assert found == set(areas)


def test_writer_that_waits_too_long_says_what_holds_it(store, publish):
    publish(make_extraction())
    with FileLock(store.root / ".lock"), pytest.raises(KnowledgeBaseError, match="another writer"):
        Store(store.kb, settings=KbSettings(lock_seconds=0.05)).publish(
            [], reference=make_reference(), fingerprint="v1"
        )


def test_leftovers_of_a_killed_writer_are_swept(store, publish):
    publish(make_extraction())
    left = store.root / ".staging" / "half" / "observations"
    left.mkdir(parents=True)
    publish(make_extraction(growth="5.3"))
    assert not (store.root / ".staging").exists()


def test_folder_in_the_place_of_the_link_is_left_alone(tmp_path):
    (tmp_path / "kb").mkdir()
    with pytest.raises(KnowledgeBaseError, match="not a knowledge base"):
        Store(tmp_path / "kb").publish([make_extraction()], reference=make_reference(), fingerprint="v1")


def test_without_symlinks_latest_json_names_the_release(store, publish, monkeypatch):
    def refuse(*_, **__):
        raise OSError("no symbolic links here")

    monkeypatch.setattr("pathlib.Path.symlink_to", refuse)
    result = publish(make_extraction())
    assert json.loads((store.root / "latest.json").read_text())["release_id"] == result.release_id
    assert store.current().release_id == result.release_id


def test_without_hard_links_parts_are_copied(store, publish, monkeypatch):
    def refuse(*_, **__):
        raise OSError("no hard links here")

    publish(make_extraction(year=2024))
    monkeypatch.setattr("os.link", refuse)
    publish(make_extraction(year=2025))
    assert len(read_table(store, "reports")) == 2


def test_damaged_part_is_named(store, publish):
    publish(make_extraction())
    part = store.current().part_paths("observations")[0]
    part.write_bytes(part.read_bytes()[:100])
    with pytest.raises(KnowledgeBaseError, match=part.name):
        publish(make_extraction(growth="5.3"))


def test_flipped_bit_in_a_part_that_is_read_is_named(store, publish):
    publish(make_extraction())
    part = store.current().part_paths("observations")[0]
    content = bytearray(part.read_bytes())
    columns = pq.ParquetFile(part).metadata.row_group(0).to_dict()["columns"]
    evidence = next(column for column in columns if column["path_in_schema"] == "evidence")
    # what a column ends with is its last page, behind all headers
    content[evidence["data_page_offset"] + evidence["total_compressed_size"] - 2] ^= 1
    part.write_bytes(content)
    before = store.current().release_id
    with pytest.raises(KnowledgeBaseError, match=part.name):
        publish(make_extraction(growth="5.3"))
    assert store.current().release_id == before


def test_part_cut_short_is_not_carried_into_a_new_release(store, publish):
    publish(make_extraction(year=2024))
    before = store.current()
    part = before.part_paths("observations")[0]
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(KnowledgeBaseError, match=part.name):
        publish(make_extraction(year=2025))
    assert store.current().release_id == before.release_id


def test_older_schema_is_lifted_as_a_whole(store, publish, monkeypatch):
    publish(make_extraction(year=2024))
    monkeypatch.setattr("docstruct.kb.build.SCHEMA_DIGEST", "newer")
    monkeypatch.setattr("docstruct.kb.releases.SCHEMA_DIGEST", "newer")
    publish(make_extraction(year=2025))
    assert len(read_table(store, "reports")) == 2
    assert store.current().manifest.schema_digest == "newer"
