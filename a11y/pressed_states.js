// What a button says of its state, and what a press changes: whether both agree. Runs after
// operating.js and before pressing.js.

// Whether a button that says it folds something says the truth after it was pressed. Looked at
// after the focus came, which may itself unfold.
const LIVE = `[role=status], [role=alert], [role=log], [role=timer], [role=progressbar], output,
  [aria-live=polite], [aria-live=assertive]`;
const unfolded = (goal) => acting.really(goal) && Boolean(page.squeeze(goal.innerText)
  || goal.querySelector("img, svg, input, select, button"));
const folds = (button) => {
  const said = button.getAttribute("aria-expanded");
  if (said !== "true" && said !== "false") return null;
  const named = (button.getAttribute("aria-controls") ?? "").split(" ").filter(Boolean)
    .map((id) => button.getRootNode().getElementById(id)).filter(Boolean);
  // Without a name for it, it may be what follows.
  const goal = named[0] ?? (button.closest("h1, h2, h3, h4, h5, h6") ?? button).nextElementSibling;
  return goal && named.length < 2 && !goal.contains(button) && !goal.matches(LIVE)
    ? { button, goal, said, shown: unfolded(goal), named: named.length > 0 } : null;
};
// What it controls has come or gone: does it say so? Null when nothing has.
const follows = async ({ button, goal, said, shown, named }) => {
  const turned = () => button.isConnected && unfolded(goal) !== shown;
  const kept = () => button.getAttribute("aria-expanded") === said;
  if (turned() && kept()) await acting.wait(given.drawn); // some say it when an animation ends
  return turned() ? { button: page.path(button), said, shown, named, kept: kept() } : null;
};

// Whether a tab says that it is the chosen one, and a button that it is on. Looked at after the
// focus came, which changes the look as well.
const LOOK = ["backgroundColor", "color", "borderTopColor", "boxShadow", "fontWeight",
  "textDecorationLine", "backgroundImage", "opacity"];
// Its parts and what is drawn before and after them: a heart that is filled, a knob that slides.
const PARTS_LOOK = [...LOOK, "fill", "stroke", "transform", "translate", "left", "marginLeft",
  "visibility", "display", "content"];
const MOST_PARTS = 30;
const partsLook = (button) => page.all("*", button).slice(0, MOST_PARTS).concat(button)
  .flatMap((one) => (one === button ? ["::before", "::after"] : [null, "::before", "::after"])
    .map((part) => {
      const style = getComputedStyle(one, part);
      return part && style.content === "none" ? "" : PARTS_LOOK.map((name) => style[name]).join()
        + (one.getAttribute("d") ?? "");
    })).join();
const told = (button, name) => {
  for (const one of button.getAnimations({ subtree: true }))
    if (one instanceof CSSTransition) one.finish();
  const said = [...button.attributes].filter((one) => /^(aria-|title$|value$)/.test(one.name));
  const style = getComputedStyle(button), sorted = button.closest("[aria-sort]")?.ariaSort ?? "";
  return { selected: button.getAttribute("aria-selected"), name: name ?? page.name(button), sorted,
    said: said.map((one) => `${one.name}=${one.value}`).join(), text: button.textContent,
    look: LOOK.map((name) => style[name]).join(), parts: partsLook(button) };
};
const picked = (button, was, e) => button.matches("[role=tab]") && was.selected === "false"
  && e.come.length > 0 && e.gone.length > 0 && button.isConnected;
// A press on a tab shows another part, and no tab of its list says which one is chosen. Told once
// for each list; "" when one of them does say so.
const TAB_SAYS = ["selected", "current", "pressed", "checked", "expanded"]
  .map((name) => `[aria-${name}]`).join();
const lists = new Set();
const unmarked = (button) => {
  const list = button.matches("[role=tab]") && button.closest("[role=tablist]");
  return list && !lists.has(list) && !list.hasAttribute("aria-activedescendant")
    && page.all("[role=tab]", list).length > 1
    && ![list, ...page.all("*", list)].some((one) => one.matches(TAB_SAYS)) ? list : null;
};
const tabsMute = async (button, list, e) => {
  const shown = (part) => part.filter((one) => !list.contains(one) && !one.closest(LIVE));
  if (!shown(e.come).length || !shown(e.gone).length || e.out.length) return false;
  await acting.wait(given.drawn / 2); // some say it when an animation ends
  if (!button.isConnected || unmarked(button) !== list) return false;
  lists.add(list);
  return true;
};
// On at the first press and off at the second, to the eye alone. Beside its own look, it may show
// or hide something; a word that changes or comes as news may be what tells of the state.
const SAYS = /aria-(pressed|checked|expanded|selected|current|haspopup)/;
const beyond = (button, list) => list.filter((one) => !button.contains(one));
const mute = (button, e) => {
  if (!e || e.out.length || e.fields.length || e.moved !== undefined) return false;
  const drawn = [...e.come, ...e.gone];
  return !beyond(button, e.other).length && !beyond(button, drawn).some((one) => one.closest(LIVE))
    && e.states.every((s) => !s.contains(button)
      && ![...s.attributes].some((one) => SAYS.test(one.name)));
};
const bare = (button, e) => mute(button, e)
  && e.states.every((s) => [...e.come, ...e.gone].some((one) => s.contains(one)));
const SPECIAL = `dialog, [role=dialog], [role=alertdialog], [role=tooltip], [role=menu],
  [role=listbox]`;
const marked = (button, list) => beyond(button, list)
  .map((one) => `${one.localName} ${acting.ownWords(one)}`).sort().join("\n");
const same = (was, now) => now.said === was.said && now.name === was.name && now.text === was.text
  && now.sorted === was.sorted;
// "" when it does not switch, else what it switches: its "look" alone, or "more"; "untrue" when it
// says a state that stays as it was.
const OWN = "[role]:not([role=button]), summary";
const STATED = /aria-(pressed|checked)=(true|false)/;
const sameLook = (one, other) => one.look === other.look && one.parts === other.parts;
const switches = async (button, was, e) => {
  const stated = STATED.test(was.said) && !/aria-(expanded|selected|current|haspopup)/.test(was.said);
  if (!button.isConnected || SAYS.test(was.said) && !stated || !bare(button, e)) return "";
  if (button.matches(OWN) && !(stated && button.matches("[role=switch], [role=checkbox]"))
    || button.closest("label")) return "";
  await acting.nextFrame();
  if (sameLook(told(button), was)) return "";
  await acting.wait(given.drawn / 2); // some say it when an animation ends
  const now = told(button, button.computedName);
  if (sameLook(now, was) || !same(was, now)) return "";
  const [come, gone] = [e.come, e.gone].map((list) => marked(button, list));
  const again = await acting.effect(() => button.click(), { until_ms: given.soon });
  if (!bare(button, again) || marked(button, again.come) !== gone
    || marked(button, again.gone) !== come) return "";
  await acting.wait(given.drawn / 2);
  const last = told(button, button.computedName);
  if (!sameLook(last, was) || !same(was, last)) return "";
  return stated ? "untrue" : come || gone ? "more" : "look";
};

// One of a row of buttons that is chosen, as its look alone says: it alone looks other than the
// rest, and a press hands that look on and shows another part. Looked at before the focus comes.
const ROW = { least: 2, most: 12 };
const CHOSEN_LOOK = [...LOOK, "borderBottomColor", "borderBottomWidth", "borderLeftColor",
  "outlineStyle", "transform"];
const dress = (one) => ["", "::before", "::after"].map((part) => {
  const style = getComputedStyle(one, part || null);
  return part && style.content === "none" ? "" : CHOSEN_LOOK.map((name) => style[name]).join();
}).join();
const worded = (one) => [one, ...one.querySelectorAll("*")].map((part) => part.localName
  + [...part.attributes].filter((a) => /^(alt|title|role|disabled|aria-.*)$/.test(a.name))
    .map((a) => `${a.name}=${a.value}`).join()).join() + one.textContent;
const plainly = (one) => one.matches("button, [role=button]") && acting.really(one)
  && !one.matches(":disabled, [aria-disabled=true], [role]:not([role=button])")
  && ![...one.attributes].some((a) => SAYS.test(a.name)) && page.squeeze(one.textContent);
const rowOf = (button) => {
  const item = button.parentElement?.children.length === 1 ? button.parentElement : button;
  const row = [...item.parentElement?.children ?? []].map((one) => item === button ? one
    : one.children.length === 1 ? one.firstElementChild : null).filter(Boolean);
  if (row.length < ROW.least || row.length > ROW.most || !row.every(plainly)) return null;
  row.find((one) => one === acting.focused())?.blur();
  return new Map(row.map((one) => [one, { look: dress(one), said: worded(one) }]));
};
const alone = (looks) => {
  const lone = [...looks].filter(([, look]) => [...looks.values()].filter((l) => l === look)
    .length === 1);
  return looks.size === 2 || lone.length === 1 && new Set(looks.values()).size === 2 ? lone : [];
};
const rows = new Set();
// The one whose look a press has handed on; null when it did not, or when something says so.
const handedOn = async (button, row) => {
  const was = new Map([...row].map(([one, { look }]) => [one, look]));
  const last = alone(was).find(([one]) => one !== button)?.[0];
  if (!last) return null;
  await acting.wait(given.drawn / 2); // some say it when an animation ends
  button.blur();
  for (const one of row.keys()) for (const motion of one.getAnimations({ subtree: true }))
    if (motion instanceof CSSTransition) motion.finish();
  const now = new Map([...row.keys()].map((one) => [one, dress(one)]));
  button.focus({ preventScroll: true });
  const other = (one) => one === button ? last : one === last ? button : one;
  const passed = [...row.keys()].every((one) => now.get(one) === was.get(other(one)));
  const silent = [...row].every(([one, { said }]) => one.isConnected && worded(one) === said);
  return passed && silent ? last : null;
};
// Does a third press hand the look on as well? “Back” and “next” look other at an end only.
const movesOn = async (button, row, last) => {
  const third = [...row.keys()].find((one) => one !== button && one !== last && !sends(one));
  const before = third && rowOf(third);
  third?.focus({ preventScroll: true });
  if (third) await acting.effect(() => third.click(), { until_ms: given.soon });
  const surely = Boolean(before) && await handedOn(third, before) === button;
  if (third) await acting.effect(() => button.click(), { until_ms: given.soon });
  return surely;
};
// kept: nothing else is shown, but a field that nobody sees takes what was chosen.
const silentField = (field) => field.matches("[type=hidden]");
const chosenOf = async (button, row, e) => {
  if (!row || rows.has(button.parentElement) || !e) return null;
  const kept = e.fields.length > 0 && e.fields.every(silentField);
  if (!mute(button, kept ? { ...e, fields: [] } : e)) return null;
  const inRow = (one) => [...row.keys()].some((other) => other.contains(one));
  const [come, gone] = [e.come, e.gone].map((list) => list.filter((one) => !inRow(one)));
  const words = page.squeeze(come.map(acting.ownWords).join(" ")).split(" ").length;
  const part = gone.length > 0 && words >= PART_WORDS;
  if (!part && come.length + gone.length || [...come, ...gone].some((one) => one.closest(SPECIAL)))
    return null;
  const last = await handedOn(button, row);
  if (!last) return null;
  const surely = await movesOn(button, row, last);
  if (!part && !surely) return null;
  for (const one of row.keys()) rows.add(one.parentElement);
  return { button: page.path(button), last: page.path(last), surely: surely && (part || kept),
    part };
};

// What follows a button, or the heading or box that holds nothing else.
const following = (button) => {
  let at = button;
  const alone = (one) => page.squeeze(one?.textContent) === page.squeeze(button.textContent);
  while (alone(at.parentElement) && !at.matches("h1, h2, h3, h4, h5, h6")) at = at.parentElement;
  return at.nextElementSibling;
};
// Shows a part at the first press and hides it at the second, and no state or word says which.
// surely: the part follows the button. Null when there is any doubt that it is a part at all.
const PART_WORDS = 5;
const LETTERLESS = /[^\p{L}\p{N}]+/gu;
const OWN_STATE = `[role]:not([role=button]), summary, [popovertarget], [commandfor], label *`;
const unfolds = async (button, was, e, timers) => {
  const drawn = beyond(button, e.come), pending = [...record.timers.keys()];
  if (!drawn.length || beyond(button, e.gone).length || !bare(button, e)) return null;
  if (SAYS.test(was.said) || button.matches(OWN_STATE) || !page.heard(button)) return null;
  if (pending.some((id) => !timers.has(id))) return null; // it may go by itself
  const words = page.squeeze(drawn.map(acting.ownWords).join(" "));
  if (words.split(" ").length < PART_WORDS) return null;
  if (drawn.some((one) => one.closest(SPECIAL))) return null;
  await acting.wait(given.drawn / 2); // some say it when an animation ends
  const now = told(button, button.computedName), part = following(button);
  const plain = (name) => name.replace(LETTERLESS, " ").trim();
  if (now.said !== was.said || plain(now.name) !== plain(was.name)) return null;
  const whole = Boolean(part) && drawn.every((one) => part.contains(one));
  if (!whole && now.look !== was.look) return null;
  const shown = marked(button, drawn);
  const more = drawn.some((one) => one.closest("button, [role=button]"));
  const press = () => acting.effect(() => button.click(), { until_ms: given.soon });
  const again = await press();
  if (!bare(button, again) || beyond(button, again.come).length
    || marked(button, again.gone) !== shown) return null;
  await acting.wait(given.drawn / 2);
  const last = told(button, button.computedName);
  if (last.said !== was.said || last.name !== was.name) return null;
  const surely = whole && now.name === was.name && !/aria-describedby/.test(was.said)
    && !(part.isConnected && unfolded(part));
  if (more) await press(); // its buttons are pressed too
  return { button: page.path(button), surely };
};
