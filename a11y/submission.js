// Sends the forms of a page empty, and then with senseless values, and tells what the page's own
// script says. Nothing leaves the page: every way out is held before.
// Evaluated as the body of an async function; `page` is in reach.

const hold = () => {
  const never = () => new Promise(() => {});
  window.fetch = never;
  XMLHttpRequest.prototype.send = () => {};
  navigator.sendBeacon = () => true;
  HTMLFormElement.prototype.submit = () => {};
  window.open = () => null;
  navigation.addEventListener("navigate", (event) => {
    if (event.cancelable && !event.hashChange) event.preventDefault();
  });
  // The last to hear it: what the page has not stopped itself is stopped here.
  window.addEventListener("submit", (event) => event.preventDefault());
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
const look = (field) => {
  const style = getComputedStyle(field);
  return [style.borderTopColor, style.borderTopWidth, style.backgroundColor, style.outlineColor,
    style.boxShadow].join(" ");
};
const caption = (field) => [...(field.labels ?? [])].map(page.written).join(" ");
const far_px = 60;
const isNear = (element, field) => {
  const a = element.getBoundingClientRect(), b = field.getBoundingClientRect();
  const x = Math.max(0, a.left - b.right, b.left - a.right);
  return Math.hypot(x, Math.max(0, a.top - b.bottom, b.top - a.bottom)) < far_px;
};

const sent = async (form, button, told) => {
  const fields = [...form.querySelectorAll(FIELDS)].filter(page.seen);
  button.focus(); // before the looks are taken: a field that loses the focus looks different
  const before = texts();
  const looks = fields.map(look), values = fields.map((field) => field.value);
  const wrong = fields.map((field) => field.getAttribute("aria-invalid") === "true");
  const alerts = told.length;
  let native = false;
  const noted = () => { native = true; };
  form.addEventListener("invalid", noted, true);
  button.click();
  await pause(60);
  form.removeEventListener("invalid", noted, true);
  if (!form.isConnected || !page.seen(form)) return null;
  const after = texts();
  const fresh = [...after].filter(([node, text]) => before.get(node) !== text);
  const focus = document.activeElement;
  return {
    form: page.path(form), captions: fields.map(caption).filter(Boolean), native, alerts: told.slice(alerts),
    texts: fresh.map(([node, text]) => {
      const element = node.parentElement;
      const field = fields.find((one) => describes(element, one));
      const near = fields.find((one) => isNear(element, one));
      return { element: page.path(element), text, live: live(element),
        field: field ? page.path(field) : "", near: near ? page.path(near) : "",
        focused: Boolean(focus && focus !== document.body
          && (focus.contains(element) || describes(element, focus))) };
    }),
    marked: fields.filter((field, at) => !wrong[at]
      && field.getAttribute("aria-invalid") === "true").map(page.path),
    recoloured: fields.filter((field, at) => field !== focus && look(field) !== looks[at])
      .map(page.path),
    lost: fields.filter((field, at) => values[at] && !field.value && field.type !== "password")
      .map(page.path),
    moved: focus !== button, onField: fields.includes(focus), title: document.title,
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
  found.push(await sent(form, button, told));
  if (!form.isConnected) continue;
  for (const field of fields) {
    if (field.matches("[type=text], [type=email], [type=tel], [type=url], input:not([type]), textarea")
      && !field.value && !field.readOnly && !field.disabled) {
      field.value = "x";
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  found.push(await sent(form, button, told));
}
return found.filter(Boolean);
