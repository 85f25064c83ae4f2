const NAMES = ["letter-spacing", "word-spacing", "line-height"];
const inherits = value => /^(inherit|unset|revert|revert-layer)$/.test(value);
const origin = (element, name) => {
  for (let at = element; at; at = at.parentElement) {
    const value = at.style?.getPropertyValue(name);
    if (!value) {
      if (at !== element && Math.abs(px(at, name) - px(element, name)) > 0.01) return null;
      continue;
    }
    if (inherits(value)) return null;
    return at.style.getPropertyPriority(name) === "important" ? at : null;
  }
  return null;
};
const px = (element, name) => {
  const value = getComputedStyle(element).getPropertyValue(name);
  if (value !== "normal") return parseFloat(value);
  return name === "line-height" ? -1 : 0;
};
if (!page.all("[style*='important' i]").length) return [];
const held = element => [...element.childNodes].some(node =>
  node.nodeType === Node.TEXT_NODE && /\S/.test(node.data));
const reaches = element => {
  if (!page.seen(element)) return false;
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return false;
  return true;
};
const found = [];
for (const element of page.all("body *")) {
  if (!(element instanceof HTMLElement) || !held(element) || !reaches(element)) continue;
  for (const name of NAMES) {
    const from = origin(element, name);
    if (!from) continue;
    const range = document.createRange();
    range.selectNodeContents(element);
    const rows = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
    if (name === "line-height" && rows.size < 2) continue;
    const sizes = parseFloat(getComputedStyle(element).fontSize);
    const own = parseFloat(getComputedStyle(from).fontSize);
    found.push({element: page.path(element), name, px: px(element, name), size: sizes, own});
  }
}
return found;
