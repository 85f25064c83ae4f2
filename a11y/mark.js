// The mark of the focus, seen from inside the page. Evaluated with `page` of probe.js in reach.

// What of a look can change when the focus comes. The pixels decide; this only names the look.
const LOOK = ["outlineColor", "outlineStyle", "outlineWidth", "outlineOffset", "boxShadow",
  "borderTopColor", "borderTopStyle", "borderTopWidth", "borderBottomColor", "borderBottomWidth",
  "borderRadius", "backgroundColor", "backgroundImage", "color", "textDecorationLine",
  "textDecorationColor", "textDecorationThickness", "opacity", "transform", "filter",
  "appearance", "clipPath", "position", "top", "left", "display"];
const styleOf = (element, part) => {
  const style = getComputedStyle(element, part);
  return part && style.content === "none" ? "" : LOOK.map((name) => style[name]).join(";");
};
const lookOf = (element) => [element, ...(element.labels ?? []), element.nextElementSibling,
  element.parentElement].filter(Boolean)
  .flatMap((part) => [styleOf(part), styleOf(part, "::before"), styleOf(part, "::after")]).join("|");
const behind = (element) => {
  const found = [];
  for (let at = element.parentElement; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    found.push(style.backgroundColor + style.backgroundImage);
  }
  return found.join("|");
};
const rest = () => {
  for (const animation of document.getAnimations()) {
    try { animation.finish(); } catch { /* one without an end cannot be finished */ }
  }
};

let measured = [];

// Every stop with a name for its look, without and with the focus. The focus comes by script
// here, after a key press, so that :focus-visible holds as it does for a person with a keyboard.
const looks = () => {
  measured = page.stops().filter((element) => !element.matches("iframe, audio, video"));
  return measured.map((element) => {
    document.activeElement?.blur();
    const without = [lookOf(element), behind(element)];
    element.focus({ preventScroll: true });
    rest();
    const look = [element.localName, element.type ?? "", outside(element), ...without,
      lookOf(element), behind(element)];
    return { element: page.path(element), look: look.join("#"), outline_px: outline(element),
      kept: keeps(element), writes: writes(element) };
  });
};

// The page may take the focus elsewhere at once; then there is no mark to be seen here.
const keeps = (element) => element.getRootNode().activeElement === element;
const writes = (element) => element.isContentEditable || element.matches("textarea, "
  + "input:not([type=checkbox], [type=radio], [type=range], [type=color], [type=file], [type=image], "
  + "[type=submit], [type=button], [type=reset])");
const outside = (element) => {
  const box = element.getBoundingClientRect();
  return box.right + scrollX <= 0 || box.bottom + scrollY <= 0 ? "outside" : "";
};

// A thin outline around what is to be seen of it: its label when the control itself is hidden.
const outline = (element) => {
  const hidden = !page.seen(element) || getComputedStyle(element).opacity === "0";
  const box = hidden ? page.targetBox(element) : element.getBoundingClientRect();
  return 2 * (box.width + box.height);
};

// Two frames later, what was changed is on the screen, however busy the machine is.
const painted = () => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
});

// Puts the focus on a stop, in the middle of the window; gives its box there.
const focus = async (number) => {
  const element = measured[number];
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  rest();
  await painted();
  return { ...page.targetBox(element), scrollX, scrollY };
};
const blur = async (number) => {
  measured[number].blur();
  rest();
  await painted();
};

// Two pictures of the same place, without and with the focus: how many pixels change at all, and
// how many by 3:1 or more. A border that only moved is no mark, so the least over shifts of up
// to two pixels counts.
const light = async (text) => {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const line = (value) => value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  const found = new Float32Array(width * height);
  for (let at = 0; at < found.length; at += 1) {
    found[at] = 0.2126 * line(data[at * 4]) + 0.7152 * line(data[at * 4 + 1])
      + 0.0722 * line(data[at * 4 + 2]) + 0.05;
  }
  return { found, width, height };
};
// hole: a place that does not count; what moves there does not move the rest, so no shifts.
const compare = async (without, focused, hole) => {
  const [a, b] = [await light(without), await light(focused)];
  const holds = (x, y) => hole && x >= hole.x && x < hole.x + hole.width
    && y >= hole.y && y < hole.y + hole.height;
  const count = (ratio, dx, dy) => {
    let changed = 0;
    for (let y = 2; y < a.height - 2; y += 1) for (let x = 2; x < a.width - 2; x += 1) {
      const one = a.found[(y + dy) * a.width + x + dx], other = b.found[y * a.width + x];
      if (Math.max(one, other) >= ratio * Math.min(one, other) && !holds(x, y)) changed += 1;
    }
    return changed;
  };
  if (hole) return { any: count(1.1, 0, 0), strong: count(3, 0, 0) };
  let any = Infinity, strong = Infinity;
  for (let dx = -2; dx <= 2 && any; dx += 1) for (let dy = -2; dy <= 2 && any; dy += 1) {
    any = Math.min(any, count(1.1, dx, dy));
    strong = Math.min(strong, count(3, dx, dy));
  }
  return { any, strong: Math.min(strong, any) };
};

return { looks, focus, blur, compare };
