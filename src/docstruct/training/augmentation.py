"""Passages with other names in them, so that the tagger learns where names stand and not which.

Some two thousand names are too few to learn names by heart from. In a copy of a passage every place becomes another
place of its sort (a full name with the same last character, a short name of the same length), every word that no
lexicon knows becomes characters of place names that no lexicon knows either, and a known enterprise another one.
The words around names and the last words of names stay, so labels stay right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random

from docstruct.lexicon.regions import load_regions
from docstruct.pipes.entities.tokens import Token, tokenize
from docstruct.pipes.entities.vocabulary import Kind, Vocabulary, load_vocabulary
from docstruct.training.corpora import Name, Passage

_SHORT = 3
_LONGEST_STEM = 5
_TRIES = 20


def vary(passages: Sequence[Passage], copies: int, seed: int) -> Iterator[Passage]:
    """Copies of passages with other names in them; the same arguments give the same copies.

    Examples
    --------
    >>> names = (Name(start=2, end=5, label="DISTRICT"), Name(start=7, end=11, label="PROJECT"))
    >>> passage = Passage(passage_id="p1", source="r.txt", text="支持嘉定区推进甬舟铁路", names=names)
    >>> copy = next(vary([passage], copies=1, seed=1))
    >>> copy.text, [copy.text[name.start : name.end] for name in copy.names]
    ('支持双塔区推进江远铁路', ['双塔区', '江远铁路'])
    """
    random = Random(seed)
    for _ in range(copies):
        for passage in passages:
            yield _rename(passage, random)


def _rename(passage: Passage, random: Random) -> Passage:
    """A copy in which a name that occurs twice is renamed alike."""
    renamed: dict[str, str] = {}
    text, names, read = "", [], 0
    for name in passage.names:
        text += passage.text[read : name.start]
        start = len(text)
        for token in _read_words(passage.text[name.start : name.end]):
            if token.text not in renamed:
                renamed[token.text] = _replace(token, random)
            text += renamed[token.text]
        names.append(Name(start=start, end=len(text), label=name.label))
        read = name.end
    text += passage.text[read:]
    return passage.model_copy(update={"text": text, "names": tuple(names)})


def _read_words(text: str) -> Iterator[Token]:
    """The words of a name, white space and all."""
    read = 0
    for token in tokenize(text, load_vocabulary()):
        if token.start > read:
            yield Token(read, token.start, Kind.BREAK, text[read : token.start])
        yield token
        read = token.end
    if read < len(text):
        yield Token(read, len(text), Kind.BREAK, text[read:])


def _replace(token: Token, random: Random) -> str:
    if token.kind in (Kind.PLACE, Kind.HOMONYM):
        return random.choice(_places().get(_sort(token.text), [token.text]))
    if token.kind is Kind.KNOWN and token.label == "COMPANY":
        return random.choice(_enterprises())
    if token.kind is Kind.UNKNOWN and len(token.text) <= _LONGEST_STEM:
        return _invent(token.text, random)
    return token.text


def _invent(word: str, random: Random) -> str:
    """As many characters of place names, that are no known word; the word itself where none comes out."""
    for _ in range(_TRIES):
        made = "".join(random.choice(_characters()) for _ in word)
        if [token.kind for token in tokenize(made, load_vocabulary())] == [Kind.UNKNOWN]:
            return made
    return word


def _sort(name: str) -> str:
    """Full names are of one sort by their last character, short ones by their length."""
    return str(len(name)) if len(name) <= _SHORT and name[-1] not in "省市县区旗州盟" else name[-1]


@cache
def _places() -> dict[str, list[str]]:
    known: Vocabulary = load_vocabulary()
    sorts: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(load_regions().names()):
        word = known.trie[name]
        if word is not None and word.kind is Kind.PLACE:
            sorts[_sort(name)].append(name)
    return dict(sorts)


@cache
def _enterprises() -> list[str]:
    return sorted(
        name
        for name, word in load_vocabulary().trie.items()
        if (word.kind, word.label) == (Kind.KNOWN, "COMPANY")
    )


@cache
def _characters() -> str:
    """One for each name it is in, so that common ones come often."""
    return "".join(sorted("".join(name[:-1] for names in _places().values() for name in names)))
