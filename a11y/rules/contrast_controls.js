const {read, over, contrast, behind, parentOf} = page.colours;
const FIELD = "input:not([type=hidden], [type=image], [type=file], [type=range], [type=color], "
  + "[type=submit], [type=button], [type=reset]), select, textarea, [role=textbox], "
  + "[role=checkbox], [role=radio], [role=switch], [role=combobox]";
const shadowInks = style => (style.boxShadow === "none" ? [] : [...style.boxShadow
  .matchAll(/(?:rgba?|color|oklch|oklab|lab|lch)\([^)]*\)/g)].map(match => match[0]));
const edges = (element, part) => {
  const style = getComputedStyle(element, part);
  const found = ["Top", "Right", "Bottom", "Left"].filter(side =>
    parseFloat(style[`border${side}Width`]) >= 0.5 && !/none|hidden/.test(style[`border${side}Style`]))
    .map(side => style[`border${side}Color`]);
  if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) found.push(style.outlineColor);
  return [...found, ...shadowInks(style)];
};
const plain = element => element.matches("input, select, textarea") && (() => {
  const style = getComputedStyle(element);
  if (style.appearance === "auto" && element.matches("[type=checkbox], [type=radio]")) return true;
  const [r, g, b] = read(style.borderTopColor);
  return style.borderTopStyle === "inset" && style.borderTopWidth === "2px" && r === g && g === b;
})();
const pictured = element => [element, ...element.querySelectorAll("*"), ...(element.labels ?? [])]
  .some(part => getComputedStyle(part).backgroundImage !== "none"
    || ["::before", "::after"].some(side => !/^(none|normal)$/.test(getComputedStyle(part, side).content)))
  || Boolean(element.querySelector("svg, img, canvas"));
const found = [];
for (const element of page.all(FIELD)) {
  if (!page.seen(element) || element.matches(":disabled, [aria-disabled=true], [readonly]")
    || element.closest("[inert]")) continue;
  if (plain(element) || Number(getComputedStyle(element).opacity) < 0.1) continue;
  const outside = behind(parentOf(element) ?? element);
  const inside = behind(element);
  if (!outside.sure || !inside.sure && Number(getComputedStyle(element).opacity) < 1) continue;
  const inks = edges(element);
  // A line under a group of parts may belong to the box around them.
  let wrap = parentOf(element), hops = 0, wrapped = [];
  while (wrap && hops < 2 && wrap.querySelectorAll(FIELD).length === 1) {
    wrapped.push(...edges(wrap));
    const paint = getComputedStyle(wrap).backgroundColor;
    if (read(paint)[3] > 0) wrapped.push(paint);
    wrap = parentOf(wrap); hops += 1;
  }
  if (!inks.length && !element.matches("input, select, textarea")) continue;
  const best = Math.max(1, contrast(inside.colour, outside.colour),
    ...[...inks, ...wrapped].map(ink => contrast(over(read(ink), outside.colour), outside.colour)),
    ...inks.map(ink => contrast(over(read(ink), inside.colour), outside.colour)));
  const drawn = getComputedStyle(element).backgroundImage !== "none" || pictured(element);
  found.push({element: page.path(element), kind: "control", best,
    edged: inks.length > 0, drawn, text: Boolean(page.squeeze(element.innerText))});
}
// Switches and tick boxes that are drawn by empty boxes of the page's own: a track with its dot.
const DRAWN = "[role=switch], [role=checkbox], [role=radio], [type=checkbox], [type=radio]";
const STATE = /^(on|off|yes|no|ein|an|aus|ja|nein|oui|non|un|jo|nee|enabled|disabled|active|inactive)$/i;
const LARGEST_PX = 120, SMALLEST_PX = 6;
const isEmpty = part => !page.squeeze(part.textContent);
// Words right beside it say its state. Nothing is said of what stands among many parts.
const stated = control => {
  let box = parentOf(control);
  for (let up = 0; up < 2; up += 1) {
    if (parentOf(box)?.querySelectorAll(DRAWN).length === 1) box = parentOf(box);
  }
  const parts = [box, ...box.querySelectorAll("*")];
  return parts.length > 100 || parts.some(part => [...part.childNodes].some(node =>
    node.nodeType === Node.TEXT_NODE && STATE.test(node.data.trim())));
};
// The choice of a colour shows that colour.
const given = (parts, name) => parts.map(part => part?.getAttribute(name) ?? "").join();
const isSwatch = part => /background/.test(given([part, ...part.querySelectorAll("*")], "style"))
  || /swatch|colou?r|farbe|couleur/i.test(
    given([part, part.parentElement, part.parentElement?.parentElement], "class"));
// The box itself is drawn anew, with a knob or a tick that the style adds to it.
const drawsItself = (control, style) => style.appearance === "none"
  && ["::before", "::after"].some(side => getComputedStyle(control, side).content === '""')
  && ![...control.labels].some(pictured);
const roots = control => {
  if (!control.matches("input")) return [...page.children(control)].filter(isEmpty);
  const style = getComputedStyle(control);
  if (page.seen(control) && Number(style.opacity) >= 0.1)
    return drawsItself(control, style) ? [control] : [];
  // The box of the browser is out of sight, and something beside it is drawn instead.
  const next = control.nextElementSibling;
  return [next && isEmpty(next) ? next : null].filter(Boolean);
};
const strange = style => style.backgroundImage !== "none" || !/^(none|)$/.test(style.maskImage ?? "")
  || style.filter !== "none" || style.opacity !== "1" || style.mixBlendMode !== "normal";
// All that one box and what the style adds to it paint on a ground; null: more than plain colours.
const paintsOf = (part, ground) => {
  const found = [];
  const inkOf = (style, below) => {
    if (style.display === "none" || style.visibility !== "visible") return below;
    const fill = over(read(style.backgroundColor), below);
    found.push(fill);
    return fill;
  };
  const style = getComputedStyle(part);
  if (strange(style)) return null;
  const fill = inkOf(style, ground);
  found.push(...edges(part).map(ink => over(read(ink), ground)));
  for (const side of ["::before", "::after"]) {
    const added = getComputedStyle(part, side);
    if (/^(none|normal)$/.test(added.content)) continue;
    if (added.content !== '""' || strange(added)) return null;
    inkOf(added, fill);
    found.push(...edges(part, side).map(ink => over(read(ink), fill)));
  }
  for (const child of part.children) {
    const inner = paintsOf(child, fill);
    if (!inner) return null;
    found.push(...inner);
  }
  return found;
};
const pairs = all => Math.max(1, ...all.flatMap(one => all.map(other => contrast(one, other))));
for (const control of page.all(DRAWN)) {
  if (control.matches(":disabled, [aria-disabled=true]") || control.closest("[inert]")) continue;
  const drawings = roots(control), home = parentOf(control);
  if (!drawings.length || !home || drawings.some(part => part.matches("svg, img, canvas, input") && part !== control
    || part.querySelector("svg, img, canvas, input, video, iframe"))) continue;
  const outer = drawings[0].getBoundingClientRect();
  if (!drawings.some(page.seen) || outer.width > LARGEST_PX || outer.height > LARGEST_PX
    || outer.width < SMALLEST_PX || outer.height < SMALLEST_PX) continue;
  if (isSwatch(drawings[0]) || stated(control)) continue;
  // What the control paints itself may tell its state as well.
  const own = control.matches("input") ? behind(parentOf(drawings[0])) : behind(control);
  const around = control.matches("input") ? own : behind(home);
  const spare = control.matches("input") ? [] : ["::before", "::after"].filter(side =>
    !/^(none|normal)$/.test(getComputedStyle(control, side).content));
  if (!own.sure || !around.sure || own.alpha < 1 || spare.length) continue;
  if (!control.matches("input") && (edges(control).length
    || contrast(own.colour, around.colour) > 1.01)) continue;
  const paints = drawings.map(part => paintsOf(part, own.colour));
  if (paints.includes(null)) continue;
  const all = [own.colour, ...paints.flat()], best = pairs(all);
  if (all.every(one => contrast(one, own.colour) < 1.01)) continue;
  found.push({element: page.path(control), kind: "drawn", best, edged: true, drawn: false, text: false});
}
// A picture or a sign that is all that can be seen of a control.
const off = control => control.closest(
  ":disabled, [aria-disabled=true], [inert], [class*=disabled i], [class*=inactive i]");
const textsOf = element => {
  const nodes = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const {data, parentElement: parent} = walker.currentNode;
    if (data.trim() && !parent.closest("svg, script, style") && page.seen(parent)
      && getComputedStyle(parent).fontSize !== "0px") nodes.push(walker.currentNode);
  }
  return nodes;
};
// Fonts of icons put their pictures where no letter has its place.
const WORDS = /[\p{L}\p{N}]/u;
const SHAPE = "path, circle, rect, line, polygon, polyline, ellipse, use, text";
// The ends of an open line hold no area that its fill could paint.
const hasArea = shape => {
  if (!shape.matches("path, polyline") || getComputedStyle(shape).stroke === "none") return true;
  const {x, y, width, height} = shape.getBBox(), steps = 24;
  for (let at = 0; at < steps * steps; at += 1) {
    const left = (at % steps + 0.5) / steps, down = (Math.floor(at / steps) + 0.5) / steps;
    if (shape.isPointInFill(new DOMPoint(x + left * width, y + down * height))) return true;
  }
  return false;
};
const shapeInks = (shape, back) => {
  const style = getComputedStyle(shape);
  const fade = Number(style.opacity);
  return [[style.fill, style.fillOpacity], [style.stroke, style.strokeOpacity]]
    .filter(([ink], at) => ink !== "none" && !ink.startsWith("url") && (at || hasArea(shape)))
    .map(([ink, part]) => {
      const c = read(ink);
      return over([c[0], c[1], c[2], c[3] * part * fade], back.colour);
    });
};
const sign = (element, best) => found.push(
  {element: page.path(element), kind: "sign", best, edged: true, drawn: false, text: false});
const CONTROL = "a[href], button, [role=button], [role=link]";
for (const svg of page.all("svg")) {
  const control = svg.closest(CONTROL);
  if (!control || !page.seen(svg) || off(control) || textsOf(control).length) continue;
  const back = behind(svg);
  const shapes = [...svg.querySelectorAll(SHAPE)].filter(shape => !shape.closest("defs, clipPath, mask"));
  if (!back.sure || !shapes.length || svg.querySelector("image, filter, linearGradient, radialGradient, use")) continue;
  const inks = shapes.flatMap(shape => shapeInks(shape, back));
  if (inks.length) sign(svg, pairs([back.colour, ...inks]));
}
// A sign that the style puts there, or one that is written: its ink, on what is behind it.
const made = element => ["::before", "::after"].flatMap(part => {
  const style = getComputedStyle(element, part);
  const text = /^"(.+)"/.exec(style.content)?.[1] ?? "";
  return text.trim() && style.display !== "none" ? [{text, style}] : [];
});
// Pictures of letters have colours of their own.
const COLOURFUL = /\p{Emoji_Presentation}|\ufe0f/u;
// A link with words leads to the same place.
const hasTwin = control => control.matches("a[href]") && page.all("a[href]").some(
  other => other !== control && other.href === control.href && WORDS.test(other.textContent));
const PAINTS = "img, picture, svg, canvas, video, object, input, iframe";
const bare = style => style.backgroundImage === "none" && /^(none|)$/.test(style.maskImage ?? "")
  && style.filter === "none" && style.textShadow === "none" && style.opacity === "1"
  && read(style.color)[3] > 0.05 && style.mixBlendMode === "normal";
for (const control of page.all(CONTROL)) {
  const parts = [control, ...control.querySelectorAll("*")];
  if (parts.length > 6 || control.querySelector(PAINTS) || off(control)) continue;
  if (WORDS.test(control.textContent) && textsOf(control).some(node => WORDS.test(node.data))) continue;
  if (!page.seen(control) || control.closest("[aria-hidden=true], h1, h2, h3, h4, h5, h6")) continue;
  if (hasTwin(control)) continue;
  const marks = parts.filter(part => page.seen(part)).flatMap(part => [
    ...made(part).map(one => ({...one, part})),
    ...[...part.childNodes].filter(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
      .map(node => ({text: node.data, style: getComputedStyle(part), part}))]);
  if (!marks.length || marks.some(({text}) => WORDS.test(text) || COLOURFUL.test(text))) continue;
  const grounds = marks.map(({part}) => behind(part));
  // What is faded shows that it is off, or waits for a pointer.
  if (!grounds.every(({sure, alpha}) => sure && alpha === 1) || !parts.every(part => bare(getComputedStyle(part))
    && ["::before", "::after"].every(side => bare(getComputedStyle(part, side))))) continue;
  const inks = marks.flatMap(({style}, at) => {
    const ink = read(style.color);
    const painted = read(style.backgroundColor);
    const ground = grounds[at].colour;
    return [ground, over(ink, ground), over(painted, ground)];
  });
  sign(control, pairs(inks));
}
return found;
