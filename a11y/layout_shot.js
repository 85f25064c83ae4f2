// How the text of a page lies in the layout as it is now. Evaluated with `page` of probe.js in
// reach, and before layouts.js.

const SILENT = "script, style, noscript, template, textarea, option, title, svg *, datalist";
const CONTROL = `button, summary, select, [role=button], [role=tab], [aria-expanded],
  [aria-haspopup], input[type=checkbox], input[type=button]`;
const TYPED = "input:not([type=hidden], [type=checkbox], [type=radio], [type=range], "
  + "[type=color], [type=image], [type=file]), select";
const BIG = "table, pre, code, svg, canvas, img, video, object, embed, math, iframe";
const words = (text) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).length;

// Text nodes that hold words, open shadow roots included.
const texts = (root = document.body, found = []) => {
  if (!root) return found;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let at = walker.currentNode; at; at = walker.nextNode()) {
    if (at.shadowRoot) texts(at.shadowRoot, found);
    if (at.nodeType === Node.TEXT_NODE && words(at.data) && at.parentElement
      && !at.parentElement.matches(SILENT)) found.push(at);
  }
  return found;
};

const above = (element) => element.assignedSlot ?? element.parentElement
  ?? element.getRootNode().host ?? null;
const hides = (value) => value === "hidden" || value === "clip";
const scrolls = (value) => value === "auto" || value === "scroll";

// One look at the layout as it is now; every element is asked for its style once.
const snap = (nodes) => {
  const styles = new Map();
  const styleOf = (element) => {
    if (!styles.has(element)) styles.set(element, getComputedStyle(element));
    return styles.get(element);
  };
  const root = document.documentElement;
  const propagated = [root, document.body].filter(Boolean)
    .find((one) => styleOf(one).overflowX !== "visible");
  const holds = (element) => styleOf(element).position !== "static"
    || styleOf(element).transform !== "none" || styleOf(element).contain.includes("paint");
  const container = (element) => {
    const { position } = styleOf(element);
    let at = above(element);
    if (position === "fixed") while (at && styleOf(at).transform === "none") at = above(at);
    if (position === "absolute") while (at && !holds(at)) at = above(at);
    return at;
  };
  const window_ = () => {
    const leftward = styleOf(root).direction === "rtl";
    const wide = { left: leftward ? -Infinity : -scrollX, top: -scrollY, bottom: Infinity,
      right: leftward ? root.clientWidth - scrollX : Infinity, stuck: false, clear: 1 };
    const style = propagated && styleOf(propagated);
    if (style && hides(style.overflowX)) wide.right = innerWidth;
    if (style && hides(style.overflowY)) wide.bottom = innerHeight;
    wide.byX = wide.byY = propagated;
    return { reach: wide, view: { ...wide } };
  };
  // reach: where text can be brought into sight by scrolling.  view: where it is to be seen now.
  const clips = new Map();
  const clipOf = (element) => {
    if (!element) return window_();
    if (clips.has(element)) return clips.get(element);
    const style = styleOf(element);
    const outer = clipOf(container(element));
    const reach = { ...outer.reach }, view = { ...outer.view };
    reach.stuck ||= style.position === "fixed" || style.position === "sticky";
    reach.clear *= Number(style.opacity);
    if (style.clipPath.startsWith("inset(") && /inset\((50|100)%/.test(style.clipPath)
      || /^rect\((0|1)px/.test(style.clip) && style.position !== "static") reach.clear = 0;
    const applies = element !== propagated && element !== root
      && !/^(inline|contents|none)$/.test(style.display);
    if (applies && (style.overflowX !== "visible" || style.overflowY !== "visible")) {
      const box = element.getBoundingClientRect();
      const inner = { left: box.left + element.clientLeft, top: box.top + element.clientTop };
      inner.right = inner.left + element.clientWidth;
      inner.bottom = inner.top + element.clientHeight;
      const soft = style.textOverflow !== "clip" || style.webkitLineClamp !== "none";
      for (const [axis, low, high, value] of [["X", "left", "right", style.overflowX],
        ["Y", "top", "bottom", style.overflowY]]) {
        if (value === "visible") continue;
        view[low] = Math.max(view[low], inner[low]);
        view[high] = Math.min(view[high], inner[high]);
        if (scrolls(value)) {
          reach[low] = -Infinity; reach[high] = Infinity; reach[`free${axis}`] = element;
        } else {
          if (inner[high] < reach[high]) { reach[`by${axis}`] = element; reach[`soft${axis}`] = soft; }
          reach[low] = Math.max(reach[low], inner[low]);
          reach[high] = Math.min(reach[high], inner[high]);
        }
      }
      if (element.clientWidth <= 2 || element.clientHeight <= 2) reach.clear = 0;
    }
    clips.set(element, { reach, view });
    return clips.get(element);
  };
  const range = document.createRange();
  const seen = nodes.map((node) => {
    const parent = node.parentElement;
    if (!parent || !node.isConnected || !page.shown(parent)) return null;
    const { reach, view } = clipOf(parent);
    if (reach.clear < 0.05) return null;
    range.selectNodeContents(node);
    const size = parseFloat(styleOf(parent).fontSize);
    const lines = [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
    let x = 0, partly = 0, lost = 0, left = 0;
    for (const box of lines) {
      const right = Math.min(box.right, reach.right), from = Math.max(box.left, reach.left);
      const low = Math.min(box.bottom, reach.bottom), high = Math.max(box.top, reach.top);
      // A box of text is higher than its letters; what is cut counts from the size of the type.
      const middle = (box.top + box.bottom) / 2;
      const tall = (Math.min(low, middle + size / 2) - Math.max(high, middle - size / 2)) / size;
      if (right - from < 1 || tall < 0.15) { lost += 1; continue; }
      left += 1;
      if (tall < 0.8) partly += 1;
      x = Math.max(x, box.width - (right - from));
    }
    // Wholly clipped by a box that is to be seen, not hidden on purpose.
    if (!left) return lines.length ? { gone: true, by: reach.byY ?? reach.byX ?? null } : null;
    return { lines, view, reach, size, partly, lost, x: x > Math.max(3, size / 4) ? x : 0 };
  });
  return { seen, styleOf, clipOf };
};

const shows = (one) => Boolean(one) && !one.gone;

// Pairs of texts that lie on each other.
const overlaps = (shot) => {
  const lines = [];
  shot.seen.forEach((one, number) => {
    if (!shows(one) || one.reach.stuck) return;
    for (const box of one.lines) {
      const line = { number, size: one.size,
        left: Math.max(box.left, one.view.left) + 2, right: Math.min(box.right, one.view.right) - 2,
        top: Math.max((box.top + box.bottom - one.size) / 2, one.view.top),
        bottom: Math.min((box.top + box.bottom + one.size) / 2, one.view.bottom) };
      if (line.right > line.left && line.bottom > line.top) lines.push(line);
    }
  });
  lines.sort((one, other) => one.top - other.top);
  const found = new Set();
  let open = [];
  for (const line of lines) {
    open = open.filter((other) => other.bottom > line.top);
    for (const other of open) {
      const deep = Math.min(line.bottom, other.bottom) - line.top;
      const wide = Math.min(line.right, other.right) - Math.max(line.left, other.left);
      if (other.number !== line.number && wide > 3
        && deep > 0.35 * Math.min(line.size, other.size)) {
        found.add([other.number, line.number].sort((a, b) => a - b).join("-"));
      }
    }
    open.push(line);
  }
  return found;
};
