// Colours as numbers. Stands before probe.js, which hands it on as `page.colours`.

const colours = (() => {
  const known = new Map();
  let brush;
  // [red, green, blue, alpha] of any computed colour: 0 to 255, alpha 0 to 1.
  const read = (text) => {
    if (known.has(text)) return known.get(text);
    const plain = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text);
    let found = plain && [plain[1], plain[2], plain[3], plain[4] ?? 1].map(Number);
    if (!found) {
      brush ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = "rgba(0, 0, 0, 0)";
      brush.fillStyle = text;
      brush.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
      found = [red, green, blue, alpha / 255];
    }
    known.set(text, found);
    return found;
  };
  const over = (top, below) => {
    const [, , , alpha] = top;
    return [0, 1, 2].map((part) => top[part] * alpha + below[part] * (1 - alpha)).concat(1);
  };
  const line = (value) => value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  const light = ([red, green, blue]) =>
    0.2126 * line(red) + 0.7152 * line(green) + 0.0722 * line(blue) + 0.05;
  const contrast = (one, other) => {
    const [a, b] = [light(one), light(other)];
    return Math.max(a, b) / Math.min(a, b);
  };
  // The paper under everything: dark only where the page says that it can be.
  const paper = () => {
    const own = getComputedStyle(document.documentElement).colorScheme;
    const scheme = own === "normal"
      ? document.querySelector("meta[name=color-scheme]")?.content ?? own : own;
    // What the page itself asks is noted there, and what is asked here is not.
    const ask = window[Symbol.for("acting")]?.own.media ?? matchMedia;
    const dark = ask("(prefers-color-scheme: dark)").matches;
    const black = /dark/.test(scheme) && (dark || !/light/.test(scheme));
    return black ? [18, 18, 18, 1] : [255, 255, 255, 1];
  };
  const parentOf = (element) => element.assignedSlot ?? element.parentElement
    ?? element.getRootNode().host ?? null;
  const paints = (style) => style.backgroundImage !== "none" || read(style.backgroundColor)[3] > 0;
  const drawn = (element, part) => {
    const style = getComputedStyle(element, part);
    return !/^(none|normal)$/.test(style.content) && style.display !== "none"
      && style.position !== "static" && (paints(style) || /url/.test(style.content));
  };
  // What one element adds to what lies behind its text; asked once, for many share an ancestor.
  const layers = new Map();
  const layerOf = (element) => {
    if (layers.has(element)) return layers.get(element);
    const style = getComputedStyle(element);
    const own = read(style.backgroundColor);
    const painted = style.backgroundImage !== "none";
    const found = {
      own, painted, opacity: Number(style.opacity),
      blends: style.filter !== "none" || style.mixBlendMode !== "normal" || style.opacity !== "1",
      unsure: painted || style.backgroundClip === "text" || drawn(element, "::before")
        || drawn(element, "::after"),
      moved: style.position === "absolute" || style.position === "fixed"
        || style.transform !== "none" || style.float !== "none" || /-/.test(style.margin)
        || style.position === "relative" && [style.top, style.left, style.bottom, style.right]
          .some((value) => !/^(auto|0px)$/.test(value)),
      closes: own[3] === 1 && style.display !== "contents",
    };
    layers.set(element, found);
    return found;
  };
  // To be said when the style has changed.
  const anew = () => layers.clear();
  // What lies behind an element by its style alone. sure: nothing else can be there, such as a
  // picture, or a part that was moved under it or over it.  alpha: of what fades it.  inner: the
  // paint that fades together with it.
  const behind = (element) => {
    const paint = [];
    let sure = true, alpha = 1, solid = null, painted = false, inner = null, closed = false;
    for (let at = element; at; at = parentOf(at)) {
      const layer = layerOf(at);
      if (layer.blends) sure = false;
      if (!closed) {
        if (layer.unsure) sure = false;
        if (layer.own[3] > 0) paint.push(layer.own);
        painted ||= layer.painted;
        if (layer.own[3] === 1 && !solid && !painted) solid = layer.own;
      }
      if (layer.opacity < 1 && !inner) inner = solid;
      alpha *= layer.opacity;
      if (closed) continue;
      // Nothing that was moved beyond a solid ground can be seen through it.
      if (layer.closes && alpha === 1) closed = true;
      else if (layer.moved) sure = false;
    }
    const colour = paint.reverse().reduce((below, top) => over(top, below), paper());
    return { colour, sure, alpha, inner };
  };
  return { read, over, contrast, light, behind, anew, parentOf };
})();
