// Contrast of text that is transparent and shows the gradient of its own box. Evaluated with `page`
// of probe.js in reach.

const gradients = (() => {
  const { read, over, contrast, behind, parentOf } = page.colours;
  const MOST_LETTERS = 200, SAMPLES = 5;
  // So few of the letters may be pale, such as the last one at the light end.
  const SPARED = 0.1;
  const SIDES = { "to top": 0, "to right": 90, "to bottom": 180, "to left": 270 };

  // The parts of a list, whatever stands in brackets.
  const parted = (text) => {
    const parts = [""];
    let depth = 0;
    for (const sign of text) {
      depth += (sign === "(") - (sign === ")");
      if (sign === "," && !depth) parts.push("");
      else parts[parts.length - 1] += sign;
    }
    return parts.map((part) => part.trim());
  };
  // Where no place is given, a stop stands evenly between those around it.
  const placed = (stops) => {
    stops[0].at ??= 0;
    stops.at(-1).at ??= 1;
    stops.forEach((stop, number) => {
      if (stop.at !== null) return;
      const next = stops.findIndex((other, at) => at > number && other.at !== null);
      const before = stops[number - 1].at;
      stop.at = before + (stops[next].at - before) / (next - number + 1);
    });
    return stops;
  };
  // One gradient of plain colours; null for anything else. turn: in degrees, null where it is not
  // known where each colour lies.
  const parse = (image) => {
    if (parted(image).length > 1) return null;
    const match = /^(linear|radial|conic)-gradient\((.*)\)$/s.exec(image);
    if (!match) return null;
    const parts = parted(match[2]);
    const colour = /^((?:rgba?|color|oklab|oklch|lab|lch)\([^()]*\))\s*(.*)$/;
    let turn = 180;
    if (!colour.test(parts[0])) {
      const first = parts.shift();
      turn = SIDES[first] ?? (/^-?[\d.]+deg$/.test(first) ? parseFloat(first) : null);
    }
    const found = parts.map((part) => colour.exec(part));
    if (found.length < 2 || found.includes(null)) return null;
    const plain = found.every(([, , place]) => /^(-?[\d.]+%)?$/.test(place));
    const stops = found.map(([, ink, place]) =>
      ({ ink: read(ink), at: place ? parseFloat(place) / 100 : null }));
    if (!plain || match[1] !== "linear") return { stops, turn: null };
    return { stops: placed(stops), turn };
  };

  const colourAt = (stops, place) => {
    const next = stops.findIndex((stop) => stop.at >= place);
    if (next <= 0) return (next ? stops.at(-1) : stops[0]).ink;
    const [before, after] = [stops[next - 1], stops[next]];
    const share = (place - before.at) / (after.at - before.at || 1);
    return before.ink.map((part, at) => part + share * (after.ink[at] - part));
  };
  // How far along the gradient the corners of a box lie, from 0 to 1.
  const span = (box, area, turn) => {
    const [sine, cosine] = [Math.sin(turn * Math.PI / 180), Math.cos(turn * Math.PI / 180)];
    const length = Math.abs(area.width * sine) + Math.abs(area.height * cosine);
    const places = [box.left, box.right].flatMap((x) => [box.top, box.bottom].map((y) =>
      0.5 + ((x - area.left - area.width / 2) * sine
        - (y - area.top - area.height / 2) * cosine) / length));
    return [Math.min(...places), Math.max(...places)];
  };
  const letters = (node) => {
    const range = document.createRange();
    return [...node.data.matchAll(/[\p{L}\p{N}]/gu)].slice(0, MOST_LETTERS).map(({ index, 0: sign }) => {
      range.setStart(node, index);
      range.setEnd(node, index + sign.length);
      return range.getBoundingClientRect();
    }).filter((box) => box.width > 0);
  };
  const still = (element, style) => style.backgroundSize === "auto" && style.transform === "none"
    && style.backgroundOrigin === "padding-box" && style.backgroundAttachment === "scroll"
    && element.getClientRects().length === 1 && !element.getAnimations({ subtree: false }).length;
  const inner = (element, style) => {
    const box = element.getBoundingClientRect();
    const [top, right, bottom, left] = ["Top", "Right", "Bottom", "Left"].map((side) =>
      parseFloat(style[`border${side}Width`]));
    return { left: box.left + left, top: box.top + top, width: box.width - left - right,
      height: box.height - top - bottom };
  };

  // The box whose ground is cut out by the text, and what stands between them is bare.
  const clips = (element) => {
    let at = element;
    for (let up = 0; at && up < 3; at = parentOf(at), up += 1) {
      const style = getComputedStyle(at);
      if (style.opacity !== "1" || style.filter !== "none" || style.mixBlendMode !== "normal") return null;
      if (style.backgroundClip === "text") return at;
      if (style.backgroundImage !== "none" || read(style.backgroundColor)[3] > 0) return null;
    }
    return null;
  };

  // {contrast, paint}: of nearly all letters of the text, or of its best colour where that is too
  // pale everywhere; null where the style alone does not tell.  least: what it needs.
  const contrastOf = (node, least) => {
    const box = clips(node.parentElement);
    if (!box) return null;
    const style = getComputedStyle(box), back = behind(parentOf(box) ?? box);
    const gradient = parse(style.backgroundImage);
    if (!gradient || !back.sure || back.alpha < 1) return null;
    // What has no opaque colour lets the colour of its own box through.
    const below = over(read(style.backgroundColor), back.colour);
    const stops = gradient.stops.map((stop) => ({ ...stop, ink: over(stop.ink, below) }));
    const paint = style.backgroundImage.slice(0, 120);
    const best = Math.max(...stops.map(({ ink }) => contrast(ink, back.colour)));
    if (best < least) return { contrast: best, paint };
    if (gradient.turn === null || !still(box, style)) return null;
    const area = inner(box, style);
    const each = letters(node).map((letter) => {
      const [from, to] = span(letter, area, gradient.turn);
      return Math.max(...Array.from({ length: SAMPLES }, (_, at) =>
        contrast(colourAt(stops, from + (to - from) * at / (SAMPLES - 1)), back.colour)));
    }).sort((a, b) => a - b);
    return each.length ? { contrast: each[Math.floor(each.length * SPARED)], paint } : null;
  };
  return { contrastOf };
})();
