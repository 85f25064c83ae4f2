// Sends the forms of a page empty, and then with senseless values, and tells what the page's own
// script says. Nothing leaves the page: every way out is held before.
// Evaluated as the body of an async function, after form_looks.js; `page` is in reach.

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
    const named = complaints.flatMap((text) => namedBy(text, fields));
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
