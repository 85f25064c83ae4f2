// Contrast of the text of inline drawings, where what lies behind it is sure. Evaluated with `page`
// of probe.js in reach.

const drawings = (() => {
  const { read, over, contrast, behind } = page.colours;
  const LEAST_WIDE = 80, LEAST_HIGH = 60, MOST_SHAPES = 400, MOST_TEXTS = 60;
  // Places within a text that are compared with a shape; a line that crosses it falls between them.
  const ACROSS = 8, DOWN = 3;
  const ASIDE = "defs, symbol, clipPath, mask, pattern, marker, [aria-hidden=true]";
  const LIKE = "path, rect, circle, ellipse, polygon, polyline, line";
  const SIGN = /logo|brand|badge|emblem|seal|stamp|wappen|blason|icon/i;

  // A sign of a firm, and what is no drawing for readers, need no contrast.
  const exempt = (svg) => {
    const said = [svg, svg.parentElement].map((one) => ["class", "id", "aria-label"]
      .map((name) => one?.getAttribute(name) ?? "").join(" ")).join(" ");
    return SIGN.test(`${said} ${svg.querySelector(":scope > title")?.textContent ?? ""}`)
      || Boolean(svg.closest("header, footer, nav, a, button, [aria-hidden=true], [role=none], "
        + "[role=presentation]")) || Boolean(svg.querySelector("animate, animateTransform, set"));
  };
  const acts = (style) => style.filter !== "none" || style.mixBlendMode !== "normal"
    || style.maskImage !== "none" || style.clipPath !== "none";
  // How strongly it is painted, by itself; null where a group fades or cuts it with others.
  const strength = (element, svg) => {
    let found = 1;
    for (let at = element; at !== svg; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (acts(style)) return null;
      if (style.opacity !== "1" && at.localName === "g") return null;
      found *= Number(style.opacity);
    }
    return found;
  };
  const solid = (paint, opacity) => {
    if (paint === "none") return [0, 0, 0, 0];
    if (!/^(rgb|color|okl|lab|lch)/.test(paint)) return null;
    const [red, green, blue, alpha] = read(paint);
    return [red, green, blue, alpha * opacity];
  };
  const meet = (one, other) => one.left < other.right && other.left < one.right
    && one.top < other.bottom && other.top < one.bottom;
  const shapesOf = (svg) => [...svg.querySelectorAll(`${LIKE}, image, use, foreignObject, text`)]
    .filter((one) => !one.closest("defs, symbol, clipPath, mask, pattern, marker")
      && page.shown(one)).map((one) => ({ one, box: one.getBoundingClientRect() }));
  const pointsOf = (box) => Array.from({ length: ACROSS * DOWN }, (_, number) => new DOMPoint(
    box.left + box.width * (number % ACROSS + 0.5) / ACROSS,
    box.top + box.height * (Math.floor(number / ACROSS) + 0.5) / DOWN));
  // How many of the points the shape has in its fill, and in its line.
  const hits = (shape, points) => {
    const back = shape.getScreenCTM().inverse();
    const own = points.map((point) => point.matrixTransform(back));
    return [own.filter((point) => shape.isPointInFill(point)).length,
      own.filter((point) => shape.isPointInStroke(point)).length];
  };
  // The colour below with this shape upon it; null where that is not one colour.
  const upon = (shape, svg, points, below, above) => {
    const style = getComputedStyle(shape), faded = strength(shape, svg);
    const fill = solid(style.fill, Number(style.fillOpacity) * (faded ?? 1));
    const line = solid(style.stroke, Number(style.strokeOpacity) * (faded ?? 1));
    if (fill?.[3] === 0 && line?.[3] === 0) return below;
    const [filled, lined] = hits(shape, points);
    if (line?.[3] !== 0 && lined) return null;
    if (fill?.[3] === 0 || !filled) return below;
    return !fill || faded === null || above || filled < points.length ? null : over(fill, below);
  };
  const ground = (text, svg, shapes, box) => {
    const back = behind(svg);
    let colour = back.sure && back.alpha === 1 ? back.colour : null;
    const points = pointsOf(box);
    for (const { one, box: other } of shapes) {
      if (!colour) return null;
      if (one.contains(text) || !meet(box, other)) continue;
      const above = Boolean(text.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
      if (one.localName === "text") {
        // The same words once more below, as a rim.
        const height = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        const width = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        if (height * width > 0.2 * box.height * box.width) return null;
      } else colour = one.matches(LIKE) ? upon(one, svg, points, colour, above) : null;
    }
    return colour;
  };
  const ofText = (text, svg, shapes, frame) => {
    const style = getComputedStyle(text), box = text.getBoundingClientRect();
    const faded = strength(text, svg), scale = text.getScreenCTM();
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    const out = x < frame.left || x > frame.right || y < frame.top || y > frame.bottom;
    if (!faded || !scale || out || style.stroke !== "none" && style.strokeWidth !== "0px") return null;
    const ink = solid(style.fill, Number(style.fillOpacity) * faded);
    if (!ink || ink[3] < 0.05) return null;
    const below = ground(text, svg, shapes, box);
    if (!below) return null;
    const size = parseFloat(style.fontSize) * Math.hypot(scale.a, scale.b);
    const found = contrast(over(ink, below), below);
    // What has the colour of its ground is there to be measured, or for a pointer.
    return found < 1.05 ? null : { element: page.path(text), words: page.squeeze(text.textContent)
      .slice(0, 40), large: size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700,
    ink: style.fill, logo: false, contrast: found };
  };
  // Labels of a chart or a plan are there to be read; few words may be part of a picture.
  const told = (texts) => texts.length > 2
    || texts.filter((text) => /\d/.test(text.textContent)).length > 1;
  const ofDrawing = (svg) => {
    const frame = svg.getBoundingClientRect();
    if (frame.width < LEAST_WIDE || frame.height < LEAST_HIGH || exempt(svg)) return [];
    const texts = [...svg.querySelectorAll("text, tspan")].filter((text) => !text.closest(ASIDE)
      && [...text.childNodes].some((node) => /[\p{L}\p{N}]/u.test(node.data ?? ""))
      && page.seen(text)).slice(0, MOST_TEXTS);
    const shapes = texts.length ? shapesOf(svg) : [];
    if (!texts.length || shapes.length > MOST_SHAPES) return [];
    const drawn = !told(texts);
    return texts.map((text) => ofText(text, svg, shapes, frame)).filter(Boolean)
      .map((one) => ({ ...one, drawn }));
  };
  // The texts of all drawings but those that something else may cover or cannot be used.
  const measured = (left) => [...new Set(page.all("svg text").map((text) => {
    let svg = text.closest("svg");
    while (svg.parentElement?.closest("svg")) svg = svg.parentElement.closest("svg");
    return svg;
  }))].filter((svg) => page.seen(svg) && !left(svg)).flatMap(ofDrawing);
  return { measured };
})();
