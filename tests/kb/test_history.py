"""The releases that a base has kept."""

from __future__ import annotations

import os

import pytest

from docstruct.errors import KnowledgeBaseError
from docstruct.kb.history import (
    collect_garbage,
    find_release,
    list_ids,
    list_releases,
    pin_release,
    switch_release,
    unpin_release,
    verify_base,
    verify_release,
)

from .builders import make_extraction


@pytest.fixture
def three(publish):
    """Ids of three releases, oldest first."""
    return [publish(make_extraction(growth=growth)).release_id for growth in ("5.1", "5.2", "5.3")]


def test_newest_release_is_listed_first(store, three):
    assert [kept.release.release_id for kept in list_releases(store)] == three[::-1]


def test_list_counts_reports_and_observations(store, three):
    assert {(kept.reports, kept.observations) for kept in list_releases(store)} == {(1, 3)}


def test_list_marks_the_current_release(store, three):
    assert [kept.current for kept in list_releases(store)] == [True, False, False]


def test_release_by_the_beginning_of_its_id(store, three):
    assert find_release(three[0][:8], store).release_id == three[0]


def test_unknown_release_lists_those_there_are(store, three):
    with pytest.raises(KnowledgeBaseError, match=three[1]):
        find_release("zzz", store)


def test_garbage_spares_the_newest(store, three):
    assert collect_garbage(store, keep=2, days=0) == three[:1]
    assert set(list_ids(store)) == set(three[1:])


def test_garbage_spares_the_young(store, three):
    assert collect_garbage(store, keep=1, days=1) == []


def test_garbage_spares_a_pinned_release(store, three):
    pin_release(store, three[0], "论文")
    assert collect_garbage(store, keep=1, days=0) == [three[1]]
    assert list(verify_release(find_release(three[0], store))) == []


def test_garbage_spares_the_current_release_even_when_it_is_old(store, three):
    store.switch(three[0])
    assert collect_garbage(store, keep=1, days=0) == [three[1]]
    assert store.current().release_id == three[0]


def test_unpinned_release_is_garbage_again(store, three):
    pin_release(store, three[0], "")
    unpin_release(store, three[0])
    assert collect_garbage(store, keep=1, days=0) == [three[1], three[0]]


def test_unpinning_what_is_not_pinned_is_told(store, three):
    with pytest.raises(KnowledgeBaseError, match="not pinned"):
        unpin_release(store, three[0])


def test_pin_keeps_its_note(store, three):
    pin_release(store, three[0], "论文第二稿")
    assert list_releases(store)[-1].note == "论文第二稿"


def test_dry_run_removes_nothing(store, three):
    assert collect_garbage(store, keep=1, days=0, dry_run=True) == [three[1], three[0]]
    assert set(list_ids(store)) == set(three)


def test_releases_that_share_parts_survive_the_removal_of_one(store, publish):
    publish(make_extraction(year=2024))
    publish(make_extraction(year=2025))
    collect_garbage(store, keep=1, days=0)
    assert list(verify_base(store)) == []


def test_sound_base_verifies(store, three):
    assert list(verify_base(store)) == []


def replace(path, content):
    """Write a file anew, so that other releases keep theirs."""
    path.unlink()
    path.write_bytes(content)


def damage_middle(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda path, content: replace(path, damage_middle(content)), "SHA-256"),
        (lambda path, content: replace(path, content[:-8]), "bytes, was published with"),
        (lambda path, _: path.unlink(), "is missing"),
        (lambda path, content: (path.with_name("more.parquet")).write_bytes(content), "not in the manifest"),
    ],
)
def test_damage_is_found_and_named(store, three, change, message):
    part = store.current().part_paths("observations")[0]
    change(part, part.read_bytes())
    found = [str(damage) for damage in verify_base(store)]
    assert len(found) == 1
    assert three[2] in found[0]
    assert message in found[0]


def test_damaged_manifest_is_found_and_the_others_are_still_checked(store, three):
    (store.root / three[0] / "manifest.json").write_text("{")
    part = store.current().part_paths("reports")[0]
    replace(part, b"PAR1")
    assert {damage.release_id for damage in verify_base(store)} == {three[0], three[2]}


def test_damaged_release_cannot_become_current(store, three):
    part = find_release(three[0], store).part_paths("observations")[0]
    replace(part, damage_middle(part.read_bytes()))
    with pytest.raises(KnowledgeBaseError, match=part.name):
        switch_release(store, three[0])
    assert store.current().release_id == three[2]


def test_switch_goes_back(store, three):
    switch_release(store, three[0][:10])
    assert os.readlink(store.kb).endswith(three[0])
