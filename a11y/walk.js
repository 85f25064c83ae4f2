// One stop of the Tab walk. Evaluated with `page` of probe.js in reach; returns functions.

// What of a look can change when the focus comes; the pixels decide, this only names the look.
const LOOK = ["outlineColor", "outlineStyle", "outlineWidth", "outlineOffset", "boxShadow",
  "borderTopColor", "borderTopStyle", "borderTopWidth", "borderBottomColor", "borderBottomWidth",
  "borderRadius", "backgroundColor", "backgroundImage", "color", "textDecorationLine",
  "textDecorationColor", "textDecorationThickness", "opacity", "transform", "filter", "appearance",
  "clipPath", "position", "display"];
const styleOf = (element, part) => {
  const style = getComputedStyle(element, part);
  if (part && style.content === "none") return "";
  return LOOK.map((name) => style[name]).join(";");
};
const neighbours = (element) => [element, ...(element.labels ?? []),
  ...[element.nextElementSibling, element.parentElement].filter(Boolean)];
const lookOf = (element) => neighbours(element)
  .flatMap((part) => [styleOf(part), styleOf(part, "::before"), styleOf(part, "::after")]).join("|");
const backgrounds = (element) => {
  const found = [];
  for (let at = element.parentElement; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    found.push(style.backgroundColor + style.backgroundImage);
  }
  return found.join("|");
};

const active = () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element === document.body || element === document.documentElement ? null : element;
};

const boxOf = (element) => {
  const box = page.targetBox(element);
  return [box.left, box.top, box.width, box.height].map((value) => Math.round(value * 100) / 100);
};

// Nine points of each of its boxes: is the element, or a part of it, the topmost thing there?
const hits = (element) => {
  const labels = [...(element.labels ?? [])];
  const own = (top) => top && (element.contains(top) || top.contains(element)
    && getComputedStyle(top).position !== "fixed" && getComputedStyle(top).position !== "sticky"
    || labels.some((label) => label.contains(top)) || top.shadowRoot?.contains(element));
  let open = 0, covered = 0;
  for (const box of element.getClientRects()) {
    for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
      const at = [box.left + box.width * x, box.top + box.height * y];
      let top = document.elementFromPoint(...at);
      while (top?.shadowRoot?.elementFromPoint(...at) && top.shadowRoot.elementFromPoint(...at) !== top)
        top = top.shadowRoot.elementFromPoint(...at);
      if (own(top)) open += 1; else covered += 1;
    }
  }
  return { open, covered };
};

const key = (element) => element.type === "radio" && element.name
  ? page.groupOf(element) : page.path(element);

// Before the walk: what must be reached, and how each looks without the focus.
const prepare = () => {
  const expected = page.stops();
  window[Symbol.for("look")] = new Map(expected.map((element) => [element, lookOf(element)]));
  const pointer = page.all("body *").filter((element) => page.seen(element)
    && getComputedStyle(element).cursor === "pointer"
    && !element.closest(`${STOPPED}, label`) && !element.querySelector(STOPPED)
    && getComputedStyle(element.parentElement).cursor !== "pointer");
  const roles = page.all("[role=button], [role=link], [role=checkbox], [role=switch], [onclick]")
    .filter((element) => page.seen(element) && !element.closest(STOPPED));
  return {
    expected: expected.map((element) => ({ element: page.path(element), key: key(element) })),
    pressed: [...new Set(roles)].map(page.path),
    pointer: pointer.filter((element) => !roles.includes(element)).map(page.path),
    jumped: expected.filter((element) => element.tabIndex > 0).map(page.path),
  };
};
const STOPPED = `a[href], area[href], button, input, select, textarea, summary, iframe, audio,
  video, [contenteditable], [tabindex]`;

const here = () => {
  const element = active();
  if (!element) return null;
  for (const animation of document.getAnimations()) { try { animation.finish(); } catch { /* endless */ } }
  const before = window[Symbol.for("look")]?.get(element) ?? "";
  return {
    element: page.path(element), key: key(element), box: boxOf(element),
    hits: hits(element), scroll: [scrollX, scrollY],
    frame: element.matches("iframe, audio, video"),
    look: [element.localName, element.type ?? "", before, lookOf(element), backgrounds(element)].join("#"),
  };
};

// The mark of the focus, in CSS pixels. Two pictures of the same clip, without and with it:
// how many pixels change, and how many of them by 3:1 or more. A border that only moved is no
// mark, so the least over shifts of up to two pixels counts.
const compare = async (without, with_) => {
  const pixels = async (text) => {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    const light = new Float32Array(width * height);
    const line = (value) => value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    for (let at = 0; at < light.length; at += 1)
      light[at] = 0.2126 * line(data[at * 4]) + 0.7152 * line(data[at * 4 + 1])
        + 0.0722 * line(data[at * 4 + 2]) + 0.05;
    return { light, width, height };
  };
  const [a, b] = [await pixels(without), await pixels(with_)];
  const count = (ratio, dx, dy) => {
    let found = 0;
    for (let y = 2; y < a.height - 2; y += 1) for (let x = 2; x < a.width - 2; x += 1) {
      const one = a.light[(y + dy) * a.width + x + dx], two = b.light[y * a.width + x];
      if (Math.max(one, two) >= ratio * Math.min(one, two)) found += 1;
    }
    return found;
  };
  let strong = Infinity, any = Infinity;
  for (let dx = -2; dx <= 2 && any; dx += 1) for (let dy = -2; dy <= 2 && any; dy += 1) {
    any = Math.min(any, count(1.1, dx, dy));
    strong = Math.min(strong, count(3, dx, dy));
  }
  return { any, strong: Math.min(strong, any) };
};

return { prepare, here, compare };
