"""Entities merged across reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from docstruct.kb.rows import Row

_OPTIONAL = ("adcode", "candidates", "level", "parent_adcode", "valid_from", "valid_to")


def merge_forms(forms: Iterable[Mapping[str, object]]) -> list[Row]:
    """Merge what reports say of entities: one row an entity, whatever the order of the reports.

    Name and label are those that most reports give; among equals the longest, then the first in code point order.
    Aliases are all other names and aliases, sorted. Codes and years of validity are the most frequent that is
    stated, then the first in order.

    Parameters
    ----------
    forms : iterable of mapping
        Rows of ``entity_forms``.

    Returns
    -------
    list of dict
        Rows of ``entities``.

    Examples
    --------
    >>> form = {"entity_id": "e1", "label": "DISTRICT", "aliases": "", "adcode": "310114", "candidates": None,
    ...         "level": "county", "parent_adcode": None, "valid_from": None, "valid_to": None}
    >>> rows = merge_forms([form | {"name": "嘉定"}, form | {"name": "嘉定区"}])
    >>> rows[0]["name"], rows[0]["aliases"]
    ('嘉定区', '嘉定')
    """
    grouped: defaultdict[str, list[Mapping[str, object]]] = defaultdict(list)
    for form in forms:
        grouped[str(form["entity_id"])].append(form)
    return [_merge(entity_id, grouped[entity_id]) for entity_id in sorted(grouped)]


def agrees(form: Mapping[str, object], entity: Mapping[str, object]) -> bool:
    """Tell whether one more report that says this leaves a merged entity as it is.

    Parameters
    ----------
    form, entity : mapping
        A row of ``entity_forms`` and one of ``entities``.
    """
    known = {str(entity["name"]), *str(entity["aliases"]).split("|")}
    return (
        form["name"] == entity["name"]
        and form["label"] == entity["label"]
        and {alias for alias in str(form["aliases"]).split("|") if alias} <= known
        and all(form[column] is None or form[column] == entity[column] for column in _OPTIONAL)
    )


def _merge(entity_id: str, forms: list[Mapping[str, object]]) -> Row:
    name = _most_frequent(forms, "name")
    names = {str(form["name"]) for form in forms}
    for form in forms:
        names.update(alias for alias in str(form["aliases"]).split("|") if alias)
    aliases = "|".join(sorted(names - {str(name)}))
    row: Row = {
        "entity_id": entity_id,
        "label": _most_frequent(forms, "label"),
        "name": name,
        "aliases": aliases,
    }
    return row | {column: _most_frequent(forms, column) for column in _OPTIONAL}


def _most_frequent(forms: list[Mapping[str, object]], column: str) -> str | None:
    stated = [str(value) for form in forms if (value := form[column]) is not None]
    if len(set(stated)) < 2:  # nearly always, and counting takes ten times as long
        return stated[0] if stated else None
    counts = Counter(stated)
    return min(counts, key=lambda value: (-counts[value], -len(value), value))
