"""Why a document cannot be read, and what a person does next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from docstruct.errors import UnreadableDocument

ReasonCode = Literal[
    "missing",
    "empty",
    "encrypted",
    "damaged",
    "scanned",
    "wrong_type",
    "unsupported",
    "too_large",
    "too_long",
    "single_line",
    "too_many_figures",
]

_ACTIONS: dict[ReasonCode, str] = {
    "missing": "Check the spelling of the path and whether you may read it.",
    "empty": "Fetch the file again, or leave it out.",
    "encrypted": "Save a copy without a password and add that.",
    "damaged": "Fetch the file again; if it still fails, open it in its own program and save it anew.",
    "scanned": "Run character recognition (OCR) over it and add the result, or find an edition with text.",
    "wrong_type": "Leave it out, or add the report itself as txt, docx, doc, html or pdf.",
    "unsupported": "Open it in its own program and save it as docx or as a pdf with text.",
    "too_large": "Cut the file down to the report, or raise the limit in the settings.",
    "too_long": "Split it into one file a report, or raise the limit in the settings.",
    "too_many_figures": "Leave tables of data out, or raise the limit in the settings.",
    "single_line": "Restore the paragraph breaks, or fetch the report from its source again.",
}


def refusal(source_name: str, code: ReasonCode, reason: str, action: str | None = None) -> UnreadableDocument:
    """Make the error for one document; without ``action`` the usual one of its code is given.

    Examples
    --------
    >>> str(refusal("年报.pdf", "encrypted", "the pdf asks for a password"))
    '年报.pdf: the pdf asks for a password (encrypted). Save a copy without a password and add that.'
    """
    return UnreadableDocument(source_name, reason, action or _ACTIONS[code], code)


@contextmanager
def damage_as_refusal(source_name: str, what: str) -> Iterator[None]:
    """Turn whatever a library raises on damaged bytes into a refusal with the code ``damaged``.

    Parsers of broken files raise anything from ``KeyError`` to ``zlib.error``; one bad file must not end the run.
    """
    try:
        yield
    except UnreadableDocument:
        raise
    except Exception as error:
        reason = f"the {what} is damaged or cut short ({type(error).__name__}: {str(error)[:120]})"
        raise refusal(source_name, "damaged", reason) from error
