// The Tab walk, seen from inside the page. Evaluated with `page` of probe.js in reach.

const STOPPED = `a[href], area[href], button, input, select, textarea, summary, iframe, audio,
  video, [contenteditable], [tabindex]`;

const active = () => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element === document.body || element === document.documentElement ? null : element;
};

const key = (element) => element.type === "radio" && element.name
  ? page.groupOf(element) : page.path(element);

// The topmost thing at a point, inside open shadow roots too.
const topmost = (x, y) => {
  let top = document.elementFromPoint(x, y);
  for (let inner = top; inner; inner = top.shadowRoot?.elementFromPoint(x, y)) {
    if (inner === top && inner !== document.elementFromPoint(x, y)) break;
    top = inner;
    if (!top.shadowRoot) break;
  }
  return top;
};

// What lies over a place hides it only with a ground, a picture or a control of its own there.
const DRAWN = "img, svg, video, canvas, iframe, object, embed, input, select, textarea, button";
const ground = (style) => style.backgroundImage !== "none" || style.backdropFilter !== "none"
  || !/^rgba\(.*, 0\)$|^transparent$/.test(style.backgroundColor);
const hides = (top, element, x, y) => {
  for (let at = top; at && !at.contains(element); at = at.parentElement ?? at.getRootNode().host) {
    const box = at.getBoundingClientRect();
    if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
    if (at.matches(DRAWN) || ground(getComputedStyle(at))) return true;
    const laid = ["::before", "::after"].map((part) => getComputedStyle(at, part));
    if (laid.some((style) => style.content !== "none" && ground(style))) return true;
  }
  return false;
};

// Nine points of each of its boxes: is the element, or a part of it, the topmost thing there?
// An ancestor at that point shows the element through, unless it is a bar that sticks over it.
// What the browser itself left below the edge of the window, of something that it shows, is hidden
// by nobody.
const hits = (element) => {
  const labels = [...(element.labels ?? [])];
  const sticks = (top) => /fixed|sticky/.test(getComputedStyle(top).position);
  const own = (top) => top && (element.contains(top) || top.contains(element) && !sticks(top)
    || labels.some((label) => label.contains(top)) || element.getRootNode().host === top);
  let open = 0, covered = 0, beyond = 0;
  const outside = (box) => box.right + scrollX <= 0 || box.bottom + scrollY <= 0;
  const boxes = [...element.getClientRects()];
  const drawn = element.matches("[type=checkbox], [type=radio]") && boxes.every(outside)
    ? labels.flatMap((label) => [...label.getClientRects()]) : boxes;
  for (const box of drawn) {
    for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
      const [left, down] = [box.left + box.width * x, box.top + box.height * y];
      if (left < 0 || down < 0 || left >= innerWidth || down >= innerHeight) {
        beyond += 1;
        continue;
      }
      const top = topmost(left, down);
      if (own(top) || top && !hides(top, element, left, down)) open += 1; else covered += 1;
    }
  }
  return { open, covered: open ? covered : covered + beyond };
};

// Parts of these have the focus in turn, while they themselves keep it: day, month, year.
const PARTED = ["date", "datetime-local", "month", "time", "week"].map((type) =>
  `input[type=${type}]`).join();

// What has got the focus since it was last looked where it is; see `here`. No "focusin" comes from
// what loses it within its own "focus".
let came = null;
addEventListener("focus", (event) => { [came] = event.composedPath(); }, true);

// Before the walk: what must be reached, and what a pointer reaches but Tab never will.
const prepare = () => {
  const expected = page.stops();
  const free = (element) => page.seen(element) && !element.closest(STOPPED)
    && !element.closest("[aria-disabled=true]"); // what cannot be used need not be reached
  const acts = "[role=button], [role=link], [role=checkbox], [role=switch]";
  const pressed = page.all(acts).filter(free);
  const hand = (element) => getComputedStyle(element).cursor === "pointer";
  const pointer = page.all("body *").filter((element) => free(element) && hand(element)
    && !element.closest("label") && !element.querySelector(STOPPED)
    && !hand(element.parentElement ?? document.documentElement) && !pressed.includes(element));
  // Out of the order of Tab by its own wish. In a composite control the arrow keys lead there.
  const COMPOSITE = `[role=toolbar], [role=menu], [role=menubar], [role=tablist], [role=listbox],
    [role=radiogroup], [role=grid], [role=tree], [role=treegrid], [role=combobox]`;
  const skipped = page.all("button, a[href], input, select, textarea, summary").filter((element) =>
    element.tabIndex < 0 && element.hasAttribute("tabindex") && page.seen(element)
    && !element.matches(":disabled") && !element.closest(`[inert], ${COMPOSITE}`));
  return {
    expected: expected.map((element) => ({ element: page.path(element), key: key(element) })),
    pressed: pressed.map(page.path),
    pointer: pointer.map(page.path),
    skipped: skipped.map(page.path),
    jumped: expected.filter((element) => element.tabIndex > 0).map(page.path),
    parted: expected.filter((element) => element.matches(PARTED)).length,
  };
};

// Where the focus is. Its box is measured from the document's corner: the page scrolls meanwhile.
// lost: it came to this stop, which is still there, and nothing has it now.
const here = () => {
  const element = active(), last = came;
  came = null;
  if (!element && last?.isConnected && last !== document.documentElement && last !== document.body
    && page.shown(last)) return { lost: true, key: key(last) };
  if (!element) return null;
  const box = page.targetBox(element);
  return {
    element: page.path(element), key: key(element), hits: hits(element),
    left: box.left + scrollX, top: box.top + scrollY, width: box.width, height: box.height,
    frame: element.matches("iframe, audio, video"), parted: element.matches(PARTED),
    rtl: getComputedStyle(element.parentElement ?? element).direction === "rtl",
  };
};

// While Tab is pressed many times in a row: where the focus was, just before each press. The page
// is restless when the focus moves once more after a press has moved it.
let noted = [], moves = 0, restless = false, presses = [];
const move = () => { moves += 1; if (moves > 1) restless = true; };
const note = (event) => {
  if (event.key !== "Tab") return;
  presses.push(event);
  noted.push(here());
  moves = 0;
};
const follow = () => {
  noted = [];
  presses = [];
  moves = 0;
  restless = false;
  addEventListener("keydown", note, true);
  addEventListener("focusin", move, true);
};
// Where each press led, in order; fewer than were pressed when the page did not hear them all.
// refused: the page took every one of them from the browser.
const followed = () => {
  removeEventListener("keydown", note, true);
  removeEventListener("focusin", move, true);
  const refused = presses.length > 0 && presses.every((event) => event.defaultPrevented);
  return { way: [...noted.slice(1), here()], restless, refused };
};

return { prepare, here, follow, followed };
