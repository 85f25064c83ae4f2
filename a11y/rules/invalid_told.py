"""A field that is marked as wrong says why in words that can be seen (WCAG 2.2 SC 3.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from a11y.acting import act, look, survey
from a11y.errors import ERRORS, is_bare, is_error, names_one
from a11y.fields import says
from a11y.rule import Remark, Rule, View, asks, fails, passes

if TYPE_CHECKING:
    from a11y.browser import Browser

MARKED = "return Boolean(document.querySelector('[aria-invalid=true]'))"
# Some say why only while one is in the field or points at it: what comes then is looked at.
TRY = f"""
{ERRORS}
const typed = (field) => !fields.pressed(field) && field.localName !== "select"
  && (field.value ?? field.innerText ?? "").trim() !== "";
const tried = [];
for (const place of given.silent) {{
  const field = document.querySelector(place);
  if (field?.getAttribute("aria-invalid") !== "true" || !acting.really(field)) continue;
  const box = fields.own(field);
  const near = fields.texts.filter((one) => fields.gap(one.boxes, box) <= 45
    && !one.element.closest("label, legend, h1, h2, h3, h4, h5, h6"));
  const signs = page.all("img, svg, [role=img], [title]").filter((one) => acting.really(one)
    && fields.gap(fields.own(one), box) <= 45).map((one) => page.squeeze(page.name(one)
      || one.getAttribute("title"))).filter(Boolean);
  const before = acting.snapshot();
  field.focus({{ preventScroll: true }});
  for (const name of ["pointerover", "mouseover", "mouseenter"]) acting.pointer(name, field);
  await record.forward(600, 50);
  await acting.wait(60);
  const {{ come, other }} = acting.changes(before, acting.snapshot());
  tried.push({{ element: place, typed: typed(field), near: near.length > 0, signs,
    title: field.title, comes: [...come, ...other].some((one) => one !== field) }});
  field.blur();
}}
return tried;
"""


def observe(browser: Browser, view: View) -> Any:
    """What fields marked as wrong show, and those without words when one goes there."""
    if not browser.look(MARKED):
        return None
    errors = look(browser, f"{ERRORS} return errors;")
    if not errors:
        return None
    told = [text for text in errors["list"] if is_error(text)]
    silent = [field for field in errors["invalid"] if _silent(field, told)]
    places = [field["element"] for field in silent if ">>>" not in field["element"]]
    tried = act(browser, TRY, silent=places) if places else []
    cues = any((t["alert"] or t["marked"] or t["red"]) and not t["caption"] for t in errors["list"])
    return {
        "worded": [f["element"] for f in errors["invalid"] if f not in silent],
        "tried": tried or [],
        # Words that may be an error all the same, and what a real pointer may uncover.
        "doubt": cues or bool(survey(browser).hovers),
    }


def _silent(field: Any, told: list[Any]) -> bool:
    words = field["caption"]
    if field["words"] or field["linked"] or any(says(words, k) for k in ("error", "mistake")):
        return False
    return not any(
        text["near"] == field["element"] or names_one(text["text"], [words]) for text in told
    )


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A red border and a sign do not say what to do (WCAG 2.2 SC 3.3.1)."""
    if not seen:
        return
    for element in seen["worded"]:
        yield passes(element)
    for field in seen["tried"]:
        hints = [sign for sign in field["signs"] if not is_bare(sign, ())]
        if field["comes"]:
            yield passes(field["element"])
        elif not field["typed"]:
            yield asks(field["element"], "It is marked as wrong though it is empty. Why?")
        elif seen["doubt"] or field["near"] or field["title"] or hints:
            yield asks(field["element"], "It is marked as wrong. Do words to be seen say why?")
        else:
            note = "It is marked as wrong, and no words to be seen say why."
            yield fails(field["element"], note)


RULE = Rule(
    id="invalid_told",
    criteria=("3.3.1",),
    affects="People who see a red border or a sign, and do not know what to do.",
    passed="Fields that are marked as wrong say why.",
    failed="A field is marked as wrong and does not say why.",
    person="A field is marked as wrong, and it is not sure that it says why.",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("36b590",),
)
