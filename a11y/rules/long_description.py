"""The long description of an image is at an address that leads somewhere (WCAG 2.2 SC 1.1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

PROBE = """
return page.all("img[longdesc]").filter(page.heard).map(image => {
  const given = image.getAttribute("longdesc").trim();
  return {element: page.path(image), given, lost: /^#./.test(given) && !page.goal(given)};
});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Readers offer to open it: words in place of an address lead nowhere (HTML, §16.2)."""
    for image in seen:
        given = image["given"]
        if not given or " " in given:
            note = f"Its longdesc must be an address, and is “{given[:80]}”. Nobody can read it."
            yield fails(image["element"], note)
        elif image["lost"]:
            yield fails(image["element"], f"Its longdesc leads to {given}, which is not here.")
        else:
            yield passes(image["element"])


RULE = Rule(
    id="long_description",
    criteria=("1.1.1",),
    affects="People who do not see images, and ask for the whole of what one shows.",
    passed="A long description is where it is said to be.",
    failed="A long description cannot be reached.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)
