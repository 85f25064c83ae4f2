// Finds the buttons of a page that may be pressed and the dialogs that come, and tries what is in
// them. Runs after acting.js; `page`, `acting` and `record` are in reach. given.own: forms of
// method post may be pressed too. `within` needs operating.js, given.soon and given.drawn in
// milliseconds, and given.inside: presses at most, of each kind.

// Buttons that lead away, send a form or delete are left alone on other people's pages. The guard
// would hold them back too; but nothing is pressed there that need not be.
const leads = (e) => e.matches("a[href]") && !/^(#|javascript:)/.test(e.getAttribute("href"));
const buttons = () => page.all(`button, [role=button], input[type=button], input[type=submit],
  input[type=image], a, summary, [role=tab], [role=menuitem], [role=switch]:not(input),
  [role=checkbox]:not(input)`)
  .filter((e) => acting.really(e) && !leads(e) && e.tabIndex >= 0
    && !e.matches(":disabled, [aria-disabled=true], [type=reset], details > summary")
    && (e.localName !== "a" || e.getAttribute("href") === "#" || acting.listens(e).has("click")
      || e.getAttribute("href")?.startsWith("javascript:") || e.hasAttribute("aria-haspopup")));
const sends = (e) => e.form && (e.matches("[type=submit], [type=image]") || e.localName === "button"
  && e.type === "submit");
const allowed = (e) => !sends(e) || given.own || e.form.method !== "post";

// A dialog by its role, or by what it does: it lies over the middle of the page.
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
  && !/rgba\(0, 0, 0, 0\)/.test(getComputedStyle(e).backgroundColor));
// A shadow that reaches over the whole page is drawn by the dialog itself.
const shades = (e) => /(?:\d{4,}|[5-9]\d\d)px(?: inset)?(?:,|$)/.test(getComputedStyle(e).boxShadow);
const whatOpened = (come) => {
  const named = come.map((e) => e.closest(ROLE)).find((e) => e && acting.really(e));
  if (named) return { root: named, named: true,
    modal: named.matches(":modal, [aria-modal=true]") || shades(named) || Boolean(backdrop(named)) };
  for (const element of come) {
    const root = fixed(element);
    if (!root || root.matches("[role=menu], [role=listbox], [role=tooltip], [role=status], nav")
      || !acting.really(root) || root.closest("nav")) continue;
    let whole = root;
    for (let at = root.parentElement; at && at !== document.body; at = at.parentElement)
      if (/fixed|absolute/.test(getComputedStyle(at).position)) whole = at;
    const box = whole.getBoundingClientRect(), shade = backdrop(whole);
    const middle = box.left < innerWidth / 2 && box.right > innerWidth / 2;
    if (middle && (shade || shades(root)) && covers(box, 0.04)) return { root: whole, named: false, modal: true };
  }
  return null;
};
// What lay over the page and lies in it again has closed, though it can still be seen.
const overlays = new WeakSet();
const dialogOf = (come) => {
  const found = whatOpened(come);
  if (found && fixed(found.root)) overlays.add(found.root);
  return found;
};
const stopsIn = (root) => page.stops().filter((e) => root.contains(e) && acting.really(e));
const inside = (root) => { const at = acting.focused(); return Boolean(at && root.contains(at)); };
const closed = (root) => !acting.really(root) || !root.checkVisibility({ opacityProperty: true })
  || !stopsIn(root).length && !page.squeeze(root.innerText) || overlays.has(root) && !fixed(root);
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
// Where the focus goes when the dialog has closed, by now or a moment later. "opener" or a path;
// "" for nowhere. far: into another part of the page, past what can be reached on the way, though
// the opener is still there and what has the focus was there before.
const PARTS = `main, [role=main], [role=banner], [role=contentinfo], nav, [role=navigation], aside,
  [role=complementary], :is(header, footer):not(article *, section *)`;
const part = (e) => {
  let found = null;
  for (let at = e; at; at = at.parentElement ?? at.getRootNode().host)
    if (at.matches?.(PARTS)) found = at;
  return found;
};
const NEAR = 3; // stops
const focusAfter = async (root, opener, before) => {
  await acting.wait(20); // it tells the page that it has closed, which may put off what it does
  await record.forward(given.drawn, 20);
  await acting.wait(0);
  const now = acting.focused();
  if (now === opener) return { back: "opener" };
  if (!now || root.contains(now)) return { back: "" };
  const told = { back: page.path(now) };
  if (!opener || !acting.really(opener) || opener.matches(":disabled")) return told;
  const all = page.stops(), at = all.indexOf(now);
  // A box around the opener, or what has no stop of its own, was chosen to lead people on.
  if (at < 0 || now.contains(opener) || !before.has(now)) return told;
  const [here, there] = [part(opener), part(now)];
  told.other = Boolean(here && there) && !here.contains(there) && !there.contains(here);
  told.far = told.other || Math.abs(at - all.indexOf(opener)) > NEAR;
  return told;
};
// What takes the focus in it and has no name. Asked anew, as it had none either while it was hidden.
const NAMED_CONTROLS = `button, a[href], input, select, textarea, ${["button", "link", "checkbox",
  "radio", "switch", "tab", "menuitem", "textbox", "searchbox", "combobox", "slider", "spinbutton"]
  .map((role) => `[role=${role}]`).join()}`;
const nameless = (root) => stopsIn(root).filter((e) => e.matches(NAMED_CONTROLS) && page.heard(e)
  && !page.squeeze(e.computedName) && !e.title && !e.hasAttribute("aria-describedby"));
// Does Tab lead from the opener right into it?
const isNext = (root, opener) => {
  const all = page.stops(), next = all[all.indexOf(opener) + 1];
  return Boolean(next && root.contains(next));
};
const tryDialog = async (found, opener, before = new Set()) => {
  const { root, named, modal } = found;
  const told = { element: page.path(root), opener: opener ? page.path(opener) : "", named, modal,
    stops: stopsIn(root).length, role: page.role(root),
    // One dialog may be built of two, and either has the name.
    name: [root, root.parentElement?.closest(ROLE), root.querySelector(ROLE)]
      .map((e) => e && page.name(e)).find(Boolean) ?? "" };
  told.nameless = nameless(root).map((e) => page.path(e));
  told.inside = inside(root);
  told.next = isNext(root, opener);
  told.keeps = !modal || await keeps(root);
  const back = stopsIn(root)[0], from = record.done.length;
  back?.focus();
  told.escape = await byEscape(root);
  told.closed = told.escape || await byButton(root);
  // What the answer of a server does, or the next page, cannot be seen from here.
  told.sends = record.done.slice(from).some((one) => /^(send|submit|leave)$/.test(one.kind));
  if (told.closed) Object.assign(told, await focusAfter(root, opener, before));
  return told;
};
// Opens it anew and closes it by the button that says so: where does the focus go then?
const CLOSES = /^([×✕✖x]|close|cancel|schlie(ß|ss)en|abbrechen|fermer|annuler|zoumaachen|ofbriechen)$/i;
const shutByButton = async (root, opener, before) => {
  if (!acting.really(opener)) return null;
  opener.focus({ preventScroll: true });
  const e = await acting.effect(() => opener.click(), { until_ms: given.soon });
  const next = e && dialogOf([...e.come, ...e.other])?.root;
  const button = next && closing(next).find((one) => CLOSES.test(page.squeeze(page.name(one))));
  if (!button) {
    if (next && !await byEscape(next)) await byButton(next);
    return null;
  }
  button.focus();
  button.click();
  await acting.wait(20);
  if (!closed(next)) await record.forward(given.drawn, 20);
  return closed(next) ? focusAfter(next, opener, before) : null;
};

// Whatever a pointer presses in a dialog, keys can press. What lies behind it, and closes it when
// pressed, is no control. A press may close the dialog; it is opened anew for the next.
const drawn = (e) => !covers(e.getBoundingClientRect(), 0.8) && Boolean(page.squeeze(e.innerText)
  || e.querySelector("img, svg, canvas") || e.matches("img, svg, canvas")
  || getComputedStyle(e).backgroundImage !== "none"
  || ["::before", "::after"].some((part) => !/^(none|normal|""|)$/.test(
    getComputedStyle(e, part).content)));
// Tab passes over it. In a row of others it may be left to the arrows.
const GROUPS = `[role=toolbar], [role=tablist], [role=menu], [role=menubar], [role=radiogroup],
  [role=listbox], [role=grid], [role=tree], [aria-hidden=true], [aria-disabled=true], :disabled`;
const passedOver = (root) => usable(root).filter((e) => e.tabIndex < 0 && !e.closest(GROUPS)
  && e.matches("button, [role=button], input[type=button]") && e.hasAttribute("tabindex"));
const answering = { pointer: (root) => free(usable(root)).filter(drawn),
  keys: (root) => custom(usable(root)), passed: passedOver };
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
      const one = { element: page.path(element), kind, control: kind === "passed" || control(element),
        role: element.hasAttribute("role") };
      if (kind !== "keys" && await byArrows(element)) continue;
      const e = await press(element);
      // Whether a button in it changes the size as well is not looked for.
      if (!ownEffect({ ...e, sized: [] })) continue;
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
