// Sends the forms of a page empty, and then with senseless values, and tells what the page's own
// script says. Nothing leaves the page: every way out is held before.
// Evaluated as the body of an async function; `page` and `contrasts` of contrast.js are in reach.

let leaving = false; // the page let the form go since this was last set
let held = false; // a script kept the form from going
let asking = 0; // checks by which a script learns what is wrong, and the browser says nothing
let refused = 0; // how many of these found something wrong
const unheard = (kind) => {
  const own = kind.prototype.checkValidity;
  kind.prototype.checkValidity = function checkValidity() {
    asking += 1;
    try {
      const right = own.call(this);
      if (!right) refused += 1;
      return right;
    } finally { asking -= 1; }
  };
};
const hold = () => {
  [HTMLFormElement, HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement, HTMLFieldSetElement]
    .forEach(unheard);
  const never = () => { leaving = true; return new Promise(() => {}); };
  window.fetch = never;
  XMLHttpRequest.prototype.send = () => { leaving = true; };
  navigator.sendBeacon = () => true;
  HTMLFormElement.prototype.submit = () => { leaving = true; };
  window.open = () => null;
  navigation.addEventListener("navigate", (event) => {
    if (event.cancelable && !event.hashChange) event.preventDefault();
  });
  // The last to hear it: what the page has not stopped itself is stopped here.
  window.addEventListener("submit", (event) => {
    leaving ||= !event.defaultPrevented;
    held ||= event.defaultPrevented;
    event.preventDefault();
  });
  const told = [];
  window.alert = (text) => { told.push(String(text)); };
  window.confirm = () => false;
  window.prompt = () => null;
  return told;
};

const pause = (time_ms) => new Promise((resolve) => { setTimeout(resolve, time_ms); });
const texts = () => {
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!/\p{L}/u.test(walker.currentNode.data)) continue;
    if (element.closest("script, style, noscript, template, option, textarea")) continue;
    if (page.seen(element)) found.set(walker.currentNode, page.squeeze(walker.currentNode.data));
  }
  return found;
};
const FIELDS = `input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]),
  select, textarea`;
const live = (element) => {
  const region = element.closest("[role=alert], [role=status], [role=log], [aria-live], output");
  return Boolean(region && region.getAttribute("aria-live") !== "off");
};
const describes = (element, field) => ["aria-describedby", "aria-errormessage", "aria-labelledby"]
  .flatMap((name) => (field.getAttribute(name) ?? "").split(/\s+/)).filter(Boolean)
  .some((id) => document.getElementById(id)?.contains(element))
  || [...(field.labels ?? [])].some((label) => label.contains(element));
// What a group says of itself is said as one comes to the first of its fields.
const saidWith = (element, field) => [field, ...page.groups(field)].some((one) =>
  describes(element, one) || one.querySelector(":scope > legend")?.contains(element));
const look = (field) => {
  const style = getComputedStyle(field);
  return [style.borderTopColor, style.borderTopWidth, style.backgroundColor, style.outlineColor,
    style.boxShadow].join(" ");
};
// The one that has the focus shows that too, so it is looked at when it has lost it.
const lookAfter = (field, focus) => {
  if (field !== focus) return look(field);
  field.blur();
  const found = look(field);
  field.focus();
  return found;
};
// What else may point at a field: the look of its caption and of the box that it stands in, and
// the signs beside it.
const aroundIt = (form, field) => {
  const parts = [...(field.labels ?? [])], picture = getComputedStyle(field).backgroundImage;
  for (let at = field.parentElement; at && form.contains(at) && at !== form; at = at.parentElement)
    parts.push(at);
  const drawn = (one, side) => getComputedStyle(one, side).content;
  return picture + parts.map((one) => [getComputedStyle(one).color, look(one),
    drawn(one, "::before"), drawn(one, "::after")].join(" ")).join();
};
const signs = (form) => [...form.querySelectorAll("img, svg, i, [role=img]")].filter(page.seen).length;
const TYPED = "[type=text], [type=email], [type=tel], [type=url], input:not([type]), textarea";
// A sign, a drawn one too, or a program's name for it: whatever might say that a field is needed.
const marksNeed = (field) => field.matches("[required], [aria-required=true]")
  || [...(field.labels ?? [])].flatMap((label) => [label, ...label.querySelectorAll("*")])
    .some((part) => part.matches("img, svg, i") || ["::before", "::after"].some((side) =>
      !/^(none|normal)$/.test(getComputedStyle(part, side).content)))
  || /requir|mandat|pflicht|oblig/i.test(field.closest("form > *")?.outerHTML ?? "");
const said = (form, before, hints) => [...before.values(), ...hints,
  ...[...form.querySelectorAll("[placeholder], [title], [aria-label], [alt]")].map((one) =>
    `${one.placeholder ?? ""} ${one.title} ${one.ariaLabel ?? ""} ${one.alt ?? ""}`)].join(" ");
// A hint that shows only with the focus, or at a press, is there for all who ask for it.
const hinted = (form) => [...form.querySelectorAll("[aria-describedby]")].flatMap((one) =>
  one.getAttribute("aria-describedby").split(/\s+/).map((id) =>
    document.getElementById(id)?.textContent ?? ""));
// With these filled in the form lets itself be sent, though others of its fields are empty: then
// those are not needed, and these are. Many scripts name one field that is missing at a time.
const FIT = { email: "name@example.org", url: "https://example.org/", tel: "01632960777" };
const MOST_ROUNDS = 6;
const fill = (field, value) => {
  field.value = value;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
};
const fit = (field) => fill(field, FIT[field.type] ?? FIT[field.autocomplete] ?? "Test");
// Where another field in its place does as well, it is not this one that is needed.
const replaced = async (form, button, told, field, others) => {
  for (const other of others) fit(other);
  fill(field, "");
  const without = await sent(form, button, told);
  for (const other of others) fill(other, "");
  return Boolean(without?.leaving);
};
const proven = async (form, button, told, first) => {
  const needed = new Set();
  let spare = [], at = first;
  for (let round = 0; round < MOST_ROUNDS && at && !at.leaving; round += 1) {
    const more = at.demanded.filter((field) => !needed.has(field));
    for (const field of more) {
      needed.add(field);
      fit(field);
    }
    spare = [...form.querySelectorAll(TYPED)].filter((field) => page.seen(field)
      && !field.value && field.tabIndex >= 0 && !field.readOnly && !field.disabled);
    at = more.length && spare.length ? await sent(form, button, told) : null;
  }
  const sure = [];
  for (const field of at?.leaving ? needed : []) {
    const others = [...needed, ...spare].filter((other) => other !== field);
    if (!await replaced(form, button, told, field, others)) sure.push(field);
  }
  for (const field of needed) fill(field, "");
  return sure.map((field) => ({ element: page.path(field), caption: caption(field),
    spare: spare.map(caption).filter(Boolean) }));
};
// The one field whose caption a complaint names: “Enter your full name”. Where it names several,
// any of them may do.
const simple = (text) => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
const namedBy = (text, fields) => {
  const said = simple(text);
  const named = fields.map((field) => ({ field, words: simple(caption(field)) }))
    .filter(({ words }) => words.length > 4 && said.includes(words));
  const whole = named.filter(({ words }) => !named.some((other) =>
    other.words !== words && other.words.includes(words)));
  return whole.length === 1 ? whole[0].field : null;
};
const caption = (field) => [...(field.labels ?? [])].map(page.written).join(" ");
const COMPLAINT = `[class*=error i], [id*=error i], [class*=invalid i], [class*=fehler i],
  [class*=erreur i], dialog, [role=dialog], [role=alertdialog]`;
const far_px = 60;
const isNear = (element, field) => {
  const a = element.getBoundingClientRect(), b = field.getBoundingClientRect();
  const x = Math.max(0, a.left - b.right, b.left - a.right);
  return Math.hypot(x, Math.max(0, a.top - b.bottom, b.top - a.bottom)) < far_px;
};

// The contrast of text that comes with a sending, or takes another colour, where nothing is on its
// way any more. before: the colour that each text had.
const inkOf = (node) => getComputedStyle(node.parentElement).webkitTextFillColor;
const MOST_INKED = 40;
const inked = (before, button) => {
  const moving = document.getAnimations().filter((one) => one.playState === "running")
    .map((one) => one.effect?.target).filter(Boolean);
  const nodes = [...texts().keys()].filter((node) => !button.contains(node)
    && before.get(node.parentElement) !== inkOf(node)
    && !moving.some((one) => one.contains(node) || node.parentElement.contains(one)));
  if (!nodes.length) return [];
  page.colours.anew();
  return contrasts.prepare(nodes.slice(0, MOST_INKED)).sure
    .map((one) => ({ ...one, button: page.path(button) }));
};

// The look that each field has before anything is sent: one that has it back is right again.
const firstLooks = new Map();
// What came with an earlier sending. As long as it stands, it still tells what is wrong.
const came = new Set();
const SOON_MS = 60, LATER_MS = 400;
const sent = async (form, button, told) => {
  const fields = [...form.querySelectorAll(FIELDS)].filter(page.seen);
  button.focus(); // before the looks are taken: a field that loses the focus looks different
  const before = texts(), hints = hinted(form);
  const inks = new Map([...before.keys()].map((node) => [node.parentElement, inkOf(node)]));
  const looks = fields.map(look);
  fields.forEach((field, at) => firstLooks.has(field) || firstLooks.set(field, looks[at]));
  const values = fields.map((field) => field.value);
  const chosen = fields.map((field) => field.checked);
  const wrong = fields.map((field) => field.getAttribute("aria-invalid") === "true");
  const alerts = told.length;
  const around = fields.map((field) => aroundIt(form, field)), signed = signs(form);
  const bubbles = []; // what the browser itself tells of, unless the page takes it away
  leaving = held = false;
  refused = 0;
  const noted = (event) => { if (!asking) bubbles.push(event); };
  form.addEventListener("invalid", noted, true);
  button.click();
  await pause(SOON_MS);
  const news = () => [...texts()].filter(([node, text]) => before.get(node) !== text);
  const native = bubbles.some((event) => !event.defaultPrevented);
  let fresh = news();
  if (!fresh.length && !native && !leaving && told.length === alerts) {
    await pause(LATER_MS); // some scripts think a while, or ask another
    fresh = news();
  }
  form.removeEventListener("invalid", noted, true);
  if (!form.isConnected || !page.seen(form)) return null;
  const stands = [...came].some((node) => node.isConnected
    && before.get(node) === page.squeeze(node.data) && page.seen(node.parentElement));
  fresh.forEach(([node]) => came.add(node));
  const focus = document.activeElement, looksNow = fields.map((field) => lookAfter(field, focus));
  // Empty fields that an error is now tied to, or names, though nothing at them said that they are
  // needed.
  const open = fields.filter((field, at) => !values[at] && !wrong[at] && field.matches(TYPED));
  let demanded = open.filter((field) => field.getAttribute("aria-invalid") === "true"
    && fresh.some(([node]) => describes(node.parentElement, field)));
  if (!demanded.length) {
    const complaints = told.slice(alerts).concat(fresh.filter(([node]) => live(node.parentElement)
      || node.parentElement.closest(COMPLAINT) || fields.some((one) =>
        isNear(node.parentElement, one))).map(([, text]) => text));
    const named = complaints.map((text) => namedBy(text, fields));
    demanded = open.filter((field) => named.includes(field));
  }
  demanded = demanded.filter((field) => !marksNeed(field));
  return {
    leaving, held, refused: refused > 0, demanded, before: demanded.length || fresh.length ? said(form, before, hints) : "", proven: [],
    form: page.path(form), captions: fields.map(caption).filter(Boolean), native, alerts: told.slice(alerts),
    texts: fresh.map(([node, text]) => {
      const element = node.parentElement;
      const field = fields.find((one) => saidWith(element, one));
      const near = fields.find((one) => isNear(element, one));
      return { element: page.path(element), text, live: live(element),
        field: field ? page.path(field) : "", caption: field ? caption(field) : "",
        near: near ? page.path(near) : "",
        focused: Boolean(focus && focus !== document.body
          && (focus.contains(element) || describes(element, focus))) };
    }),
    marked: fields.filter((field, at) => !wrong[at]
      && field.getAttribute("aria-invalid") === "true").map(page.path),
    stands, unlike: fields.some((field, at) => looksNow[at] !== firstLooks.get(field)),
    // What was chosen looks other than what was cleared, and what is right again as at first.
    recoloured: fields.filter((field, at) => looksNow[at] !== looks[at]
      && looksNow[at] !== firstLooks.get(field) && field.getAttribute("aria-invalid") !== "false"
      && field.checked === chosen[at]).map(page.path),
    lost: fields.filter((field, at) => values[at] && !field.value && field.type !== "password")
      .map(page.path),
    // A sign-in rightly keeps to itself which of the two was wrong.
    several: fields.filter((field) => !field.matches("[type=checkbox], [type=radio]")).length
      > (form.querySelector("[type=password]") ? 2 : 1),
    pointed: signs(form) !== signed
      || fields.some((field, at) => aroundIt(form, field) !== around[at]),
    moved: focus !== button, onField: fields.includes(focus), title: document.title,
    inked: inked(inks, button),
  };
};

const MOST = 2;
const told = hold();
const found = [];
for (const form of [...document.forms].filter(page.seen).slice(0, MOST)) {
  const buttons = [...form.elements].filter((one) => one.type === "submit" && page.seen(one));
  const button = buttons[0] ?? [...form.querySelectorAll("button, [role=button]")].find(page.seen);
  const fields = [...form.querySelectorAll(FIELDS)].filter(page.seen);
  if (!button || !fields.length || form.querySelector("[type=search]")) continue;
  const empty = await sent(form, button, told);
  found.push(empty);
  if (empty && !empty.leaving && empty.demanded.length) {
    empty.proven = await proven(form, button, told, empty);
  }
  if (!form.isConnected) {
    if (empty) empty.held = false;
    continue;
  }
  for (const field of fields) {
    if (field.matches(TYPED) && !field.value && !field.readOnly && !field.disabled) fill(field, "x");
  }
  const filled = await sent(form, button, told);
  if (empty) empty.held &&= filled?.leaving ?? false; // else it may never go at all
  if (filled) filled.held = false;
  found.push(filled);
}
return found.filter(Boolean).map((one) => ({ ...one, demanded: [] })); // elements stay here
