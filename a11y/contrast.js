// Contrast of text, by style where that is sure and by pixels where it is not. Evaluated with
// `page` of probe.js, `gradients` of contrast_gradient.js and `drawings` of contrast_drawn.js in
// reach.

const { read, over, contrast, behind } = page.colours;
const MOST = 150;
const SILENT = "script, style, noscript, template, option, svg *, title, textarea, canvas, video";

// Text of what cannot be used at present is left out by the criterion, and so is its label.
const ACTIVE = ":is(button, input, select, textarea):not(:disabled, [aria-disabled=true])";
let modal = null;
const off = (element) => {
  if (modal && document.contains(element) && !modal.contains(element)) return true;
  const inactive = ":disabled, [aria-disabled=true]";
  if (element.closest(`${inactive}, [inert]`)) return true;
  const label = element.closest("label");
  if (label?.control?.matches(inactive)) return true;
  // The scale of a slider, say, beside one that cannot be moved.
  const group = element.closest("[class*=disabled i]");
  if (group?.querySelector(inactive) && !group.querySelector(`a[href], ${ACTIVE}`)) return true;
  for (let at = element; at; at = at.parentElement) {
    if (at.id && document.querySelector(
      `:is(${inactive})[aria-labelledby~="${CSS.escape(at.id)}"]`)) return true;
  }
  return false;
};

const large = (style) => {
  const size = parseFloat(style.fontSize);
  return size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
};

const texts = (root = document.body, found = []) => {
  if (!root) return found;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let at = walker.currentNode; at; at = walker.nextNode()) {
    if (at.shadowRoot) texts(at.shadowRoot, found);
    if (at.nodeType === Node.TEXT_NODE && /[\p{L}\p{N}]/u.test(at.data)
      && at.parentElement && !at.parentElement.matches(SILENT)) found.push(at);
  }
  return found;
};

const wordsOf = (node) => {
  const range = document.createRange();
  const boxes = [];
  for (const { index, 0: word } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    for (const box of range.getClientRects()) {
      if (box.width >= 2 && box.height >= 2) boxes.push({ left: box.left + scrollX,
        top: box.top + scrollY, width: box.width, height: box.height });
    }
    if (boxes.length >= 60) break;
  }
  return boxes;
};

// What paints away from its place in the text: it may lie under or over any other text.
const movers = () => page.all("body *").filter((element) => {
  const style = getComputedStyle(element);
  const moved = style.position !== "static" || style.transform !== "none" || style.float !== "none"
    || /-/.test(style.margin);
  return moved && page.seen(element) && (style.backgroundImage !== "none"
    || read(style.backgroundColor)[3] > 0 || element.matches("img, svg, canvas, video, iframe"));
}).map((element) => ({ element, box: element.getBoundingClientRect() }));
const meet = (stray, element) => {
  if (stray.element.contains(element)) return false;
  const box = element.getBoundingClientRect();
  return box.left < stray.box.right && stray.box.left < box.right
    && box.top < stray.box.bottom && stray.box.top < box.bottom;
};

// Something opaque lies over the middle of it.
const covered = (element) => {
  const box = element.getBoundingClientRect();
  const top = element.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return Boolean(top) && !top.contains(element) && !element.contains(top)
    && read(getComputedStyle(top).backgroundColor)[3] === 1;
};

let unsure = [];

// sure: contrast by style.  clip: the part of the page whose pixels must be looked at, or null.
const prepare = (nodes = null) => {
  const sure = [];
  modal = [...document.querySelectorAll("dialog:modal")].at(-1);
  unsure = [];
  const forced = matchMedia("(forced-colors: active)").matches;
  const strays = movers();
  for (const node of nodes ?? texts()) {
    const element = node.parentElement;
    if (!page.seen(element) || off(element)) continue;
    const style = getComputedStyle(element);
    if (forced && style.forcedColorAdjust === "auto") continue;
    const ink = read(style.webkitTextFillColor);
    const back = behind(element);
    const shaded = style.textShadow !== "none" || parseFloat(style.webkitTextStrokeWidth) > 0;
    const cut = ink[3] < 0.05 && !shaded && !strays.some((stray) => meet(stray, element))
      ? gradients.contrastOf(node, large(style) ? 3 : 4.5) : null;
    const blends = style.backgroundClip === "text" || style.mixBlendMode !== "normal";
    if (!cut && (ink[3] * back.alpha < 0.05 || blends)) continue;
    const one = { element: page.path(element), words: page.squeeze(node.data).slice(0, 40),
      large: large(style), ink: style.webkitTextFillColor, logo: page.logo(element) };
    if (covered(element)) continue;
    if (cut) sure.push({ ...one, contrast: cut.contrast, ink: cut.paint });
    else if (back.sure && !shaded && !strays.some((stray) => meet(stray, element))) {
      sure.push({ ...one, contrast: contrast(over(ink, back.colour), back.colour) });
    } else if (unsure.length < MOST) {
      unsure.push({ ...one, node, shaded, colour: ink, alpha: back.alpha, inner: back.inner });
    }
  }
  // The system colours drawings too.
  if (!nodes && !forced) {
    sure.push(...drawings.measured((svg) =>
      off(svg) || covered(svg) || strays.some((stray) => meet(stray, svg))));
  }
  if (!unsure.length) return { sure, clip: null };
  for (const one of unsure) one.boxes = wordsOf(one.node);
  unsure = unsure.filter((one) => one.boxes.length);
  const boxes = unsure.flatMap((one) => one.boxes);
  if (!boxes.length) return { sure, clip: null };
  const left = Math.max(Math.floor(Math.min(...boxes.map((box) => box.left))), 0);
  const top = Math.max(Math.floor(Math.min(...boxes.map((box) => box.top))), 0);
  const right = Math.ceil(Math.max(...boxes.map((box) => box.left + box.width)));
  const bottom = Math.ceil(Math.max(...boxes.map((box) => box.top + box.height)));
  return { sure, clip: { x: left, y: top, width: Math.min(right - left, 3000),
    height: Math.min(bottom - top, 6000) } };
};

const hide = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { -webkit-text-fill-color: transparent !important;
    text-decoration-color: transparent !important; caret-color: transparent !important;
    transition: none !important; }`);
  sheet.hidesText = true;
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
};
const show = () => {
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => !sheet.hidesText);
};

const pixels = async (text) => {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
};

const inside = (box, clip, picture) => {
  const scale = picture.width / clip.width;
  const to = (value, most) => Math.min(Math.max(Math.round(value * scale), 0), most);
  return { left: to(box.left - clip.x, picture.width), top: to(box.top - clip.y, picture.height),
    right: to(box.left + box.width - clip.x, picture.width),
    bottom: to(box.top + box.height - clip.y, picture.height) };
};

// How many pixels of each colour lie in a box, and how many of them the text changes.
const count = (area, without, withText) => {
  const bare = new Uint32Array(without.data.buffer), full = new Uint32Array(withText.data.buffer);
  const counts = new Map();
  let changed = 0;
  for (let y = area.top; y < area.bottom; y += 1) {
    for (let at = y * without.width + area.left; at < y * without.width + area.right; at += 1) {
      counts.set(bare[at], (counts.get(bare[at]) ?? 0) + 1);
      if (bare[at] !== full[at]) changed += 1;
    }
  }
  return { counts, changed };
};

// What a word has with what is painted around it: each contrast, and of how many pixels.
const shades = (counts, { colour, alpha, inner }) => {
  const strength = colour[3] * alpha;
  return [...counts].map(([pixel, times]) => {
    const below = [pixel & 255, pixel >> 8 & 255, pixel >> 16 & 255];
    const ink = inner
      ? below.map((value, part) => Math.min(Math.max(value + strength * (colour[part] - inner[part]), 0), 255))
      : over([colour[0], colour[1], colour[2], strength], below);
    return [contrast(ink, below), times];
  }).sort((a, b) => b[0] - a[0]);
};
const total = (found) => found.reduce((sum, [, times]) => sum + times, 0);
// One pixel in fifty may be better by chance, such as a hair in a picture.
const best = (found) => {
  let skip = total(found) / 50;
  return found.find(([, times]) => (skip -= times) < 0)[0];
};
// How much of the ground of a text leaves it less than so much contrast.
const share = (words, least) => total(words.flat().filter(([value]) => value < least))
  / total(words.flat());

const ROUNDED = 0.05; // colours on the screen are whole numbers
const LOST = 1.5; // to one: not even large letters can be made out
// The contrast of each text, by its least readable word. What changes no pixel is not to be seen.
// lost, weak: shares of its ground that leave it next to none, and less than it needs. A shadow
// or line around letters is a ground of its own.
const measure = async (bare, full, clip) => {
  const without = await pixels(bare), withText = await pixels(full);
  return unsure.map(({ element, words, large, ink, logo, ...one }) => {
    const found = one.boxes.map((box) => count(inside(box, clip, without), without, withText))
      .filter(({ counts, changed }) => counts.size && changed > 3)
      .map(({ counts }) => shades(counts, one));
    if (!found.length) return null;
    const told = { element, words, large, ink, logo, contrast: Math.min(...found.map(best)) };
    return one.shaded ? told
      : { ...told, lost: share(found, LOST), weak: share(found, (large ? 3 : 4.5) - ROUNDED) };
  }).filter(Boolean);
};

return { prepare, hide, show, measure };
