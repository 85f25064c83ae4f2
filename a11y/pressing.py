"""Presses each button of a page once, and tells what came of it, for all checks that ask."""

from __future__ import annotations

from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.operating import POINTER, SCRIPT

MOST = 14
MOST_INSIDE = 4  # of each kind, in one dialog
SOON_MS = 1500
DRAWN_MS = 700  # an animation that a page waits for is over by then
HEARD = ("click", "mousedown", "mouseup", "pointerdown", "pointerup", "submit", "keydown", "input")
# Buttons that lead away, send a form or delete are left alone on other people's pages. The guard
# would hold them back too; but nothing is pressed there that need not be.
FIND = """
const leads = (e) => e.matches("a[href]") && !/^(#|javascript:)/.test(e.getAttribute("href"));
const buttons = () => page.all(`button, [role=button], input[type=button], input[type=submit],
  input[type=image], a, summary, [role=tab], [role=menuitem]`)
  .filter((e) => acting.really(e) && !leads(e) && e.tabIndex >= 0
    && !e.matches(":disabled, [aria-disabled=true], [type=reset], details > summary")
    && (e.localName !== "a" || e.getAttribute("href") === "#" || acting.listens(e).has("click")
      || e.href?.startsWith("javascript:") || e.hasAttribute("aria-haspopup")));
const sends = (e) => e.form && (e.matches("[type=submit], [type=image]") || e.localName === "button"
  && e.type === "submit");
const allowed = (e) => !sends(e) || given.own || e.form.method !== "post";
"""
# A dialog by its role, or by what it does: it lies over the middle of the page.
DIALOG = """
const ROLE = "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]";
const fixed = (e) => {
  for (let at = e; at && at !== document.body; at = at.parentElement)
    if (/fixed|absolute/.test(getComputedStyle(at).position)) return at;
  return null;
};
const covers = (box, share) => {
  const wide = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
  const high = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  return wide > 0 && high > 0 && wide * high >= share * innerWidth * innerHeight;
};
const backdrop = (holder) => page.all("body *").find((e) => /fixed|absolute/.test(
  getComputedStyle(e).position) && acting.really(e) && covers(e.getBoundingClientRect(), 0.8)
  && (e.contains(holder) || holder.contains(e) || e !== holder)
  && !/rgba\\(0, 0, 0, 0\\)/.test(getComputedStyle(e).backgroundColor));
const dialogOf = (come) => {
  const named = come.map((e) => e.closest(ROLE)).find((e) => e && acting.really(e));
  if (named) return { root: named, named: true,
    modal: named.matches(":modal, [aria-modal=true]") || Boolean(backdrop(named)) };
  for (const element of come) {
    const root = fixed(element);
    if (!root || root.matches("[role=menu], [role=listbox], [role=tooltip], [role=status], nav")
      || !acting.really(root) || root.closest("nav")) continue;
    let whole = root;
    for (let at = root.parentElement; at && at !== document.body; at = at.parentElement)
      if (/fixed|absolute/.test(getComputedStyle(at).position)) whole = at;
    const box = whole.getBoundingClientRect(), shade = backdrop(whole);
    const middle = box.left < innerWidth / 2 && box.right > innerWidth / 2;
    if (middle && shade && covers(box, 0.04)) return { root: whole, named: false, modal: true };
  }
  return null;
};
const stopsIn = (root) => page.stops().filter((e) => root.contains(e) && acting.really(e));
const inside = (root) => { const at = acting.focused(); return Boolean(at && root.contains(at)); };
const closed = (root) => !acting.really(root)
  || !stopsIn(root).length && !page.squeeze(root.innerText);
// Is the focus kept in? Tab at the last stop is held back, the rest is inert, or focus comes back.
const keeps = async (root) => {
  if (root.matches(":modal")) return true;
  const last = stopsIn(root).at(-1);
  if (!last) return true;
  last.focus();
  if (!acting.key("Tab", last)) return true;
  const all = page.stops(), next = all.slice(all.indexOf(last) + 1).find((e) => !root.contains(e))
    ?? all.find((e) => !root.contains(e));
  if (!next) return true;
  next.focus();
  await acting.wait(20);
  return inside(root);
};
const CLOSE = /close|cancel|dismiss|done|ok|×|✕|x|schlie|abbrechen|ferm|annuler|zou/i;
const closing = (root) => {
  const all = stopsIn(root).filter((e) => e.matches("button, [role=button], a, input[type=button]")
    && !leads(e));
  const named = all.filter((e) => CLOSE.test(`${e.textContent} ${e.ariaLabel} ${e.value ?? ""}`
    + ` ${e.title} ${e.className} ${e.querySelector("img")?.alt}`));
  return [...named, ...all.filter((e) => !named.includes(e))];
};
const byEscape = async (root) => {
  if (root.matches("dialog:modal")) {
    const let_go = root.dispatchEvent(new Event("cancel", { cancelable: true }));
    if (let_go) root.close();
    return let_go;
  }
  acting.key("Escape", acting.focused() ?? document.body);
  await acting.wait(20);
  if (!closed(root)) await record.forward(700, 20);
  return closed(root);
};
const byButton = async (root, but = []) => {
  for (const button of closing(root).filter((e) => !but.includes(page.path(e))).slice(0, 4)) {
    button.focus();
    button.click();
    await acting.wait(20);
    if (!closed(root)) await record.forward(700, 20);
    if (closed(root)) return true;
  }
  return false;
};
const tryDialog = async (found, opener) => {
  const { root, named, modal } = found;
  const told = { element: page.path(root), opener: opener ? page.path(opener) : "", named, modal,
    stops: stopsIn(root).length };
  told.inside = inside(root);
  told.keeps = !modal || await keeps(root);
  const back = stopsIn(root)[0];
  back?.focus();
  told.escape = await byEscape(root);
  told.closed = told.escape || await byButton(root);
  const now = acting.focused();
  told.back = now === opener ? "opener" : now && !root.contains(now) ? page.path(now) : "";
  return told;
};
"""
# Whatever a pointer presses in a dialog, keys can press. What lies behind it, and closes it when
# pressed, is no control. A press may close the dialog; it is opened anew for the next.
WITHIN = """
const drawn = (e) => !covers(e.getBoundingClientRect(), 0.8) && Boolean(page.squeeze(e.innerText)
  || e.querySelector("img, svg, canvas") || e.matches("img, svg, canvas")
  || getComputedStyle(e).backgroundImage !== "none"
  || ["::before", "::after"].some((part) => !/^(none|normal|""|)$/.test(
    getComputedStyle(e, part).content)));
const answering = { pointer: (root) => free(usable(root)).filter(drawn),
  keys: (root) => custom(usable(root)) };
const answers = (root) => Object.values(answering).some((list) => list(root).length);
// A hand, a role or a sign to close by makes it a control for the eye; a picture may be none.
const SHUT = /^([×✕✖x]|close|schlie(ß|ss)en|fermer|zoumaachen)$/i;
const control = (e) => !covers(e.getBoundingClientRect(), 0.04)
  && (hand(e) || e.hasAttribute("role") || SHUT.test(page.squeeze(e.innerText)));
const marksOf = (e) => [...e.come, ...e.gone, ...e.other, ...e.states].map(page.path);
const within = async (found, opener) => {
  let { root } = found;
  const open = async () => {
    if (!closed(root)) return true;
    if (!acting.really(opener)) return false;
    const e = await acting.effect(() => opener.click(), { until_ms: given.soon });
    const next = e && dialogOf([...e.come, ...e.other]);
    if (next) root = next.root;
    return Boolean(next);
  };
  // Does a button in it change the same? Then keys do it too.
  const offered = async (marks, but) => {
    for (let number = 0; number < given.inside; number += 1) {
      const button = await open() ? stopsIn(root).filter((e) => !sends(e)
        && e.matches("button, input[type=button]") && page.path(e) !== but)[number] : null;
      if (!button) return false;
      const e = await acting.effect(() => button.click());
      const same = e ? marksOf(e) : [];
      if (!closed(root) && marks.every((mark) => same.includes(mark))) return true;
    }
    return false;
  };
  const told = [];
  for (const [kind, list] of Object.entries(answering)) {
    for (let number = 0; number < given.inside; number += 1) {
      const element = await open() ? list(root)[number] : null;
      if (!element) break;
      if (kind === "keys" && await byKey(element, keysOf(element)) === "acts") continue;
      const one = { element: page.path(element), kind, control: control(element),
        role: element.hasAttribute("role") };
      if (kind === "pointer" && await byArrows(element)) continue;
      const e = await press(element);
      if (!ownEffect(e)) continue;
      if (!closed(root)) await record.forward(given.drawn, 20);
      const closes = closed(root), marks = marksOf(e);
      if (!closes && marks.length && await offered(marks, one.element)) continue;
      told.push({ ...one, closes });
    }
  }
  const shut = told.filter((one) => one.closes);
  const other = shut.length > 0 && await open() && await byButton(root, told.map((o) => o.element));
  if (!closed(root)) await byEscape(root) || await byButton(root);
  return { told: told.filter((one) => !one.closes || !other), closed: closed(root) };
};
"""
# Whether a button that says it folds something says the truth after it was pressed. Looked at after
# the focus came, which may itself unfold.
FOLD = """
const LIVE = `[role=status], [role=alert], [role=log], [role=timer], [role=progressbar], output,
  [aria-live=polite], [aria-live=assertive]`;
const unfolded = (goal) => acting.really(goal) && Boolean(page.squeeze(goal.innerText)
  || goal.querySelector("img, svg, input, select, button"));
const folds = (button) => {
  const said = button.getAttribute("aria-expanded");
  if (said !== "true" && said !== "false") return null;
  const named = (button.getAttribute("aria-controls") ?? "").split(" ").filter(Boolean)
    .map((id) => button.getRootNode().getElementById(id)).filter(Boolean);
  // Without a name for it, it may be what follows.
  const goal = named[0] ?? (button.closest("h1, h2, h3, h4, h5, h6") ?? button).nextElementSibling;
  return goal && named.length < 2 && !goal.contains(button) && !goal.matches(LIVE)
    ? { button, goal, said, shown: unfolded(goal), named: named.length > 0 } : null;
};
// What it controls has come or gone: does it say so? Null when nothing has.
const follows = async ({ button, goal, said, shown, named }) => {
  const turned = () => button.isConnected && unfolded(goal) !== shown;
  const kept = () => button.getAttribute("aria-expanded") === said;
  if (turned() && kept()) await acting.wait(given.drawn); // some say it when an animation ends
  return turned() ? { button: page.path(button), said, shown, named, kept: kept() } : null;
};
"""
# Whether a tab says that it is the chosen one, and a button that it is on. Looked at after the
# focus came, which changes the look as well.
STATE = """
const LOOK = ["backgroundColor", "color", "borderTopColor", "boxShadow", "fontWeight",
  "textDecorationLine", "backgroundImage", "opacity"];
const told = (button) => {
  const said = [...button.attributes].filter((one) => /^(aria-|title$|value$)/.test(one.name));
  const style = getComputedStyle(button);
  return { selected: button.getAttribute("aria-selected"), name: page.name(button),
    said: said.map((one) => `${one.name}=${one.value}`).join(), text: button.textContent,
    look: LOOK.map((name) => style[name]).join() };
};
const picked = (button, was, e) => button.matches("[role=tab]") && was.selected === "false"
  && e.come.length > 0 && e.gone.length > 0 && button.isConnected;
// On at the first press and off at the second, to the eye alone; it does nothing else that shows.
const alone = (button, e) => e && !e.out.length && !e.states.length && !e.fields.length
  && [...e.come, ...e.gone, ...e.other].every((one) => button.contains(one));
const SAYS = /aria-(pressed|checked|expanded|selected|current|haspopup)/;
const switches = async (button, was, e) => {
  if (!button.isConnected || !alone(button, e) || SAYS.test(was.said)) return false;
  if (button.matches("[role]:not([role=button]), summary") || button.closest("label")) return false;
  await acting.wait(given.drawn / 2);
  const now = told(button);
  if (now.look === was.look || now.said !== was.said || now.name !== was.name
    || now.text !== was.text) return false;
  const again = await acting.effect(() => button.click(), { until_ms: given.soon });
  if (!alone(button, again)) return false;
  await acting.wait(given.drawn / 2);
  return told(button).look === was.look;
};
"""
PRESS = """
const fill = (form) => {
  const now = { email: "a@example.org", url: "https://example.org", number: "1", tel: "123456789",
    date: "2030-01-02", time: "10:00", month: "2030-01", week: "2030-W01", password: "Abc12345!" };
  for (const field of form.elements) {
    if (field.type === "checkbox" && field.required) field.checked = true;
    else if (field.matches("input, textarea") && !field.value && field.required
      && !/radio|checkbox|hidden|submit|button|file/.test(field.type))
      field.value = now[field.type] ?? "Test";
    else if (field.type === "radio" && field.required) field.checked = true;
    else if (field.localName === "select" && field.required) field.selectedIndex = field.length - 1;
  }
};
const dialogs = [], said = [], folded = [], tabs = [], switched = [], tried = new Set();
for (let round = 0; round < given.most; round += 1) {
  const button = buttons().find((e) => !tried.has(e) && allowed(e));
  if (!button) break;
  tried.add(button);
  if (sends(button)) {
    if (!given.hears_submit) continue;
    fill(button.form);
  }
  const live = new Set(page.all(LIVE));
  const expanded = button.getAttribute("aria-expanded");
  const chosen = button.getAttribute("aria-selected");
  button.focus({ preventScroll: true });
  const fold = folds(button), was = told(button);
  const e = await acting.effect(() => button.click(), { until_ms: given.soon });
  if (!e) continue;
  if (picked(button, was, e)) tabs.push({ button: page.path(button),
    kept: told(button).selected === "false" });
  if (await switches(button, was, e)) switched.push(page.path(button));
  const turned = fold && await follows(fold);
  if (turned) folded.push(turned);
  const found = dialogOf([...e.come, ...e.other]);
  if (found && stopsIn(found.root).every((s) => s !== button)) {
    const more = answers(found.root), dialog = await tryDialog(found, button);
    const rest = more ? await within(found, button) : { told: [], closed: closed(found.root) };
    dialogs.push({ ...dialog, within: rest.told });
    if (!rest.closed) break;
    continue;
  }
  if (e.out.some((one) => one.kind === "leave" || one.kind === "submit")) continue;
  const panel = Boolean(turned) || expanded !== button.getAttribute("aria-expanded")
    || chosen !== button.getAttribute("aria-selected") || button.matches("summary, [role=tab]");
  const at = acting.focused();
  const news = [...e.come, ...e.other].filter((one) => one.isConnected && !button.contains(one)
    && !one.matches("input, textarea, select, img, video, svg, canvas, iframe")
    && !(at && at !== document.body && at.contains(one))
    && !(e.moved && (one.contains(at) || one.parentElement.contains(at)
      && one.parentElement !== document.body && !one.parentElement.matches("main"))));
  const fresh = news.filter((one) => !one.closest("button, [role=button], label, option, tr td a"));
  const region = (one) => {
    for (let up = one; up; up = up.parentElement ?? up.getRootNode().host) {
      if (up.matches?.(LIVE)) return live.has(up) || up.matches("[role=alert]") ? "live" : "late";
    }
    return "";
  };
  const words = page.squeeze(fresh.map((one) => acting.ownWords(one)).join(" "));
  const heard = fresh.some((one) => region(one) === "live" && acting.ownWords(one));
  const controls = fresh.some((one) => page.stops().some((s) => one.contains(s) || s === one
    || s.parentElement === one.parentElement && e.come.includes(s)));
  if (fresh.length) said.push({ button: page.path(button), element: page.path(fresh[0]), words,
    panel, controls, heard, moved: Boolean(e.moved), regions: fresh.map(region),
    many: fresh.length });
}
return { dialogs, said, folded, tabs, switched, tried: tried.size };
"""


def press_each(browser: Browser, *, own: bool) -> Any:
    """What pressing does: dialogs that came, and words that came. None when there is no button.

    own: forms of method post may be pressed too; they are never really sent.
    """
    if "pressing" not in browser.notes:
        found = survey(browser)
        told = None
        if found.buttons or found.stops:
            given = {"most": MOST, "soon": SOON_MS, "drawn": DRAWN_MS, "own": own}
            given |= {"inside": MOST_INSIDE, "far": not found.far.isdisjoint(POINTER)}
            hears = found.listens("submit", "click")
            if found.listens(*HEARD):
                script = FIND + DIALOG + SCRIPT + WITHIN + FOLD + STATE + PRESS
                told = act(browser, script, hears_submit=hears, **given)
        browser.notes["pressing"] = told
    return browser.notes["pressing"]
