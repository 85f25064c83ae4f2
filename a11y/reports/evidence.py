"""One finding with its evidence, as HTML: words, place, measures, keys and picture."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from a11y.verdict import Finding


def shown(finding: Finding) -> str:
    """What was found, where, what it rests on, and who else says so."""
    place = escape(finding.element or "the page")
    voices = ", ".join((finding.rule, *finding.also))
    parts = [f"{escape(finding.words)} <code>{place}</code> ({escape(voices)})"]
    for name, value in finding.evidence.measured:
        parts.append(f"<br>{escape(name)}: {escape(value)}")
    if finding.evidence.keys:
        keys = " ".join(f"<kbd>{escape(key)}</kbd>" for key in finding.evidence.keys)
        parts.append(f"<br>Keys pressed: {keys}")
    return "".join(parts) + picture(finding)


def picture(finding: Finding) -> str:
    """The clip of the page, within the file itself, "" when there is none."""
    if not finding.evidence.picture:
        return ""
    data = b64encode(finding.evidence.picture).decode("ascii")
    words = escape(f"The place on the page, {finding.element or 'as a whole'}: {finding.words}")
    return f'<figure><img src="data:image/png;base64,{data}" alt="{words}"></figure>'
