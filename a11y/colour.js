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
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
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
  // What lies behind an element by its style alone. sure: nothing else can be there, such as a
  // picture, or a part that was moved under it or over it.  alpha: of what fades it.  inner: the
  // paint that fades together with it.
  const behind = (element) => {
    const layers = [];
    let sure = true, alpha = 1, solid = null, painted = false, inner = null,
      closed = false;
    for (let at = element; at; at = parentOf(at)) {
      const style = getComputedStyle(at);
      const moved = style.position === "absolute" || style.position === "fixed"
        || style.transform !== "none" || style.float !== "none" || /-/.test(style.margin)
        || style.position === "relative" && [style.top, style.left, style.bottom, style.right]
          .some((value) => !/^(auto|0px)$/.test(value));
      const opacity = Number(style.opacity);
      if (style.filter !== "none" || style.mixBlendMode !== "normal" || opacity < 1) sure = false;
      if (closed) {
        if (opacity < 1 && !inner) inner = solid;
        alpha *= opacity;
        continue;
      }
      if (style.backgroundImage !== "none" || style.backgroundClip === "text") sure = false;
      if (drawn(at, "::before") || drawn(at, "::after")) sure = false;
      const own = read(style.backgroundColor);
      if (own[3] > 0) layers.push(own);
      painted ||= style.backgroundImage !== "none";
      if (own[3] === 1 && !solid && !painted) solid = own;
      if (opacity < 1 && !inner) inner = solid;
      alpha *= opacity;
      // An inline box paints only behind its own words; they may stick out of a moved block.
      if (own[3] === 1 && style.display !== "contents" && alpha === 1) closed = true;
      else if (moved) sure = false;
    }
    const colour = layers.reverse().reduce((below, top) => over(top, below), paper());
    return { colour, sure, alpha, inner };
  };
  return { read, over, contrast, light, behind, parentOf };
})();
