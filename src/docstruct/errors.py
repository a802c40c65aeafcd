"""The exception tree. Every error names what a person can act on: report, span, expectation, next action."""

from __future__ import annotations

from collections.abc import Sequence


class DocstructError(Exception):
    """Root of every error that docstruct raises on purpose."""


class QuarantineError(DocstructError):
    """A document that cannot become a report; the run records it and goes on.

    Parameters
    ----------
    code : str
        Stable machine-readable reason, e.g. ``"encrypted"``.
    source_name : str
        The file or address concerned, as the user gave it.
    reason : str
        What was found, in words a person can act on.
    action : str
        What to do next.
    """

    code = "unusable"

    def __init__(self, source_name: str, reason: str, action: str, code: str | None = None) -> None:
        super().__init__(source_name, reason, action, code)
        self.source_name = source_name
        self.reason = reason
        self.action = action
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"{self.source_name}: {self.reason} ({self.code}). {self.action}"


class UnreadableDocument(QuarantineError):
    """The bytes could not be turned into text: damaged, encrypted, empty, scanned or of a foreign type."""

    code = "unreadable"


class NotAReport(QuarantineError):
    """The text is readable, but it is not a report of a government."""

    code = "not_a_report"


class SourceError(DocstructError):
    """A list of sources is wrong, or an address is refused or cannot be fetched."""


class LexiconError(DocstructError):
    """A lexicon or registry file is inconsistent; names the file and the entry."""


class ModelError(DocstructError):
    """Weights are missing or do not fit; names the offline alternative."""


class TrainingError(DocstructError):
    """Annotation cannot be read, or a trained model is not good enough to be used."""


class KnowledgeBaseError(DocstructError):
    """A knowledge base or release is missing, damaged or refused."""


class ConcurrentPublish(KnowledgeBaseError):
    """Another writer published first: the parent release is no longer the current one."""


class CorrectionError(DocstructError):
    """A correction event cannot be stored or applied."""


class ExchangeError(DocstructError):
    """Annotations of another tool cannot be read, or do not fit the release that they were made of."""


class EvaluationError(DocstructError):
    """Gold, floors or a calibration cannot be read, or do not fit what they are held against."""


class ReleaseRefused(KnowledgeBaseError):
    """A candidate release breaks keys, vocabularies or anchors; the current release stays.

    Parameters
    ----------
    violations : sequence
        Objects with ``table``, ``column``, ``report_id``, ``value`` and ``message``, one for each breach.
    """

    def __init__(self, violations: Sequence[object]) -> None:
        shown = "; ".join(str(violation) for violation in violations[:5])
        more = f"; and {len(violations) - 5} more" if len(violations) > 5 else ""
        super().__init__(
            f"The release was not published: {len(violations)} breaches of the schema. {shown}{more}. "
            "The current release is unchanged. Leave the reports named out, or mend what made these rows."
        )
        self.violations = tuple(violations)
