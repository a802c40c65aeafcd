"""Entities of a report after its names were corrected: relabelled, extended, added, taken out, merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from docstruct.corrections.book import Merger
from docstruct.normalise.entities import link_entities
from docstruct.records import Entity, Mention, Report


def relink(
    mentions: Sequence[Mention], moved: Collection[str], named: Collection[str], report: Report
) -> tuple[list[Mention], dict[str, Entity]]:
    """Give mentions with new words or a new label the entity that these mean.

    Parameters
    ----------
    mentions : sequence of Mention
        All of the report, as corrected.
    moved : collection of str
        Ids of the mentions whose span or label a person set. All others keep their entity.
    named : collection of str
        Ids of the mentions whose entity a person set; it is not looked for.

    Returns
    -------
    tuple of (list of Mention, dict of str to Entity)
        The mentions; what is known of the entities that were found, by id.
    """
    wanted = set(moved) - set(named)
    ordered = sorted(mentions, key=lambda mention: (mention.char_start, mention.char_end))
    if not wanted:
        return ordered, {}
    linked, entities = link_entities(ordered, report)
    chosen = [new if old.mention_id in wanted else old for old, new in zip(ordered, linked, strict=True)]
    return chosen, {entity.entity_id: entity for entity in entities}


def list_entities(
    machine: Sequence[Entity],
    before: Sequence[Mention],
    after: Sequence[Mention],
    found: Mapping[str, Entity],
    subjects: Collection[str],
) -> list[Entity]:
    """Return the entities of a report: those of the machine, without what is no longer named, with what now is.

    Parameters
    ----------
    machine : sequence of Entity
        As the machine gave them.
    before, after : sequence of Mention
        As the machine gave them, and as corrected.
    found : mapping of str to Entity
        What :func:`relink` found.
    subjects : collection of str
        Entities that figures are about.
    """
    former, named = _collect_texts(before), _collect_texts(after)
    known = {entity.entity_id: entity for entity in machine}
    kept = {
        name: entity
        for name, entity in known.items()
        if name not in former or name in named or name in subjects
    }
    labels = {mention.entity_id: mention.label for mention in after}
    for name, texts in named.items():
        if texts == former.get(name) and name in kept:
            continue
        if name in found:
            kept[name] = found[name]
        elif name not in kept:
            first = min(texts, key=lambda text: (-len(text), text))
            kept[name] = Entity(
                entity_id=name, label=labels[name], name=first, aliases=_join(texts - {first})
            )
        elif name in former:
            entity = kept[name]
            aliases = {*_split(entity.aliases), *texts} - (former[name] - texts) - {entity.name}
            kept[name] = entity.model_copy(update={"aliases": _join(aliases)})
    return [kept[name] for name in sorted(kept)]


def merge_entities(entities: Sequence[Entity], mergers: Mapping[str, Merger]) -> list[Entity]:
    """Put entities that are one under the id of the one that stays, all names of both among its aliases."""
    merged = {entity.entity_id: entity for entity in entities if entity.entity_id not in mergers}
    for entity in entities:
        merger = mergers.get(entity.entity_id)
        if merger is None:
            continue
        stays = merged.get(merger.new) or entity.model_copy(
            update={"entity_id": merger.new, "name": merger.name, "label": merger.label, "aliases": ""}
        )
        names = {entity.name, *_split(entity.aliases), stays.name, *_split(stays.aliases)}
        update = {"name": merger.name, "label": merger.label, "aliases": _join(names - {merger.name})}
        merged[merger.new] = stays.model_copy(update=update)
    return [merged[name] for name in sorted(merged)]


def _collect_texts(mentions: Sequence[Mention]) -> dict[str, set[str]]:
    texts: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.entity_id is not None:
            texts[mention.entity_id].add(mention.text)
    return texts


def _split(aliases: str) -> set[str]:
    return {alias for alias in aliases.split("|") if alias}


def _join(names: Collection[str]) -> str:
    return "|".join(sorted(names))
