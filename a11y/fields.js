// What the checks of forms ask of a page. Evaluated as the body of a function; `page` is in reach.

const EDITABLE = `input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]),
  select, textarea, [role=textbox], [role=searchbox], [role=combobox], [role=listbox],
  [role=spinbutton], [role=slider], [role=checkbox], [role=radio], [role=switch]`;
const PRESSED = "[type=checkbox], [type=radio], [role=checkbox], [role=radio], [role=switch]";

const pressed = (field) => field.matches(PRESSED);
// A field whose own box is drawn by its label is there as well.
const there = (field) => page.seen(field) || [...(field.labels ?? [])].some(page.seen);
const all = page.all(EDITABLE).filter((field) => there(field) && !field.matches("option *"));

const referred = (element, ...names) => names
  .flatMap((name) => (element.getAttribute(name) ?? "").split(/\s+/)).filter(Boolean)
  .map((id) => element.getRootNode().getElementById?.(id)).filter(Boolean);
const captions = (field) => [...(field.labels ?? []), ...referred(field, "aria-labelledby")];
const descriptions = (field) => referred(field, "aria-describedby", "aria-errormessage");

const CONTROLS = "input, select, textarea, button, script, style, noscript, template, option";
// What is to be read in an element, without what its own controls hold.
const words = (element) => {
  const parts = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !parent) continue;
    const control = parent.closest(CONTROLS);
    if ((!control || control.contains(element)) && page.seen(parent)) {
      parts.push(walker.currentNode.data);
    }
  }
  return page.squeeze(parts.join(" "));
};
const shownCaption = (field) => captions(field).map(words).filter(Boolean).join(" ");

// Boxes of the text nodes themselves: a paragraph may be wider than its words.
const boxOf = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const rects = [...range.getClientRects()].filter((rect) => rect.width > 1 && rect.height > 1);
  return rects.length ? rects : [element.getBoundingClientRect()];
};
const gap = (one, other) => Math.min(...one.flatMap((a) => other.map((b) => Math.hypot(
  Math.max(0, b.left - a.right, a.left - b.right), Math.max(0, b.top - a.bottom, a.top - b.bottom),
))));
const own = (field) => [field.getBoundingClientRect()];

// Pieces of text of the page outside of its controls, in document order, with their boxes.
const texts = [];
const gather = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.shadowRoot) gather(node.shadowRoot);
    const element = node.parentElement;
    if (node.nodeType !== Node.TEXT_NODE || !/[\p{L}\p{N}*]/u.test(node.data) || !element) continue;
    if (element.closest(CONTROLS) || !page.seen(element)) continue;
    const range = document.createRange();
    range.selectNode(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (boxes.length) texts.push({ node, element, text: page.squeeze(node.data), boxes });
  }
};
if (document.body && all.length) gather(document.body);

// The text that the eye takes for the caption of a field: beside it or right above.
const beside = (field, farthest_px) => {
  const box = field.getBoundingClientRect();
  const near = texts.map((one) => ({ ...one, gap: gap(one.boxes, [box]) }))
    .filter((one) => one.gap <= farthest_px && one.boxes.some((text) => (pressed(field)
      ? text.bottom > box.top - 4 && text.top < box.bottom + 4
      : text.bottom <= box.top + 6 || (text.right <= box.left + 6 && text.top < box.bottom))));
  return near.sort((one, other) => one.gap - other.gap)[0] ?? null;
};

const source = (field) => {
  if (referred(field, "aria-labelledby").some((part) => page.squeeze(part.textContent))) {
    return "labelledby";
  }
  if (page.squeeze(field.getAttribute("aria-label"))) return "aria-label";
  if ([...(field.labels ?? [])].some((label) => page.squeeze(label.textContent))) return "label";
  if (page.squeeze(field.getAttribute("title"))) return "title";
  return page.squeeze(field.getAttribute("placeholder")) ? "placeholder" : "";
};

// What the field itself says of how to fill it in: all but the words that only stand near it.
const about = (field) => {
  const parts = [...captions(field), ...descriptions(field),
    ...page.groups(field).flatMap((group) => [...descriptions(group),
      ...referred(group, "aria-labelledby"), ...group.querySelectorAll(":scope > legend")])];
  return page.squeeze([field.placeholder, field.title, field.ariaDescription ?? "",
    page.name(field), ...parts.map((part) => part.textContent)].join(" "));
};

// A calendar beside a field, or a mask in it, spares people to know the form that it wants.
const HELPED = `[role=combobox], [aria-haspopup], [list], [class*=pick i], [class*=calend i],
  [class*=mask i], [data-mask], [data-inputmask], [class*=flatpickr], [data-provide]`;
const sole = (part) => part && part.querySelectorAll("input:not([type=hidden]), select, textarea")
  .length === 1;
const helped = (field) => field.matches(HELPED)
  || Boolean(field.closest("[class*=picker i], [class*=calend i], [class*=flatpickr]"))
  || [field.parentElement, field.parentElement?.parentElement].filter(sole).some((part) =>
    [...part.querySelectorAll("button, [role=button], img, svg")].some((one) =>
      one.type !== "submit"));

return { all, about, helped, pressed, captions, descriptions, referred, words, shownCaption, boxOf, gap, own,
  texts, beside, source };
