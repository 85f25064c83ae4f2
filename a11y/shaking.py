"""Shakes and tilts the device, and looks for another way and for a way to switch it off."""

from __future__ import annotations

from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser

EVENTS = ("devicemotion", "deviceorientation", "deviceorientationabsolute")
MOVE = """
const send = (event) => window.dispatchEvent(event);
const steps = [];
for (const turn of [0, 60, -60, 85]) {
  const angles = { alpha: turn + 90, beta: turn, gamma: turn, absolute: false };
  steps.push(() => ["deviceorientation", "deviceorientationabsolute"]
    .forEach((name) => send(new DeviceOrientationEvent(name, angles))));
}
for (const pushes of [[30], [-30], [30, -30, 30, -30, 30]]) steps.push(() => {
  for (const push of pushes) {
    const force = { x: push, y: push, z: push };
    send(new DeviceMotionEvent("devicemotion", { acceleration: force, interval: 16,
      accelerationIncludingGravity: force,
      rotationRate: { alpha: push, beta: push, gamma: push } }));
  }
});
const seen = (e) => e && e.visible;
const all = (e) => [...e.come, ...e.gone, ...e.other, ...e.fields, ...e.states];
// Each step alone: a few of them together may end where they began.
const move = async () => {
  const effects = [];
  for (const step of steps) effects.push(await acting.effect(step, { until_ms: 300 }));
  return effects.filter(seen);
};
// What a motion empties shows in fields that hold something. Frameworks watch the property of the
// element itself, and overlook what is set there.
const typed = (field) => field.matches(`textarea, input:not([type]), [type=text], [type=search],
  [type=email], [type=tel]`) && !field.value && !field.disabled && !field.readOnly
  && acting.really(field);
const write = (field) => {
  const holder = field.localName === "textarea" ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(holder.prototype, "value").set.call(field, "Test");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
const empties = async () => {
  const fields = page.all("input, textarea").filter(typed);
  fields.forEach(write);
  await acting.wait(0);
  const effects = fields.some((field) => field.value === "Test") ? await move() : [];
  return effects.map((e) => ({ ...e, fields: e.fields.filter((f) => fields.includes(f) && !f.value),
    come: [], gone: [], other: [], states: [], out: [] })).filter((e) => e.fields.length);
};
let first = await move();
const acts = first.length ? move : empties;
if (!first.length) first = await empties();
if (!first.length) return { moved: [] };
const touched = new Set(first.flatMap(all));
const ways = new Set(first.flatMap((e) => e.out.map((one) => one.kind)));
const same = (e) => seen(e) && (all(e).some((one) => touched.has(one))
  || e.out.some((one) => ways.has(one.kind)));
const moved = [...touched].map(page.path);
const ready = [...touched].some((e) => e.matches("input, select, textarea") && !e.disabled
  && !e.readOnly);
"""
OFF = """
const still = async () => (await acts()).some(same);
const off = await still() ? await acting.seek(async () => !await still()) : null;
return { moved, way: off && page.path(off) };
"""
OTHER = """
if (ready) return { moved, way: moved[0] };
const tried = new Set();
for (let round = 0; round < 20; round += 1) {
  const next = acting.controls().find((control) => !tried.has(control));
  if (!next) return { moved, way: null };
  tried.add(next);
  if (same(await acting.effect(() => acting.use(next)))) return { moved, way: page.path(next) };
}
return { moved, way: null };
"""


def shaken(browser: Browser, then: str) -> Any:
    """What moves with the device, and the way that `then` looks for; None when nothing listens."""
    if not survey(browser).listens(*EVENTS):
        return None
    return act(browser, MOVE + then)
