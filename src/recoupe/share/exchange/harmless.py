"""What a name or a remark from elsewhere must not carry: markup, formulas, paths, control characters.

Press text is kept as it is and escaped wherever it is shown; names and remarks end up in file names, tables
and logs, where a spreadsheet, a browser or a shell may act on them.
"""

from __future__ import annotations

import re
import unicodedata

# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKUP = re.compile(r"<\s*[a-zA-Z!/?]")
_CONTROL = frozenset(("Cc", "Cs", "Co", "Zl", "Zp"))
# They turn the direction of writing, and so hide what is written (Unicode Standard Annex 9).
_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_LONGEST_DOC = 240
_LONGEST_URL = 2_000


def harm(text: str, lines: bool = False) -> str:
    """What speaks against a name or remark, in words; empty where nothing does.

    ``lines``: it may have several.
    """
    allowed = "\n" if lines else ""
    if any((unicodedata.category(c) in _CONTROL or c in _TURNING) and c not in allowed for c in text):
        return "it has control characters"
    if text.startswith(_FORMULA):
        return "a spreadsheet would take it for a formula"
    if _MARKUP.search(text):
        return "it has markup"
    return ""


def harm_of_doc(doc: str) -> str:
    """What speaks against the name of a document: it must be a plain file name."""
    if not doc or len(doc) > _LONGEST_DOC:
        return f"a name has 1 to {_LONGEST_DOC} characters"
    if "/" in doc or "\\" in doc or doc.startswith(".") or ":" in doc[1:2]:
        return "it is a path, not a name"
    return harm(doc)


def harm_of_url(url: str) -> str:
    """What speaks against an address: it must be one of the web."""
    if len(url) > _LONGEST_URL:
        return f"it is longer than {_LONGEST_URL} characters"
    if not url.startswith(("http://", "https://")):
        return "it is no address of the web"
    return "it has blanks, quotes or markup" if re.search(r"[\s<>\"]", url) else harm(url)
