"""Where the weights of a tagger lie, and what they are."""

from __future__ import annotations

import hashlib
from pathlib import Path

import docstruct

#: The root of the checkout that this package runs from; an installed copy has none.
_CHECKOUT = Path(docstruct.__file__).resolve().parents[2]


def find_folder(name: str) -> Path | None:
    """The folder of a model, or None where the name is none.

    A relative path counts from the working directory, else from the root of the checkout, so that
    ``models/entities`` is found wherever a command is started.
    """
    for folder in (Path(name).expanduser(), _CHECKOUT / name):
        if (folder / "config.json").is_file():
            return folder.resolve()
    return None


def digest_model(model: str) -> str:
    """SHA-256 of everything a tagger is loaded from, or of its name where it is no folder here."""
    digest = hashlib.sha256()
    folder = find_folder(model.partition(":")[2])
    if folder is None:
        digest.update(model.encode())
        return digest.hexdigest()
    for name in ("config.json", "vocabs.json", "model.pt"):
        file = folder / name
        if file.is_file():
            digest.update(name.encode() + file.read_bytes())
    return digest.hexdigest()
