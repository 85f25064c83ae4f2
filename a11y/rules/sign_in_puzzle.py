"""Nobody must solve a puzzle, copy signs or remember facts (WCAG 2.2 SC 3.3.8, 1.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS, WORDS, says
from a11y.rule import Remark, Rule, View, asks, fails, passes

# In figures or in words; “2024 - 2025” alone is no sum, nor is a photo of “10 x 15”.
_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|un|deux|trois|quatre|cinq|sept"
    r"|huit|neuf|dix|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|eent|zwee|dräi|véier"
    r"|fënnef|siwen|aacht|néng|zéng)"
)
_SIGN = (
    r"(?:[+*×x÷\u2013\u2212-]|plus|minus|moins|manner|times|multiplied by|divided by|fois"
    r"|multiplié par|divisé par|mal|mol|geteilt durch)"
)
_ASKED = (
    r"(?:what is|what’s|what's|how much is|solve|calculate|work out|combien font|combien fait"
    r"|que font|calculez|résolvez|was ist|was ergibt|wie ?viel ist|wie ?viel ergibt|berechnen sie"
    r"|wat ass|wéi ?vill ass|wéi ?vill mécht|rechent)"
)
SUM = re.compile(
    rf"(?<!\w){_NUMBER}\s*{_SIGN}\s*{_NUMBER}\s*(?:=|\?)"
    rf"|(?<!\w){_NUMBER}\s*(?:[+*]|plus|times|mal|fois)\s*{_NUMBER}\s*$"
    rf"|(?<!\w){_ASKED}:?\s+(?:the sum:?\s+)?{_NUMBER}\s*{_SIGN}\s*{_NUMBER}(?!\w)",
    re.IGNORECASE,
)

PROBE = f"""
{FIELDS}
const captcha = /captcha|turnstile|arkoselabs|friendly-?challenge/i;
const marks = element => ["src", "id", "class", "title", "alt", "name"]
  .map(name => element.getAttribute(name) ?? "").join(" ");
const parts = page.all("img, canvas, svg, iframe, audio, [class*=captcha i], [id*=captcha i]")
  .filter(page.seen);
const named = parts.filter(part => captcha.test(marks(part)));
const typed = fields.all.filter(field => field.matches("input, textarea") && !fields.pressed(field)
  && field.type !== "search");
const words = field => [fields.shownCaption(field) || page.squeeze(page.name(field)),
  ...fields.descriptions(field).map(part => page.squeeze(part.textContent)),
  field.getAttribute("placeholder") ?? "", fields.beside(field, 60)?.text ?? ""].join(" . ");
// Who chooses a password does not sign in yet.
const secrets = typed.filter(field => field.type === "password");
const password = secrets.length === 1
  && !secrets[0].getAttribute("autocomplete")?.includes("new-password");
const ways = {list(WORDS["other_ways"])!r};
const otherWay = password && page.all("a[href], button, [role=button], [type=submit]")
  .filter(page.seen).some(one => ways.some(way => page.name(one).toLowerCase().includes(way)));
return {{
  fields: typed.map(field => ({{element: page.path(field), words: words(field),
    named: captcha.test(marks(field)),
    picture: page.all("img, canvas").some(part => page.seen(part)
      && (fields.gap(fields.own(part), fields.own(field)) < 200
        || field.form?.contains(part)))}})),
  frames: named.filter(part => part.localName === "iframe").map(page.path),
  pictures: named.filter(part => /img|canvas|svg/.test(part.localName)).map(page.path),
  audio: parts.some(part => part.localName === "audio")
    || page.all("a, button").some(one => captcha.test(marks(one))
      || /audio|listen|hear|écouter|anhören|vorlesen/i.test(page.name(one))),
  password: password && !otherWay, present: typed.length > 0 || named.length > 0,
}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Signing in is no examination (WCAG 2.2 SC 3.3.8)."""
    if not seen["present"]:
        return
    judged = False
    for field in seen["fields"]:
        for remark in _field(field, audio=seen["audio"], password=seen["password"]):
            judged = True
            yield remark
    for element in seen["frames"]:
        judged = True
        yield asks(element, "Can one go on without solving its puzzle?")
    if not judged and seen["pictures"] and seen["fields"] and not seen["audio"]:
        judged = True
        yield fails(seen["pictures"][0], "Its signs must be read off a picture.")
    if not judged and seen["password"]:
        yield passes()


def _field(field: Any, *, audio: bool, password: bool) -> Iterator[Remark]:
    words = field["words"]
    if SUM.search(words):
        yield _either(field["element"], "A sum must be solved.", sure=password)
        return
    if says(words, "riddle"):
        yield _either(field["element"], "A riddle must be solved.", sure=password)
        return
    read_off = all(says(words, kind) for kind in ("copied", "typeable", "off_picture"))
    copied = says(words, "puzzle") or read_off or field["named"]
    if copied and field["picture"] and not audio:
        yield fails(
            field["element"], "Signs must be read off a picture, and there is no other way."
        )
    elif copied:
        yield asks(field["element"], "Is there a way without copying signs?")
    elif says(words, "human") and "?" in words:
        yield asks(field["element"], "Is there a way without answering this question?")
    elif says(words, "memory"):
        yield _either(field["element"], "A fact must be remembered.", sure=password)
    elif says(words, "nth") and says(words, "signs"):
        yield _either(field["element"], "Single signs of a secret are asked for.", sure=True)


def _either(element: str, note: str, *, sure: bool) -> Remark:
    return fails(element, note) if sure else asks(element, f"{note} Is there another way?")


RULE = Rule(
    id="sign_in_puzzle",
    criteria=("3.3.8", "1.1.1"),
    affects="People with a weak memory or a learning disability, and people who do not see.",
    passed="Nothing has to be solved, copied or remembered.",
    failed="Something has to be solved, copied or remembered.",
    person="Something may have to be solved, copied or remembered.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)
