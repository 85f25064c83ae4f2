"""Sound that starts by itself is short, or can be stopped (WCAG 2.2 SC 1.4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.acting import survey
from a11y.browser import Browser
from a11y.media import HUSH, MOST_BYTES, Recording, look, recordings
from a11y.rule import PROBE, Remark, Rule, View, asks, fails, passes

# WCAG lets a sound of three seconds pass.
LONG_S = 3.0

# Of a player that is in no page there is nothing to look at but what it plays, and how.
LOOSE = """
const record = window[Symbol.for("acting")];
return (record?.loose ?? []).filter(one => !one.isConnected && one.currentSrc).length;
"""
# audible_s: of one round. goes_on: it plays now, and neither a timer nor its end will stop it soon.
LOOSE_FACTS = """
const [longest, hush, most, done] = arguments;
const record = window[Symbol.for("acting")], RATE = 8000, FRAME = 320;
const loose = record.loose.filter(one => !one.isConnected && one.currentSrc);
const audible = async one => {
  if (!Number.isFinite(one.duration)) return 0; // what is sent on and on cannot be fetched
  const answer = await record.own.fetch(one.currentSrc, { signal: AbortSignal.timeout(4000) });
  const bytes = await answer.arrayBuffer();
  if (!answer.ok || bytes.byteLength > most) return 0;
  const sound = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes);
  const samples = sound.getChannelData(0);
  let frames = 0;
  for (let at = 0; at + FRAME <= samples.length; at += FRAME) {
    let power = 0;
    for (let i = at; i < at + FRAME; i += 1) power += (samples[i] * one.volume) ** 2;
    if (Math.sqrt(power / FRAME) > hush) frames += 1;
  }
  return frames * FRAME / RATE;
};
const facts = async one => ({
  name: one.currentSrc.split(/[?#]/)[0].split("/").pop().slice(0, 60), loop: one.loop,
  goes_on: !one.paused && !one.muted && record.timers.size === 0
    && (one.loop || one.duration > longest),
  audible_s: await audible(one).catch(() => 0),
});
Promise.all(loose.slice(0, 4).map(facts)).then(done, () => done([]));
"""
# What could stop it, whatever it is called. Nobody stops a sound by sending a form.
HANDLES = """
const page = (() => {PROBE})();
return page.all(`button, input, select, summary, a[href^="#"], a[href^="javascript:"], iframe,
  audio, video, object, embed, [role=button], [role=switch], [tabindex]:not([tabindex="-1"])`)
  .some(one => page.seen(one) && !one.matches(`[type=hidden], form input, form select,
    form button:not([type=button])`) && !(one.hash?.length > 1 && document.querySelector(
      `[id="${CSS.escape(one.hash.slice(1))}"]`)));
""".replace("PROBE", PROBE)
HEARD = frozenset(
    {
        *("click", "dblclick", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart"),
        *("touchend", "keydown", "keyup", "keypress", "input", "change", "submit"),
    }
)


def observe(browser: Browser, view: View) -> dict[str, Any]:
    """What media.js sees; loose: what plays in no page; handles: something may stop it."""
    seen = {**look(browser, view), "loose": [], "handles": True}
    if browser.look(LOOSE):
        seen["loose"] = browser.evaluate_async(LOOSE_FACTS, LONG_S, HUSH, MOST_BYTES)
        seen["handles"] = survey(browser).listens(*HEARD) or browser.look(HANDLES)
    return seen


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who listens to a screen reader hears both at once (WCAG 2.2 SC 1.4.2)."""
    language = seen["language"] or view.language
    stops = [c for c in seen["controls"] if vocabulary.holds_one_of(c, "stops", language)]
    for recording in recordings(seen, view):
        facts = recording.facts
        starts = (facts["autoplay"] or facts["plays"]) and not facts["muted"]
        if not starts or recording.silent:
            continue
        stoppable = (facts["controls"] and facts["seen"] and facts["heard"]) or stops
        if _is_short(recording) or stoppable:
            yield passes(recording.element, recording.evidence)
        elif not recording.sounds:
            note = "It starts by itself and cannot be stopped. Is it heard for over 3 seconds?"
            yield asks(recording.element, note, recording.evidence)
        else:
            note = "It starts to sound by itself, and nothing on the page stops it."
            yield fails(recording.element, note, recording.evidence)

    if seen["loose"] and not stops:
        yield _loose(seen["loose"], handles=seen["handles"])


def _loose(players: list[dict[str, Any]], *, handles: bool) -> Remark:
    """What a script plays in no page: nobody can reach its player."""
    for one in players if not handles else ():
        if one["goes_on"] and one["audible_s"] > (0 if one["loop"] else LONG_S):
            how = "over and over" if one["loop"] else f"for {one['audible_s']:.0f} seconds"
            note = f"A script plays “{one['name']}” {how}, and nothing on the page can stop it."
            return fails("", note)
    note = f"A script plays “{players[0]['name']}” by itself. Is it heard for over 3 seconds?"
    return asks("", note)


def _is_short(recording: Recording) -> bool:
    facts = recording.facts
    length_s = recording.length_s
    audible_s = facts["sound"]["audible_s"] if facts["sound"] else length_s
    known = facts["loaded"] and length_s > 0
    return bool(known and min(length_s, audible_s) <= LONG_S and not facts["loop"])


RULE = Rule(
    id="sound_by_itself",
    criteria=("1.4.2",),
    affects="People who listen to a screen reader, or cannot think beside noise.",
    passed="What sounds by itself is short, or can be stopped.",
    failed="Sound starts by itself and cannot be stopped.",
    person="Sound may start by itself.",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("80f0bf", "4c31df"),
)
