// Links with the words around them, and which of them touch the next one.
// Evaluated as the end of a function body; `page`, `context`, `heading` and `around` are in reach.
const edge = (link, last) => {
  const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
  return last ? texts.at(-1) : texts[0];
};
const box = (text, last) => {
  const range = document.createRange();
  range.selectNodeContents(text);
  return [...range.getClientRects()].filter(one => one.width).at(last ? -1 : 0);
};
const blank = (one, other) => {
  for (let at = one.nextSibling; at !== other; at = at.nextSibling)
    if (!at || at.nodeType === Node.ELEMENT_NODE || at.data?.trim()) return false;
  return true;
};
const neighbour = (one, other) => blank(one, other) || one.parentElement && other.parentElement
  && one.parentElement !== other.parentElement
  && !one.nextElementSibling && !other.previousElementSibling
  && blank(one.parentElement, other.parentElement) && blank(one, null);
const set = link => {
  const style = getComputedStyle(link);
  return [style.color, style.fontWeight, style.fontStyle, style.fontSize, style.fontFamily].join();
};
// What shows where a link ends: an edge, a ground of its own, a sign or picture made by the style.
const own = element => {
  const style = getComputedStyle(element);
  const edged = ["Top", "Right", "Bottom", "Left"].some(
    side => Number.parseFloat(style[`border${side}Width`]) > 0);
  return edged || style.boxShadow !== "none"
    || style.backgroundImage !== "none" || !/, 0\)$|transparent/.test(style.backgroundColor)
    || style.outlineStyle !== "none" || ["::before", "::after"].some(
      part => !/^(none|normal)$/.test(getComputedStyle(element, part).content));
};
const LEAST_GAP = 0.2;
const touches = (one, other) => {
  if (!other || one.href === other.href || !neighbour(one, other)) return false;
  const end = edge(one, true), start = edge(other, false);
  if (!end || !start || !/[\p{L}\p{N}]\s*$/u.test(end.data)) return false;
  if (!/^\s*[\p{L}\p{N}]/u.test(start.data) || set(one) !== set(other)) return false;
  if (one.querySelector("img, svg") || other.querySelector("img, svg")) return false;
  const between = one.parentElement === other.parentElement ? []
    : [one.parentElement, other.parentElement];
  if (![one, other].every(page.seen) || [one, other, ...between].some(own)) return false;
  const from = box(end, true), to = box(start, false), style = getComputedStyle(one);
  if (!from || !to || Math.abs(from.top - to.top) > 2) return false;
  const gap = style.direction === "rtl" ? from.left - to.right : to.left - from.right;
  return gap > -1 && gap < LEAST_GAP * Number.parseFloat(style.fontSize);
};
// What stands between a link and the next of the same name in its line or cell, and what follows
// that one in its sentence; null for no such.
const twin = (one, other) => {
  const box = one.closest(around);
  if (!other || !box?.contains(other) || page.written(one) !== page.written(other)) return null;
  const range = document.createRange();
  range.setStartAfter(one);
  range.setEndBefore(other);
  const between = page.squeeze(range.toString());
  range.selectNodeContents(box);
  range.setStartAfter(other);
  return { between, after: range.toString().split(/[.!?](\s|$)/)[0], goals: [one.href, other.href] };
};
const links = page.links();
const joined = links.map((link, number) => touches(link, links[number + 1]));
return links.map((element, number) => ({
  // Of a row of them the first alone is told.
  glued: joined[number] && !joined[number - 1] ? page.written(links[number + 1]) : "",
  twin: twin(element, links[number + 1]),
  element: page.path(element), name: page.squeeze(page.name(element)), menu: page.inMenu(element),
  shows: page.written(element), language: page.language(element),
  context: context(element), heading: heading(element),
  href: element.getAttribute("href") ?? "",
  others: [...(element.closest(around) ?? element).querySelectorAll("a[href]")]
    .filter(other => other !== element).map(page.written),
}));
