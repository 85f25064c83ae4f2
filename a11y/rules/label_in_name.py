"""What is written on a control is in its name, so it can be spoken to (WCAG 2.2 SC 2.5.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# “×”, “x” and “?” are signs.
LEAST_LETTERS = 2

PROBE = """
// innerText leaves out what is not displayed; text for screen readers alone is taken out here,
// and so are the choices of a field that stands within its label.
const written = element => {
  if (!page.seen(element)) return "";
  // Letters of a font of signs are drawn as one sign.
  const signs = part => /icon|symbol|awesome|glyph/i.test(getComputedStyle(part).fontFamily);
  if (signs(element)) return "";
  const parts = [...element.querySelectorAll("*")].filter(page.shown);
  const inner = "select, textarea, datalist";
  // “On” and “Off” beside the words of a switch say its state, which is told by the switch; a
  // single letter that is kept from readers is a sign.
  const switches = element.matches("[role=switch], [aria-pressed], [aria-checked]");
  const sign = part => part.matches("[aria-hidden=true]")
    && (switches || page.squeeze(part.innerText ?? "").length === 1);
  const apart = parts.filter(part => !page.seen(part) || signs(part) || part.matches(inner)
    || sign(part));
  const hidden = apart.map(part => part.innerText ?? "");
  return hidden.reduce((text, words) => text.replace(words, " "), element.innerText ?? "");
};
const controls = "a[href], button, summary, input, select, textarea, [role=button], [role=link], "
  + "[role=checkbox], [role=radio], [role=switch], [role=tab], [role=menuitem], [role=option]";
const shown = page.all(controls).filter(page.heard);
return shown.filter(element => element.type !== "hidden").map(element => {
  const form = element.matches("input, select, textarea");
  const press = element.matches("[type=submit], [type=button], [type=reset]");
  const label = form && !press ? [...(element.labels ?? [])].map(written).join(" ")
    : form ? element.value : written(element);
  const name = page.name(element);
  return {element: page.path(element), label: page.squeeze(label), name: page.squeeze(name),
    field: form && !press};
});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A person who says “click Continue” means what is written (WCAG 2.2 SC 2.5.3)."""
    for control in seen:
        label = _words(re.sub(r"\([^)]*\)", " ", control["label"]))
        name, whole = _words(control["name"]), _words(control["label"])
        if sum(len(word) for word in label) < LEAST_LETTERS:
            continue  # a picture, or a letter that stands for one, has no words to say
        # What stands in brackets may be left out of the name, and may be there.
        if _holds(name, "".join(label)) or _holds(name, "".join(whole)):
            found = passes(control["element"])
        else:
            note = f"It shows “{control['label']}”, its name is “{control['name']}”."
            # Who says its words may be understood: they come in this order, or begin as it does.
            near = _comes(label, name) or (control["field"] and name and label[: len(name)] == name)
            says = asks if near and not view.own else fails
            found = says(control["element"], note).falls_short_of(*RULE.act)
        # The W3C's rule is about controls that are named by what stands in them.
        yield found.about() if control["field"] else found


def _words(text: str) -> list[str]:
    """Letters and digits alone: signs are not spoken, and differ between the two."""
    return re.findall(r"[^\W_]+", text.casefold())


def _comes(label: list[str], name: list[str]) -> bool:
    """Whether all words of the label come in the name in their order, others between them."""
    left = iter(name)
    return all(word in left for word in label)


def _holds(name: list[str], label: str) -> bool:
    """Whether whole words of the name, one after the other, are the label: “e-mail” is “email”."""
    for start in range(len(name)):
        said = ""
        for word in name[start:]:
            said += word
            if len(said) >= len(label):
                break
        if said == label:
            return True
    return False


RULE = Rule(
    id="label_in_name",
    criteria=("2.5.3",),
    affects="People who control the device by voice, or listen and look at once.",
    passed="Every control’s name contains the words written on it.",
    failed="A control is called something else than what is written on it.",
    person="Does who says the words on a control reach it?",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default", "narrow_320", "no_script"}),
    act=("2ee8b8",),
)
