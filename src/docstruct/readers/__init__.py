"""Readers: txt, docx, html, pdf and doc to raw text and its origin.

Every document that cannot be read ends as `docstruct.errors.UnreadableDocument` with one of these codes:

==================== ========================================================================================
``missing``          there is no such file, it may not be read, or it is a pipe, a device or a link to nowhere
``empty``            no bytes, or no text in them
``encrypted``        a password is asked for
``damaged``          cut short or broken inside
``scanned``          pages are pictures, or their text layer does not say which characters it holds
``wrong_type``       an image, an archive, a sheet, a program …, whatever the name says
``unsupported``      a text document of a kind that is not read here: rtf, ofd, odt, caj, mht, XML
``too_large``        more bytes than the limit, packed or unpacked
``too_long``         more characters or pages than the limit
``single_line``      paragraphs run into one line
``too_many_figures`` more numerals than the limit
==================== ========================================================================================
"""

from docstruct.readers.discovery import discover
from docstruct.readers.names import readable
from docstruct.readers.reading import check_file, read, read_bytes
from docstruct.readers.reasons import ReasonCode

__all__ = ["ReasonCode", "check_file", "discover", "read", "read_bytes", "readable"]
