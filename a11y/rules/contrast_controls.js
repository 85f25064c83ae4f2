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
const SHAPE = "path, circle, rect, line, polygon, polyline, ellipse, use, text";
for (const svg of page.all("svg")) {
  const control = svg.closest("a[href], button, [role=button], [role=link]");
  if (!control || !page.seen(svg) || control.matches(":disabled, [aria-disabled=true]")) continue;
  if (page.squeeze(control.innerText)) continue;
  const back = behind(svg);
  const shapes = [...svg.querySelectorAll(SHAPE)].filter(shape => !shape.closest("defs, clipPath, mask"));
  if (!back.sure || !shapes.length || svg.querySelector("image, filter, linearGradient, radialGradient, use")) continue;
  const inks = shapes.flatMap(shape => {
    const style = getComputedStyle(shape);
    const fade = Number(style.opacity);
    return [[style.fill, style.fillOpacity], [style.stroke, style.strokeOpacity]]
      .filter(([ink]) => ink !== "none" && !ink.startsWith("url"))
      .map(([ink, part]) => { const c = read(ink); return over([c[0], c[1], c[2], c[3] * part * fade], back.colour); });
  });
  const all = [back.colour, ...inks];
  const best = Math.max(1, ...all.flatMap(one => all.map(other => contrast(one, other))));
  if (inks.length) found.push({element: page.path(svg), kind: "sign", best, edged: true, drawn: false, text: false});
}
return found;
