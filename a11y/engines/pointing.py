"""JavaScript by which every engine's elements get the same path as those of our own rules."""

from __future__ import annotations

from a11y.rule import PROBE

# `pointed` gives an element's path, frames before it; the page itself is "".
# `found` gives the element at the end of axe's target: frames as steps, shadow roots as lists.
POINTING = f"""
const page = (() => {{{PROBE}}})();
const pointed = element => {{
  if (element && element.nodeType === Node.ATTRIBUTE_NODE) element = element.ownerElement;
  while (element && element.nodeType !== Node.ELEMENT_NODE) element = element.parentNode;
  if (!element) return "";
  const inside = element.ownerDocument.defaultView;
  const frame = inside && inside !== window ? inside.frameElement : null;
  if (!frame) return element === document.documentElement ? "" : page.path(element);
  return `${{pointed(frame)}} > ${{page.path(element)}}`;
}};
const found = target => {{
  let element = null;
  for (const step of target) {{
    let root = element ? element.contentDocument : document;
    for (const part of [].concat(step)) {{
      element = root?.querySelector(part) ?? null;
      root = element?.shadowRoot;
    }}
    if (!element) return null;
  }}
  return element;
}};
"""
