// What checks that act may ask of a page. Evaluated with `page` of probe.js and `record` of
// recorder.js in reach, as the body of a function that returns `acting`.

const POINTER = ["click", "mousedown", "mouseup", "pointerdown", "pointerup", "dblclick"];
const NATIVE = `a[href], area[href], button, input, select, textarea, summary, option, label,
  audio, video, iframe, object, embed`;

const wait = (time_ms) => new Promise((go) => record.own.setTimeout(go, time_ms));
const nextFrame = () => Promise.race([
  new Promise((go) => record.own.frame(() => go())), wait(60)]);

// Event names that an element listens to itself, attributes and properties included.
const listening = new Map();
const listens = (element) => {
  if (!listening.has(element)) listening.set(element, new Set(Object.keys(given_listeners(element))));
  return listening.get(element);
};
const anyOf = (element, names) => names.some((name) => listens(element).has(name));
// Whether a script that hears of a press asks how it came about: keys press without a pointer.
const ASKS_HOW = /\b(detail|pointerType|pointerId|screen[XY]|client[XY]|page[XY]|offset[XY])\b/;
const asking = new Map();
const asksHow = (place) => {
  if (!asking.has(place)) asking.set(place, (given_listeners(place).click ?? []).some(
    ({ listener }) => ASKS_HOW.test(String(listener))));
  return asking.get(place);
};
const weighsPresses = (element) => {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host)
    if (listens(at).has("click") && asksHow(at)) return true;
  return [document, window].some(asksHow);
};
const withListeners = (names) => page.all("*").filter((element) => anyOf(element, names));

// The focus in words: the deepest element that has it, null for none.
const focused = () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element === document.body || element === document.documentElement ? null : element;
};

const really = (element) => element.isConnected && page.seen(element)
  && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

// Seen now: each element that holds words, pictures or a value of its own -> what it shows.
const ownWords = (element) => {
  let words = "";
  for (const node of element.childNodes) if (node.nodeType === 3) words += node.data;
  return page.squeeze(words);
};
const shows = (element) => {
  if (element.matches("script, style, noscript, template, option")) return "";
  if (element.matches("input, textarea, select"))
    return `field ${element.type} ${element.value ?? ""} ${element.checked ?? ""}`;
  if (element.matches("img, video")) return `${element.localName} ${element.currentSrc}`;
  if (element.matches("svg, canvas, iframe")) return element.localName;
  return ownWords(element);
};
// Open shadow trees, as far as they were come across: changes in them are told to nobody outside.
const trees = new Set();
const snapshot = (root = document) => {
  const found = new Map();
  for (const element of page.all("*", root)) {
    if (element.shadowRoot) trees.add(element.shadowRoot);
    const shown = shows(element);
    if (shown && really(element)) found.set(element, shown);
  }
  return found;
};

// From one snapshot to a later one.
const changes = (before, after) => {
  const come = [], gone = [], other = [];
  for (const [element, shown] of after) {
    if (!before.has(element)) come.push(element);
    else if (before.get(element) !== shown) other.push(element);
  }
  for (const element of before.keys()) if (!after.has(element)) gone.push(element);
  return { come, gone, other, any: come.length + gone.length + other.length > 0 };
};

// States that say something beyond words: what a switch or a tab shows by an attribute.
const STATES = ["aria-checked", "aria-pressed", "aria-selected", "aria-expanded", "aria-valuenow",
  "aria-activedescendant", "aria-current", "open", "hidden"];
const watchPage = () => {
  let touched = [];
  const watcher = new MutationObserver((list) => { touched.push(...list); });
  for (const tree of [document, ...trees]) watcher.observe(tree, { subtree: true, childList: true,
    characterData: true, attributes: true });
  return {
    take: () => { touched.push(...watcher.takeRecords()); const all = touched; touched = [];
      return all; },
    touched: () => {
      touched.push(...watcher.takeRecords());
      return touched.length > 0;
    },
    end: () => watcher.disconnect(),
  };
};

// What one act does. Waits a moment, for what the page puts off. Returns null for nothing at all.
// words: come, gone, other (elements).  out: ways out of the page that it tried.
const effect = async (act, { until_ms = 0 } = {}) => {
  const before = snapshot(), had = focused(), from = record.done.length;
  const fields = new Map(page.all("input, select, textarea").map((f) => [f, `${f.checked} ${f.value}`]));
  const watch = watchPage();
  await act();
  await wait(0);
  if (until_ms) {
    await record.forward(until_ms, 50);
    // What fades in is there, as it would be when so much time has really passed.
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  }
  await wait(0);
  const touched = watch.take();
  watch.end();
  const out = record.done.slice(from).filter((one) => one.kind !== "error");
  const fieldsChanged = [...fields].filter(([f, was]) => `${f.checked} ${f.value}` !== was)
    .map(([f]) => f);
  const now = focused();
  const moved = now !== had;
  if (!touched.length && !out.length && !moved && !fieldsChanged.length) return null;
  const seen = touched.length ? changes(before, snapshot()) : { come: [], gone: [], other: [], any: false };
  const states = touched.filter((one) => one.type === "attributes"
    && STATES.includes(one.attributeName)).map((one) => one.target);
  const visible = seen.any || states.length > 0 || fieldsChanged.length > 0
    || out.some((one) => one.kind !== "inside");
  return { ...seen, states, out, moved: moved ? now : undefined, fields: fieldsChanged, visible };
};

// How large each text is written: element -> CSS pixels. Empty while sizes change by themselves.
const SIZING = ["fontSize", "zoom"];
const sizeOf = (box) => parseFloat(getComputedStyle(box).fontSize) * (box.currentCSSZoom ?? 1);
const sizes = () => document.getAnimations().some((one) => one.effect?.getKeyframes?.()
  .some((frame) => SIZING.some((name) => name in frame))) ? new Map()
  : new Map(page.texts().filter((box) => box.isConnected && page.seen(box))
    .map((box) => [box, sizeOf(box)]));
// The texts outside of what was pressed that are written larger or smaller now, or begin to be.
const resized = (before, pressed) => {
  const fades = document.getAnimations().filter((one) => one instanceof CSSTransition
    && /^(font-size|zoom)$/.test(one.transitionProperty)).map((one) => one.effect?.target);
  return [...before].filter(([box, size]) => box.isConnected && !pressed.contains(box)
    && !box.contains(pressed) && (fades.includes(box) || Math.abs(sizeOf(box) - size) >= 1))
    .map(([box]) => box);
};

const pointer = (type, element, more = {}) => {
  const box = element.getBoundingClientRect();
  const kind = /^(pointer|click)/.test(type) ? PointerEvent : MouseEvent;
  return element.dispatchEvent(new kind(type, { bubbles: true, cancelable: true, composed: true,
    view: window, button: 0, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2,
    isPrimary: true, pointerId: 1, buttons: /down|move/.test(type) ? 1 : 0, detail: 1, ...more }));
};
// hovered: called when the pointer is over it, before it is pressed.
const clickLikePointer = (element, hovered = () => {}) => {
  for (const type of ["pointerover", "mouseover"]) pointer(type, element);
  hovered();
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup"]) pointer(type, element);
  if (element.matches(":disabled")) return; // a browser tells nobody of a press on it
  pointer("click", element, { pointerType: "mouse" });
};

// A key, as scripts see it. False when the page took the browser's own action away.
const CODES = { Enter: 13, " ": 32, Escape: 27, Tab: 9, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39,
  ArrowDown: 40 };
const placeOf = (name) => /^[a-z]$/i.test(name) ? `Key${name.toUpperCase()}`
  : /^\d$/.test(name) ? `Digit${name}` : name === " " ? "Space" : name;
// write: what the key writes into a field, between its going down and its coming up.
const key = (name, element = focused() ?? document.body, more = {}, write = null) => {
  const code = CODES[name] ?? name.toUpperCase().charCodeAt(0);
  const given = { key: name, code: placeOf(name), keyCode: code, which: code, bubbles: true,
    cancelable: true, composed: true, view: window, ...more };
  const down = element.dispatchEvent(new KeyboardEvent("keydown", given));
  const sign = name.length === 1 ? name.charCodeAt(0) : code;
  const typed = { ...given, charCode: sign, keyCode: sign, which: sign };
  const pressed = down && (name.length === 1 || name === "Enter")
    ? element.dispatchEvent(new KeyboardEvent("keypress", typed)) : down;
  if (down && pressed) write?.();
  element.dispatchEvent(new KeyboardEvent("keyup", given));
  return down && pressed;
};

// Has anything stayed other than it was loaded? Then the page is loaded anew.
const state = () => `${document.documentElement?.outerHTML.length} ${location.hash} `
  + page.all("input, select, textarea").map((f) => `${f.value}${f.checked}`).join()
  + page.all("*").map((e) => e.attributes.length).reduce((a, b) => a * 31 + b | 0, 7)
  + (document.documentElement?.outerHTML ?? "");

// Every style rule that can be read: selector, declarations, and the media queries around it.
const styleRules = () => {
  const found = [];
  const into = (rules, media) => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) found.push({ selector: rule.selectorText, style: rule.style,
        media });
      if (rule.cssRules?.length) into(rule.cssRules, rule instanceof CSSMediaRule
        ? [...media, rule.conditionText] : media);
    }
  };
  for (const sheet of document.styleSheets) {
    let rules = [];
    try { rules = sheet.cssRules; } catch { continue; } // another site's sheet keeps its secrets
    into(rules, sheet.media.mediaText ? [sheet.media.mediaText] : []);
  }
  return found;
};
const keyframes = () => [...document.styleSheets].some((sheet) => {
  try { return [...sheet.cssRules].some((rule) => rule instanceof CSSKeyframesRule
    || rule.cssRules && [...rule.cssRules].some((r) => r instanceof CSSKeyframesRule));
  } catch { return true; } // another site's sheet may hold some
});

// Looks for a control that makes it stop: presses each once, those that come up too.
const CONTROLS = `button, input, select, summary, [role=button], [role=switch], [role=checkbox],
  a[href^="#"], a[href^="javascript:"], a:not([href])[onclick]`;
const controls = () => page.all(CONTROLS).filter((control) => really(control)
  && !control.matches(":disabled, [type=file], [type=reset]"));
const use = (control) => {
  const typed = control.matches("input:not([type=button], [type=submit], [type=image],"
    + " [type=checkbox], [type=radio])");
  if (typed || control.localName === "select") {
    if (typed) control.value = control.type === "range" ? control.min || "0" : "60";
    else control.selectedIndex = (control.selectedIndex + 1) % control.options.length;
    for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
  } else control.click();
};
// tried: what was pressed before, and what is pressed now, in order.
const seek = async (stopped, most = 20, tried = new Set()) => {
  for (let round = 0; round < most; round += 1) {
    const next = controls().find((control) => !tried.has(control));
    if (!next) return null;
    tried.add(next);
    use(next);
    await wait(0);
    if (await stopped()) return next;
  }
  return null;
};

// Every animation that moves, or has moved since the page was loaded.
const motions = () => [...new Set([...document.getAnimations(), ...record.motions])];

return { styleRules, keyframes, motions, controls, use, seek, STATES, POINTER, NATIVE, wait, nextFrame, listens, anyOf, weighsPresses, withListeners, focused, really, ownWords,
  snapshot, changes, effect, sizes, resized, pointer, clickLikePointer, key, state, watchPage };
