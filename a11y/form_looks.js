// What is looked at in a form before and after it is sent: its texts, the look of its fields and of
// what is around them, and which field a text speaks of. `page` and `contrasts` are in reach.

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

// The fields whose captions a complaint names: “Enter your full name”. Where it names several, any
// of them may do; which are needed is proven by sending.
const simple = (text) => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
const namedBy = (text, fields) => {
  const said = simple(text);
  const named = fields.map((field) => ({ field, words: simple(caption(field)) }))
    .filter(({ words }) => words.length > 4 && said.includes(words));
  return named.filter(({ words }) => !named.some((other) => other.words !== words
    && other.words.includes(words))).map(({ field }) => field);
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
