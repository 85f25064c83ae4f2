// The mark of the focus, seen from inside the page. Evaluated with `page` of probe.js and
// `reset`, which takes the focus away, in reach.

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
// Of these no browser changes anything by itself when the focus comes.
const authored = (element) => styleOf(element).split(";").slice(LOOK.indexOf("boxShadow")).join();
const lookOf = (element) => [element, ...(element.labels ?? []), element.nextElementSibling,
  element.parentElement].filter(Boolean)
  .flatMap((part) => [styleOf(part), styleOf(part, "::before"), styleOf(part, "::after")]).join("|");
// What surrounds it: grounds, and how near the edges are where something would cut a ring off.
const NEAR_PX = 12;
const cut = (element, at, style) => {
  if (style.overflow === "visible") return "";
  const a = element.getBoundingClientRect(), b = at.getBoundingClientRect();
  return [a.left - b.left, a.top - b.top, b.right - a.right, b.bottom - a.bottom]
    .map((gap) => Math.round(Math.min(gap, NEAR_PX))).join();
};
const behind = (element) => {
  const found = [];
  for (let at = element.parentElement; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    found.push(style.backgroundColor + style.backgroundImage + cut(element, at, style));
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
  reset();
  const found = each();
  reset();
  return found;
};
const each = () => {
  measured = page.stops().filter((element) => !element.matches("iframe, audio, video"));
  return measured.map((element) => {
    document.activeElement?.blur();
    const without = [lookOf(element), behind(element)], plain = authored(element);
    const unseen = !page.seen(element) && !element.labels?.length;
    element.focus({ preventScroll: true });
    rest();
    const look = [element.localName, element.type ?? "", outside(element), unseen, ...without,
      lookOf(element), behind(element)];
    return { element: page.path(element), look: look.join("#"), outline_px: outline(element), appears: unseen && page.seen(element),
      agent: getComputedStyle(element).outlineStyle === "auto" && authored(element) === plain,
      kept: keeps(element), caret: writes(element) && caretShown(element) };
  });
};

// The page may take the focus elsewhere at once; then there is no mark to be seen here.
const keeps = (element) => element.getRootNode().activeElement === element;
const writes = (element) => element.isContentEditable || element.matches("textarea, "
  + "input:not([type=checkbox], [type=radio], [type=range], [type=color], [type=file], [type=image], "
  + "[type=submit], [type=button], [type=reset])");
// Of a caret that its style makes clear as glass nothing is seen.
const caretShown = (element) => page.colours.read(getComputedStyle(element).caretColor)[3] > 0;
const outside = (element) => {
  const box = element.getBoundingClientRect();
  return box.right + scrollX <= 0 || box.bottom + scrollY <= 0 ? "outside" : "";
};

// A thin outline around what is to be seen of it: its label when the control itself is hidden. One
// that is clear as glass may lie over what its label draws there, beside words of any length.
const LEAST_PX = 12;
const outline = (element) => {
  const own = element.getBoundingClientRect();
  const small = Math.min(own.width, own.height) < LEAST_PX;
  const hidden = !page.seen(element) || small && getComputedStyle(element).opacity === "0";
  const around = (boxes) => boxes.reduce((sum, box) => sum + 2 * (box.width + box.height), 0);
  if (hidden) return around([page.targetBox(element)]);
  // A link that goes over two lines has a ring around each of its parts; where they lie upon one
  // another, the ring is around them all.
  const parts = [...element.getClientRects()].filter((part) => part.width > 0);
  return parts.length ? Math.min(around(parts), around([own])) : around([own]);
};

// Text and caret are not part of the mark: a caret blinks, and text moves when borders grow.
let hiding = null;
const hide = (words) => {
  show();
  hiding = new CSSStyleSheet();
  hiding.replaceSync(`* { caret-color: transparent !important; transition: none !important; ${
    words ? "" : "-webkit-text-fill-color: transparent !important;"} }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, hiding];
};
const show = () => {
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== hiding);
};

// Two frames later, what was changed is on the screen, however busy the machine is.
const painted = () => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(done));
});

// Puts the focus on a stop, in the middle of the window; gives its box there. words: they stay.
const focus = async (number, words) => {
  hide(words);
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
// to two pixels counts. edge: how many of what changes stand beside what does not, and differ
// from that by 3:1 or more.
const LINEAR = Float32Array.from({ length: 256 }, (_, value) => value <= 10.31475
  ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
const light = async (text) => {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const found = new Float32Array(width * height);
  for (let at = 0; at < found.length; at += 1) {
    found[at] = 0.2126 * LINEAR[data[at * 4]] + 0.7152 * LINEAR[data[at * 4 + 1]]
      + 0.0722 * LINEAR[data[at * 4 + 2]] + 0.05;
  }
  return { found, width, height };
};
// hole: a place that does not count; what moves there does not move the rest, so no shifts.
const compare = async (without, focused, hole) => {
  show();
  const [a, b] = [await light(without), await light(focused)];
  const holds = (x, y) => hole && x >= hole.x && x < hole.x + hole.width
    && y >= hole.y && y < hole.y + hole.height;
  const count = (dx, dy) => {
    let any = 0, strong = 0, edge = 0;
    for (let y = 2; y < a.height - 2; y += 1) {
      const from = (y + dy) * a.width + dx, to = y * a.width;
      for (let x = 2; x < a.width - 2; x += 1) {
        const one = a.found[from + x], other = b.found[to + x];
        if (one === other) continue;
        const high = Math.max(one, other), low = Math.min(one, other);
        if (high < 1.1 * low || holds(x, y)) continue;
        any += 1;
        if (high >= 3 * low) strong += 1;
        if (beside(x, y)) edge += 1;
      }
    }
    return { any, strong, edge };
  };
  const near = [-2, 2, -2 * b.width, 2 * b.width];
  const beside = (x, y) => near.some((step) => {
    const at = y * b.width + x, mine = b.found[at], theirs = b.found[at + step];
    return theirs === a.found[at + step]
      && Math.max(mine, theirs) >= 3 * Math.min(mine, theirs);
  });
  const least = count(0, 0);
  if (hole) return least;
  for (let dx = -2; dx <= 2 && least.any; dx += 1) for (let dy = -2; dy <= 2 && least.any; dy += 1) {
    const moved = count(dx, dy);
    least.any = Math.min(least.any, moved.any);
    least.strong = Math.min(least.strong, moved.strong);
  }
  return { ...least, strong: Math.min(least.strong, least.any) };
};

return { looks, focus, blur, compare, show };
