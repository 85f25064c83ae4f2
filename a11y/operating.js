// What answers a pointer, and pressing it by pointer and by keys. Runs after acting.js; `page` and
// `acting` are in reach. given.far: the document as a whole listens to a pointer.

const FOCUS = `a[href], area[href], button, input, select, textarea, summary, iframe,
  audio[controls], video[controls], [contenteditable], [tabindex]:not([tabindex="-1"])`;
const idle = (element) => element.matches(":disabled, [aria-disabled=true]")
  || element.closest("[inert], [aria-hidden=true]");
const hand = (element) => element && getComputedStyle(element).cursor === "pointer";
const usable = (root) => page.all(root ? "*" : "body *", root)
  .filter((element) => acting.really(element) && !idle(element));
// It may answer by the listener of what it lies in.
const heard = (element) => {
  for (let at = element.parentElement; at; at = at.parentElement)
    if (acting.anyOf(at, acting.POINTER)) return true;
  return given.far;
};
// What answers a pointer, and takes no focus itself or by what is in it.
const free = (among) => among.filter((element) => !element.closest(FOCUS)
  && !element.closest("label") && !element.querySelector(FOCUS)
  && (acting.anyOf(element, acting.POINTER)
    || heard(element) && hand(element) && !hand(element.parentElement)));
// What takes the focus by its tabindex alone, so that all it does is the page's own work.
const custom = (among) => among.filter((element) => element.tabIndex >= 0 && element.matches(FOCUS)
  && !element.matches(`a[href], area[href], button, input, select, textarea, summary, iframe, audio,
    video, [contenteditable]`) && (acting.anyOf(element, acting.POINTER) || given.far
    && /button|link|checkbox|switch|tab|menuitem|radio|option/.test(element.role ?? "")));
// sized: texts that the press has made larger or smaller; what the pointer alone does is no press,
// and what comes with the focus, as a label that gives way, comes with it by keys as well.
// times: 2 for a double press as well, where it listens for one itself.
const press = async (element, times = 2) => {
  let before;
  const e = await acting.effect(() => {
    acting.clickLikePointer(element, () => { before = acting.sizes(); });
    if (times > 1 && acting.listens(element).has("dblclick")) acting.pointer("dblclick", element, { detail: 2 });
  });
  return e && { ...e, sized: e.moved === undefined ? acting.resized(before, element) : [] };
};
// A press that only ticks or focuses a field is what pressing that field does.
const ownEffect = (e) => e && (e.sized?.length || e.visible && (e.come.length || e.gone.length
  || e.states.length || e.other.some((o) => !o.matches("input, select, textarea"))
  || e.out.some((one) => one.kind !== "inside")));
const byKey = async (element, names) => {
  let free = false;
  for (const name of names) {
    element.focus({ preventScroll: true });
    let own;
    if (await acting.effect(() => { own = acting.key(name, element); })) return "acts";
    free = free || own;
  }
  return free ? "native" : "";
};
const keysOf = (element) => /tab|radio|option|menuitem/.test(element.role ?? "")
  ? ["Enter", " ", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"] : ["Enter", " "];
// One of a set takes the focus at a time; do the arrow keys lead to the others?
const SET = `[role=tablist], [role=radiogroup], [role=listbox], [role=menu], [role=menubar],
  [role=tree], [role=grid], [role=toolbar]`;
const byArrows = async (element) => {
  const one = element.closest('[tabindex="-1"][role]'), set = one?.parentElement?.closest(SET);
  const peer = set && page.all("*", set).find((e) => e.tabIndex >= 0 && e.role === one.role);
  return Boolean(peer)
    && await byKey(peer, ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) === "acts";
};
