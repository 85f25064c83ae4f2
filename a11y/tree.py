"""The browser's own accessibility tree of a page, as lines that a person can compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from a11y.browser import Browser

# What carries no meaning of its own; its children stand in its place.
THROUGH = {"none", "generic", "InlineTextBox", "RootWebArea", "LineBreak", "LayoutTable"}
# States that somebody hears or that change what a key does.
STATES = (
    *("level", "required", "invalid", "checked", "pressed", "expanded", "selected"),
    *("disabled", "readonly", "busy", "live", "modal", "focused", "autocomplete", "hasPopup"),
)
UNSAID = {"false", "off", ""}
INDENT = "  "


def tree(browser: Browser) -> tuple[str, ...]:
    """A line for each node of the page that is open: role, name, states, indented by depth.

    Raises BrowserError when Chromium does not give its tree.
    """
    nodes = browser.cdp("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    return tuple(_lines(nodes[0], by_id, 0, "")) if nodes else ()


def _lines(
    node: Mapping[str, Any], by_id: Mapping[str, Any], depth: int, parent: str
) -> Iterator[str]:
    role = _value(node, "role")
    name = " ".join(_value(node, "name").split())
    # A text that only repeats the name of what holds it says nothing twice.
    repeats = role == "StaticText" and name == parent
    here = not (node.get("ignored") or role in THROUGH or repeats)
    if here:
        yield INDENT * depth + " ".join(_parts(node, role, name))
    for child in node.get("childIds", ()):
        if child in by_id:
            yield from _lines(
                by_id[child], by_id, depth + 1 if here else depth, name if here else parent
            )


def _parts(node: Mapping[str, Any], role: str, name: str) -> Iterator[str]:
    yield "text" if role == "StaticText" else role
    if name:
        yield f"“{name}”"
    if description := " ".join(_value(node, "description").split()):
        yield f"described “{description}”"
    stated = {p["name"]: str(p["value"].get("value", "")) for p in node.get("properties", ())}
    for state in STATES:
        value = stated.get(state, "")
        if value.lower() not in UNSAID:
            yield state if value == "True" else f"{state}={value}"


def _value(node: Mapping[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))
