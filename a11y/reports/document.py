"""The page that reports for people are written on: plain, light or dark, any width."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape

STYLE = """
:root { color-scheme: light dark; background: Canvas; color: CanvasText; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem;
  font: 1.0625rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; margin-block: 2rem 0.5rem; }
ul { padding-inline-start: 1.25rem; }
li { margin-block: 0.5rem; }
p, li, dd { max-width: 40rem; }
a { display: inline-block; padding-block: 0.6rem; }
:focus-visible { outline: 3px solid CanvasText; outline-offset: 2px; }
code { font-size: 0.95em; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: bold; padding-block: 0.5rem; }
th, td { border: 1px solid GrayText; padding: 0.4rem; text-align: start; vertical-align: top; }
tbody th { font-weight: normal; }
pre { white-space: pre-wrap; }
label { display: inline-block; padding-block: 0.6rem; }
fieldset { border: 1px solid GrayText; margin-block: 1rem; }
input[type="radio"] { width: 1.25rem; height: 1.25rem; vertical-align: middle; }
input:not([type="radio"]), textarea, button { box-sizing: border-box; max-width: 100%;
  min-height: 3rem; padding: 0.5rem; border: 1px solid GrayText; font: inherit; color: inherit;
  background: Canvas; }
input:not([type="radio"]), textarea { width: 40rem; }
button { padding-inline: 1.25rem; border: 2px solid CanvasText; }
.problem { border: 3px solid CanvasText; padding: 0 1rem; }
figure { margin: 1.5rem 0; }
img { max-width: 100%; height: auto; border: 1px solid GrayText; }
"""
# The only style that a page of ours may run, for a Content-Security-Policy.
STYLE_HASH = "sha256-" + b64encode(sha256(STYLE.encode()).digest()).decode("ascii")


def document(title: str, body: str, *, language: str = "en", before: str = "") -> str:
    """A whole HTML page. title: plain text, becomes title and main heading.  body: HTML.

    before: what stands before the heading in the title alone, such as "Error: ".
    """
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(before + title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{body}
</main>
</body>
</html>
"""


def listed(items: Iterable[str], *, numbered: bool = False) -> str:
    """A list of HTML items. numbered: where others refer to them by number."""
    tag = "ol" if numbered else "ul"
    return f"<{tag}>\n" + "\n".join(f"<li>{item}</li>" for item in items) + f"\n</{tag}>"


def tabled(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; the first cell of each row is its header. caption, heads: words.  rows: HTML."""
    columns = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    lines = []
    for first, *others in rows:
        cells = "".join(f"<td>{cell}</td>" for cell in others)
        lines.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    body = "\n".join(lines)
    return (
        f"<table><caption>{escape(caption)}</caption>\n"
        f"<thead><tr>{columns}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    )
