"""Finding named entities in a text: places, names by their last word, members of lists, quoted names."""

from __future__ import annotations

from collections.abc import Iterable

from docstruct.lexicon.regions import load_regions
from docstruct.pipes.entities.clusters import find_clusters
from docstruct.pipes.entities.districts import Districts, is_borrowed
from docstruct.pipes.entities.lists import find_listed
from docstruct.pipes.entities.names import find_known, find_names
from docstruct.pipes.entities.placed import find_placed
from docstruct.pipes.entities.quarters import find_quarters
from docstruct.pipes.entities.quoted import find_quoted
from docstruct.pipes.entities.tagger import Tagger
from docstruct.pipes.entities.tags import Found
from docstruct.pipes.entities.tokens import tokenize
from docstruct.pipes.entities.trust import combine
from docstruct.pipes.entities.vocabulary import load_vocabulary
from docstruct.records import Report


def find_entities(text: str, report: Report | None = None, tagger: Tagger | None = None) -> list[Found]:
    """Find the named entities of a text, without overlaps, in order; :mod:`~docstruct.pipes.entities.trust` tells
    which of several finds counts.

    Parameters
    ----------
    text : str
        Any text; offsets of the result are code points into it.
    report : Report, optional
        Whose text it is; its place and year decide between namesakes.
    tagger : Tagger, optional
        Without it the rules work alone.

    Examples
    --------
    >>> text = "嘉定区推动沪苏湖高铁、法雷奥等项目建设，与上汽大众签约。"
    >>> for found in find_entities(text):
    ...     print(text[found.start:found.end], found.tag.label, found.tag.adcode)
    嘉定区 DISTRICT 310114
    沪苏湖高铁 PROJECT None
    法雷奥 PROJECT None
    上汽大众 COMPANY None
    """
    vocabulary = load_vocabulary()
    tokens = tokenize(text, vocabulary)
    found = [
        *find_quoted(text, tokens, vocabulary),
        *find_listed(tokens, vocabulary.list_heads),
        *find_names(tokens),
        *find_placed(tokens),
        *find_clusters(text, tokens, report),
        *find_known(tokens),
        *find_quarters(text),
        *Districts(load_regions(), report).find(text, tokens),
    ]
    rules = merge(item for item in found if not is_borrowed(text, item))
    return combine(text, tokens, rules, tagger.tag(text)) if tagger is not None else rules


def find_listed_names(text: str, report: Report | None = None) -> list[Found]:
    """Find only what gazetteer and lexicon list, as :func:`find_entities` would."""
    tokens = tokenize(text, load_vocabulary())
    found = (*find_known(tokens), *Districts(load_regions(), report).find(text, tokens))
    return merge(item for item in found if not is_borrowed(text, item))


def merge(found: Iterable[Found]) -> list[Found]:
    """Keep maximal names: no nesting, no overlap; earlier finds win among equals.

    Examples
    --------
    >>> from docstruct.pipes.entities.tags import EntityTag
    >>> place, zone = EntityTag("DISTRICT", 0.9, "gazetteer"), EntityTag("ZONE", 0.8, "head")
    >>> [(item.start, item.end) for item in merge([Found(0, 2, place), Found(0, 4, zone), Found(5, 7, place)])]
    [(0, 4), (5, 7)]
    """
    kept: list[Found] = []
    taken: set[int] = set()
    for item in sorted(found, key=lambda item: item.start - item.end):
        stretch = range(item.start, item.end)
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)
