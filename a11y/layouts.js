// What changes between two layouts of a page. Evaluated after layout_shot.js.

// What is wider than the window, and what scrolls sideways by itself.
const sideways = (nodes, shot) => {
  const root = document.scrollingElement ?? document.documentElement;
  const width = root.clientWidth;
  const free = new Set();
  const past = new Map();
  const upright = (element) => shot.styleOf(element).writingMode.startsWith("horizontal");
  const note = (element, by) => {
    if (by > 1 && Number.isFinite(by)) past.set(element, Math.max(past.get(element) ?? 0, by));
  };
  shot.seen.forEach((one, number) => {
    if (!shows(one)) return;
    const right = Math.max(...one.lines.map((box) => box.right));
    const scroller = one.reach.freeX;
    if (scroller) {
      const edge = scroller.getBoundingClientRect().right;
      if (right + scroller.scrollLeft > edge + 1) free.add(scroller);
    } else if (right <= one.reach.right + 1) {
      note(nodes[number].parentElement, right + scrollX - width);
    }
  });
  for (const element of page.all("input, select, textarea, button")) {
    if (!page.seen(element)) continue;
    const { reach } = shot.clipOf(element);
    const { right } = element.getBoundingClientRect();
    if (!reach.freeX && right <= reach.right + 1) note(element, right + scrollX - width);
  }
  const spill = [...past].filter(([element]) => ![...past.keys()]
    .some((other) => other !== element && other.contains(element)));
  const table = (element) => {
    const at = element.closest("table");
    return Boolean(at?.querySelector("th, caption") || element.closest("pre, code, svg, math"));
  };
  // One row of parts, such as tabs, each of which fits the window: none is read by going to and fro.
  const row = (box) => {
    let parts = [...box.children].filter(page.seen);
    if (parts.length === 1) parts = [...parts[0].children].filter(page.seen);
    const boxes = parts.map((part) => part.getBoundingClientRect());
    return boxes.length > 1 && box.scrollHeight <= box.clientHeight + 1
      && boxes.every((one) => one.width <= box.clientWidth
        && one.top < boxes[0].bottom && one.bottom > boxes[0].top);
  };
  return {
    width, content: root.scrollWidth,
    spill: spill.map(([element, by]) => ({ element: page.path(element), by: Math.ceil(by),
      table: table(element) })),
    inner: page.all("body *").filter((element) => scrolls(shot.styleOf(element).overflowX)
      && element.scrollWidth > element.clientWidth + 1 && page.seen(element) && upright(element)
      && !element.matches("input, textarea, select"))
      .map((element) => ({ element: page.path(element), text: free.has(element), row: row(element),
        table: Boolean(element.matches(BIG) || element.closest("pre, table")
          || element.querySelector(BIG)) })),
  };
};

// Boxes that are wider than the window, for pages that promise not to be.
const wideBoxes = (shot, width) => {
  const over = page.all("body *").filter((element) => {
    if (!page.seen(element)) return false;
    const box = element.getBoundingClientRect();
    const { reach } = shot.clipOf(above(element));
    return !reach.freeX && (box.right + scrollX > width + 0.5 || box.left + scrollX < -0.5)
      && !(reach.byX && Number.isFinite(reach.right));
  });
  return over.filter((element) => !over.some((other) => other !== element && element.contains(other)))
    .map((element) => {
      const box = element.getBoundingClientRect();
      const by = Math.ceil(Math.max(box.right + scrollX - width, -box.left - scrollX));
      return { element: page.path(element), by };
    });
};

// Fields whose height does not follow their text.
const squashed = () => page.all(TYPED).filter((element) => page.seen(element)
  && (element.value || element.placeholder || element.matches("select"))
  && element.clientHeight > 8
  && parseFloat(getComputedStyle(element).fontSize) * 0.95 > element.clientHeight);

// Is there a way to the whole of what is cut: a control beside it, or for an excerpt its link?
const FEW_WORDS = 40;
const helped = (element, soft) => {
  const near = element.parentElement ?? element;
  // A link somewhere in a long part of the page leads elsewhere.
  const own = words(element.textContent), small = words(near.textContent) - own <= FEW_WORDS;
  const beside = small ? [near] : [element, element.previousElementSibling, element.nextElementSibling];
  if (soft && (element.closest("a[href], summary, [title]")
    || beside.some((one) => one?.matches("a[href]") || one?.querySelector("a[href]")))) return true;
  // No button says the rest of what stands on another.
  if (!soft && element.matches("button, [role=button]")) return false;
  return [...near.querySelectorAll("button, summary, [role=button], [aria-expanded]")]
    .some((one) => one !== element && !one.contains(element));
};

const look = (nodes) => {
  const shot = snap(nodes);
  return { shot, pairs: overlaps(shot), squashed: new Set(squashed()),
    controls: new Set(page.all(CONTROL).filter(page.seen)) };
};

const quote = (node) => page.squeeze(node.data).slice(0, 40);

// Everything that is cut here: hard in the middle of letters, soft with dots or by whole lines.
// fresh: it was not cut in the first layout.
const cuts = (nodes, now, first) => {
  const found = new Map();
  now.shot.seen.forEach((one, number) => {
    if (!nodes[number].isConnected) return;
    const before = first?.shot.seen[number];
    if (one?.gone && one.by && shows(before)) {
      const old = found.get(one.by);
      if (old) old.fresh = true;
      else found.set(one.by, { element: page.path(one.by), words: quote(nodes[number]), soft: true,
        fresh: true, helped: helped(one.by, true), way: "by lines" });
    }
    if (!shows(one) || !(one.x || one.partly || one.lost)) return;
    const inX = one.x > 0;
    const by = (inX ? one.reach.byX : one.reach.byY) ?? nodes[number].parentElement;
    const soft = inX ? Boolean(one.reach.softX) : !one.partly;
    const fresh = Boolean(shows(before) && !before.x && !before.partly && !before.lost);
    const old = found.get(by);
    if (!old || old.soft && !soft) {
      found.set(by, { element: page.path(by), words: quote(nodes[number]), soft,
        fresh: fresh || Boolean(old?.fresh), helped: helped(by, soft),
        way: inX ? "sideways" : one.partly ? "through its letters" : "by lines" });
    } else if (fresh) old.fresh = true;
  });
  for (const element of now.squashed) {
    found.set(element, { element: page.path(element), words: element.value || "", soft: false,
      fresh: Boolean(first && !first.squashed.has(element)), helped: false,
      way: "through its letters" });
  }
  return [...found.values()];
};

const lying = (nodes, now, first) => {
  const found = [];
  for (const pair of now.pairs) {
    if (first?.pairs.has(pair)) continue;
    const [one, other] = pair.split("-").map((number) => nodes[number]);
    if (!one.isConnected || !other.isConnected) continue;
    found.push({ element: page.path(other.parentElement), on: page.path(one.parentElement),
      words: quote(other) });
  }
  return found.slice(0, 20);
};

// A longer name that a small window shortens: the control stays, and says all of it.
const shortened = (node) => {
  const control = node.parentElement.closest("a[href], button, summary, label");
  return Boolean(control) && page.seen(control) && page.shown(node.parentElement);
};

// Of pages one after the other and of the way to a page, the nearest may be enough in a narrow window.
const STEPS = `[class*=breadcrumb i], [class*=paginat i], [aria-label*=breadcrumb i],
  [aria-label*=paginat i], [aria-label*=ariane i], [aria-label*=brotkr i], [aria-label*=seiten i],
  [class*=step-ind i], [class*=stepper i], [class*=progress i]`;
// Text to be seen at first that is not there any more, and that no control brings.
const missing = (nodes, now, first) => {
  const brings = [...now.controls].some((one) => !first.controls.has(one)
    || one.matches("[aria-expanded=false], summary"));
  if (brings) return [];
  const flat = (text) => page.squeeze(text).toLowerCase();
  const here = flat(nodes.filter((_, number) => shows(now.shot.seen[number]))
    .concat(texts().filter((node) => !nodes.includes(node) && page.seen(node.parentElement)))
    .map((node) => node.data).join(" "));
  const found = new Map();
  nodes.forEach((node, number) => {
    if (!shows(first.shot.seen[number]) || shows(now.shot.seen[number])) return;
    if (!node.isConnected || shortened(node)) return; // a script may write anew at any time
    if (here.includes(flat(node.data))) return;
    let top = node.parentElement;
    while (top.parentElement && top.parentElement !== document.body
      && !page.shown(top.parentElement)) top = top.parentElement;
    const said = found.get(top) ?? { element: page.path(top), words: quote(node), count: 0,
      steps: Boolean(top.closest(STEPS)),
      acts: Boolean(top.closest("a[href], button") ?? top.querySelector("a[href], button, input")) };
    said.count += words(node.data);
    found.set(top, said);
  });
  return [...found.values()];
};

// What stands still over the page and takes much of a small window.
// A modal dialog is no bar: while it is there, it is the page.
const bars = () => page.all("body *:not(dialog:modal)").filter((element) => {
  const { position, pointerEvents } = getComputedStyle(element);
  return (position === "fixed" || position === "sticky") && pointerEvents !== "none"
    && page.seen(element) && words(element.innerText ?? "") > 0;
}).map((element) => {
  const box = element.getBoundingClientRect();
  const across = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
  const down = Math.min(box.height, innerHeight);
  return { element: page.path(element), share: Math.max(across, 0) * down / innerWidth / innerHeight,
    closes: Boolean(element.closest("dialog, [role=dialog], [role=alertdialog]")
      || element.querySelector("button, [role=button], dialog, [role=dialog]")) };
});

// Text that was made twice as large, as a reader's own setting does it; undone afterwards.
const doubled = (nodes, work) => {
  const still = new CSSStyleSheet();
  still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  const elements = page.all("html, body, body *").filter((one) => one.style && !one.matches("svg *"));
  const before = elements.map((element) => {
    const { fontSize, lineHeight } = getComputedStyle(element);
    return [element, element.getAttribute("style"), parseFloat(fontSize), parseFloat(lineHeight)];
  });
  for (const [element, , size] of before) element.style.setProperty("font-size", `${2 * size}px`, "important");
  // A line height in px would not follow; a browser that enlarges text alone makes it follow.
  const fixed = before.filter(([element, , , line]) => line
    && Math.abs(parseFloat(getComputedStyle(element).lineHeight) - line) < 0.5);
  for (const [element, , , line] of fixed) element.style.setProperty("line-height", `${2 * line}px`, "important");
  const found = work(nodes);
  for (const [element, style] of before) {
    element.getAttribute("style"); // unread, Chromium leaves it there, empty, when it is removed
    if (style === null) element.removeAttribute("style"); else element.setAttribute("style", style);
  }
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== still);
  return found;
};

const spaced = (nodes, style, work) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const found = work(nodes);
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  return found;
};

// What is pressed, with its box. A tick box as the browser draws it is the browser's business.
const PRESSED = `a[href], area[href], button, input, select, textarea, summary, [role=button],
  [role=link], [role=checkbox], [role=radio], [role=switch], [role=tab], [role=menuitem], [onclick]`;
const native = (element) => element.matches("[type=checkbox], [type=radio]")
  && getComputedStyle(element).appearance === "auto"
  && element.offsetWidth === 13 && element.offsetHeight === 13;
const targets = () => page.all(PRESSED)
  .filter((element) => element.type !== "hidden" && !element.matches(":disabled, [inert] *")
    && getComputedStyle(element).pointerEvents !== "none")
  .filter((element) => page.seen(element) || [...(element.labels ?? [])].some(page.seen))
  .map((element) => ({ element: page.path(element), ...page.targetBox(element),
    sentence: page.inSentence(element), native: native(element), href: element.href || "" }));

const nodes = texts();
let first;
const told = (now) => ({ ...sideways(nodes, now.shot), cut: cuts(nodes, now, first),
  lying: lying(nodes, now, first) });

// The layout as it is, and on request with larger and with wider text.
const here = (style) => {
  const at = [scrollX, scrollY];
  first = look(nodes);
  const as_it_is = told(first);
  as_it_is.boxes = wideBoxes(first.shot, as_it_is.width);
  as_it_is.lying = [];
  as_it_is.targets = targets();
  const found = { here: as_it_is, texts: nodes.length };
  if (style && nodes.length) {
    found.text_200 = doubled(nodes, () => told(look(nodes)));
    found.spacing = spaced(nodes, style, () => told(look(nodes)));
  }
  scrollTo(...at);
  return found;
};

// Text whose size follows the window and not the reader: it is smaller here than it was.
const sizes = (now) => {
  const found = new Map();
  now.shot.seen.forEach((one, number) => {
    const before = first.shot.seen[number];
    if (!shows(one) || !shows(before) || one.size >= before.size) return;
    const element = nodes[number].parentElement;
    found.set(element, { element: page.path(element), words: quote(nodes[number]),
      before: before.size, after: one.size });
  });
  return [...found.values()];
};

// The layout of a window that has been made smaller meanwhile.
const smaller = () => {
  const now = look(nodes);
  return { ...told(now), missing: missing(nodes, now, first), bars: bars(),
    sizes: sizes(now), targets: targets() };
};

return { here, smaller };
