"""Which flow and step an address means, and the other way round.

    /request/<interaction>/<flow>/<step>[/<about>]   steps of a pending request
    /<flow>/<step>[/<about>]                         everything else

Underscores of names are dashes in addresses.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from idp.flow import Flow, Need, Step
from idp.pages import Page

# What an id, or the thing that a step is about, may look like; all else is no address of ours.
ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
ABOUT = re.compile(r"[A-Za-z0-9._~-]{1,128}")
NAME = re.compile(r"[a-z]+(_[a-z]+)*")
# First words of addresses that belong to the house itself.
TAKEN = frozenset({"request", "assets", "states", "preferences"})
FREE_NEEDS = (Need.ACCOUNT, Need.INFORMATION)


class FlowsError(Exception):
    """A flow is declared wrongly; the message names it. Told to the developer, at start."""


@dataclass(frozen=True, slots=True)
class Place:
    """One step of one flow, perhaps of one interaction, perhaps about one thing."""

    flow: Flow
    step: str
    interaction_id: str = ""
    about: str = ""

    @property
    def acts(self) -> Step:
        return self.flow.steps[self.step]


class Routes:
    """The flows on offer and their addresses."""

    def __init__(self, flows: Iterable[Flow]) -> None:
        self.flows = tuple(flows)
        self._named = {flow.name: flow for flow in self.flows}
        if len(self._named) != len(self.flows):
            raise FlowsError("Two flows have the same name.")
        for flow in self.flows:
            _check(flow)

    @classmethod
    def named(cls, dotted: str) -> Routes:
        """The flows of a dotted name such as "flows:FLOWS". Raises FlowsError."""
        module, _, attribute = dotted.partition(":")
        try:
            return cls(getattr(importlib.import_module(module), attribute))
        except (ImportError, AttributeError, TypeError) as error:
            raise FlowsError(f"flows: {dotted} cannot be loaded: {error}") from error

    @property
    def pages(self) -> tuple[type[Page], ...]:
        """Every page and mail of every flow."""
        return tuple(page for flow in self.flows for page in flow.pages)

    def flow(self, name: str) -> Flow:
        """The flow of this name. Raises KeyError."""
        return self._named[name]

    def meeting(self, need: Need) -> tuple[Flow, ...]:
        """The flows that meet a need, in the order in which they are offered."""
        return tuple(flow for flow in self.flows if flow.need is need)

    def find(
        self, flow: str, step: str = "", *, interaction_id: str = "", about: str = ""
    ) -> Place | None:
        """The place of an address's parts (with dashes); None when there is no such place."""
        found = self._named.get(flow.replace("-", "_")) if "_" not in flow else None
        if found is None or "_" in step:
            return None
        name = step.replace("-", "_") or first_step(found)
        if name not in found.steps or (about and not ABOUT.fullmatch(about)):
            return None
        if interaction_id and not ID.fullmatch(interaction_id):
            return None
        if interaction_id and is_free(found, found.steps[name]):
            return None
        return Place(found, name, interaction_id, about)

    def path(self, flow: str, step: str = "", *, interaction_id: str = "", about: str = "") -> str:
        """The address of a step. Raises KeyError for a step that no flow has."""
        found = self.flow(flow)
        name = step or first_step(found)
        free = is_free(found, found.steps[name])
        parts = [] if free or not interaction_id else ["request", interaction_id]
        parts += [flow.replace("_", "-"), name.replace("_", "-")]
        parts += [quote(about, safe="~")] if about else []
        return "/" + "/".join(parts)


def first_step(flow: Flow) -> str:
    """Where a flow begins."""
    return next(iter(flow.steps))


def is_free(flow: Flow, step: Step) -> bool:
    """Whether the step's address names no interaction."""
    return flow.need in FREE_NEEDS or not step.bound


def _check(flow: Flow) -> None:
    names = (flow.name, *flow.steps)
    wrong = [name for name in names if not NAME.fullmatch(name)]
    if wrong:
        raise FlowsError(f"{flow.name}: {wrong[0]!r} is not made of small letters and underscores.")
    if flow.name in TAKEN:
        raise FlowsError(f"{flow.name}: this first word of addresses belongs to the house.")
    if not flow.steps or flow.steps[first_step(flow)].show is None:
        raise FlowsError(f"{flow.name}: its first step must have something to show.")
