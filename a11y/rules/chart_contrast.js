// The lines of data of inline drawings, with their contrast to a ground that is sure. Evaluated as
// the body of a function that returns a list; `page` is in reach.

const { read, over, contrast, behind } = page.colours;
const WIDE_PX = 120, HIGH_PX = 80, MOST_SHAPES = 200, LEAST_POINTS = 3;
const SHAPES = "path, rect, circle, ellipse, polygon, polyline, line";
const ASIDE = "defs, clipPath, mask, pattern, marker, symbol";
const plain = (style) => style.filter === "none" && style.mixBlendMode === "normal"
  && style.opacity === "1" && style.strokeDasharray === "none";
const solid = (paint) => /^(rgb|color|okl|lab|lch)/.test(paint);
// The places that a line goes through, of a path without curves back; "" for one that is closed.
const pointsOf = (one) => {
  if (one.localName === "polyline") return [...one.points].map(({ x, y }) => [x, y]);
  const given = one.getAttribute("d") ?? "";
  if (!/^[\s\d.,eMLCSHVlcshvm+-]*$/.test(given)) return [];
  const count = (given.match(/[MLCSHVlcshvm]/g) ?? []).length;
  const length = one.getTotalLength?.() ?? 0;
  return count < 2 || !length ? [] : Array.from({ length: Math.max(count, LEAST_POINTS) },
    (_, at, most = Math.max(count, LEAST_POINTS) - 1) => {
      const { x, y } = one.getPointAtLength(length * at / most);
      return [x, y];
    });
};
// Axes and frames run along the edges of the drawing; data goes up and down on its way across.
const isData = (points) => {
  if (points.length < LEAST_POINTS) return false;
  const across = points.every(([x], at) => !at || x >= points[at - 1][0] - 0.01);
  const slanted = points.filter(([x, y], at) => at && Math.abs(x - points[at - 1][0]) > 1
    && Math.abs(y - points[at - 1][1]) > 1).length;
  return across && slanted >= 2;
};
const isLine = (one) => {
  const style = getComputedStyle(one);
  return style.fill === "none" && solid(style.stroke) && plain(style)
    && parseFloat(style.strokeWidth) >= 1 && page.seen(one) && isData(pointsOf(one));
};
// One plain colour under all of the line: the page, or one box as large as the drawing.
const groundOf = (svg, line, shapes) => {
  const back = behind(svg);
  if (!back.sure || back.alpha < 1) return null;
  let colour = back.colour;
  const box = line.getBoundingClientRect();
  for (const one of shapes) {
    if (one === line) continue;
    const style = getComputedStyle(one), other = one.getBoundingClientRect();
    const filled = style.fill !== "none" && Number(style.fillOpacity) > 0 && style.opacity !== "0";
    const meets = other.left < box.right && box.left < other.right && other.top < box.bottom
      && box.top < other.bottom;
    const before = Boolean(one.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (!meets) continue;
    if (filled) {
      // A dot upon a point of the line may tell the same.
      const whole = one.localName === "rect" && before && solid(style.fill) && plain(style)
        && other.left <= box.left && other.right >= box.right && other.top <= box.top
        && other.bottom >= box.bottom;
      if (!whole) return null;
      const [red, green, blue, alpha] = read(style.fill);
      colour = over([red, green, blue, alpha * Number(style.fillOpacity)], colour);
    } else if (one.getAttribute("d") && one.getAttribute("d") === line.getAttribute("d")
      || one.getAttribute("points") && one.getAttribute("points") === line.getAttribute("points")) {
      return null; // a rim
    }
  }
  return colour;
};
const faded = (one, svg) => {
  for (let at = one.parentElement; at !== svg; at = at.parentElement)
    if (!plain({ ...getComputedStyle(at), strokeDasharray: "none" })) return true;
  return false;
};
const wordsIn = (box) => !box ? "" : [box, ...box.querySelectorAll("*")].map((one) =>
  [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data)
    .join("")).join("\n");
const NUMBER = /\d+(?:[.,\u2009\u00a0 ]\d+)*/g;
const NO_CHART = "header, footer, nav, a, button, [aria-hidden=true], [role=presentation]";
return page.all("svg").flatMap((svg) => {
  if (!svg.querySelector("polyline, path") || svg.parentElement?.closest("svg")
    || svg.closest(NO_CHART) || svg.querySelector("animate, use, image, foreignObject"))
    return [];
  const frame = svg.getBoundingClientRect();
  if (frame.width < WIDE_PX || frame.height < HIGH_PX || !page.seen(svg)) return [];
  const shapes = page.all(SHAPES, svg).filter((one) => !one.closest(ASIDE) && page.shown(one));
  if (shapes.length > MOST_SHAPES) return [];
  const lines = shapes.filter((one) => one.matches("polyline, path") && isLine(one)
    && !faded(one, svg));
  const figure = svg.closest("figure") ?? svg;
  const texts = [figure, figure.nextElementSibling, figure.previousElementSibling]
    .map(wordsIn).join("\n");
  return lines.flatMap((line) => {
    const ground = groundOf(svg, line, shapes), style = getComputedStyle(line);
    if (!ground) return [];
    const [red, green, blue, alpha] = read(style.stroke);
    const ink = over([red, green, blue, alpha * Number(style.strokeOpacity)], ground);
    return [{ element: page.path(line), svg: page.path(svg), contrast: contrast(ink, ground),
      points: pointsOf(line).length, written: (texts.match(NUMBER) ?? []).length,
      only: lines.length === 1 }];
  });
});
