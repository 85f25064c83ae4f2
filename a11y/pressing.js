// Presses each button of a page once, and tells what came of it. Runs after operating.js and
// dialogs.js. given.most: presses at most.

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
const told = (button, name) => {
  const said = [...button.attributes].filter((one) => /^(aria-|title$|value$)/.test(one.name));
  const style = getComputedStyle(button), sorted = button.closest("[aria-sort]")?.ariaSort ?? "";
  return { selected: button.getAttribute("aria-selected"), name: name ?? page.name(button), sorted,
    said: said.map((one) => `${one.name}=${one.value}`).join(), text: button.textContent,
    look: LOOK.map((name) => style[name]).join() };
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
// "" when it does not switch, else what it switches: its "look" alone, or "more".
const switches = async (button, was, e) => {
  if (!button.isConnected || SAYS.test(was.said) || !bare(button, e)) return "";
  if (button.matches("[role]:not([role=button]), summary") || button.closest("label")) return "";
  await acting.nextFrame();
  for (const one of button.getAnimations()) if (one instanceof CSSTransition) one.finish();
  if (told(button).look === was.look) return "";
  await acting.wait(given.drawn / 2); // some say it when an animation ends
  const now = told(button, button.computedName);
  if (now.look === was.look || !same(was, now)) return "";
  const [come, gone] = [e.come, e.gone].map((list) => marked(button, list));
  const again = await acting.effect(() => button.click(), { until_ms: given.soon });
  if (!bare(button, again) || marked(button, again.come) !== gone
    || marked(button, again.gone) !== come) return "";
  await acting.wait(given.drawn / 2);
  return told(button).look !== was.look ? "" : come || gone ? "more" : "look";
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
const chosenOf = async (button, row, e) => {
  if (!row || rows.has(button.parentElement) || !mute(button, e)) return null;
  const inRow = (one) => [...row.keys()].some((other) => other.contains(one));
  const [come, gone] = [e.come, e.gone].map((list) => list.filter((one) => !inRow(one)));
  const words = page.squeeze(come.map(acting.ownWords).join(" ")).split(" ").length;
  if (!gone.length || words < PART_WORDS || [...come, ...gone].some((one) => one.closest(SPECIAL)))
    return null;
  const last = await handedOn(button, row);
  if (!last) return null;
  for (const one of row.keys()) rows.add(one.parentElement);
  // “Back” and “next” look other at an end; what is chosen moves on to any third one.
  const third = [...row.keys()].find((one) => one !== button && one !== last && !sends(one));
  const before = third && rowOf(third);
  third?.focus({ preventScroll: true });
  if (third) await acting.effect(() => third.click(), { until_ms: given.soon });
  const surely = Boolean(before) && await handedOn(third, before) === button;
  if (third) await acting.effect(() => button.click(), { until_ms: given.soon });
  return { button: page.path(button), last: page.path(last), surely };
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

// Words that came with a press and go by themselves, before given.brief milliseconds are over.
// Only a timer that the press has set takes them away. What comes in their place is later news;
// what stands on the page all the same can still be read. Null when nothing goes.
const clock = () => record.own.tick() + record.ahead;
const dueFrom = (pressed_ms, timers) => () => [...record.timers].some(([id, one]) =>
  !timers.has(id) && one.due_ms <= pressed_ms + given.brief);
const settled = () => {
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
};
const passing = async (fresh, pressed_ms, timers) => {
  const due = dueFrom(pressed_ms, timers);
  if (!fresh.length || !due()) return null;
  const lines = fresh.map((e) => ({ e, words: acting.ownWords(e), path: page.path(e), for_ms: 0 }))
    .filter(({ e, words }) => words && !/(…|\.\.\.)$/.test(words) && acting.really(e)
      && !e.closest("[role=progressbar], [aria-busy=true]"));
  if (!lines.length) return null;
  const before = acting.snapshot();
  const look = () => {
    settled();
    for (const line of lines.filter((one) => !one.for_ms))
      if (!acting.really(line.e) || acting.ownWords(line.e) !== line.words)
        line.for_ms = clock() - pressed_ms;
    return lines.some((one) => !one.for_ms);
  };
  await record.forward(given.brief, given.timers, () => look() && due());
  await acting.wait(4); // a page may draw a little after its timer
  look();
  const after = acting.snapshot(), seen = acting.changes(before, after);
  if (seen.come.length || seen.other.length) return null;
  const rest = [...after.values()];
  const away = lines.filter((one) => one.for_ms && !rest.some((line) => line.includes(one.words)));
  return away.length ? { element: away[0].path, words: away.map((one) => one.words).join(" "),
    for_ms: Math.max(...away.map((one) => one.for_ms)) } : null;
};

// A control that came with a press and goes by itself, though it has the focus and the pointer is
// on it. What only takes the message away, or ends what is under way, is none to be missed; nor is
// what can still be pressed elsewhere. Null when nothing goes.
const DISMISSES = new RegExp(["close|dismiss|hide|ok|okay|got it|cancel|stop|pause|skip|x",
  "fermer|masquer|d’accord|compris|arrêter|schließen|ausblenden|abbrechen|anhalten|verstanden",
  "zoumaachen|ofbriechen|stoppen"].map((words) => `^\\W*(${words})\\b`).join("|") + "|^\\W*$", "iu");
const underWay = (news) => news.some((one) => /(…|\.\.\.)$/.test(acting.ownWords(one)))
  || page.all("progress, [role=progressbar], [aria-busy=true]").some(acting.really);
const fleeting = async (came, news, pressed_ms, timers) => {
  const due = dueFrom(pressed_ms, timers);
  const called = (one) => page.squeeze(one.innerText) || one.ariaLabel || "";
  const control = came.find((one) => !DISMISSES.test(called(one)));
  if (!control || !due() || underWay(news)) return null;
  const name = called(control), path = page.path(control);
  const before = acting.snapshot();
  if (acting.focused() !== control) control.focus({ preventScroll: true });
  for (const type of ["pointerover", "pointerenter", "mouseover", "mouseenter", "mousemove"])
    acting.pointer(type, control);
  let for_ms = 0;
  const stays = () => {
    settled();
    if (!for_ms && !acting.really(control)) for_ms = clock() - pressed_ms;
    return !for_ms;
  };
  await record.forward(given.brief, given.timers, () => stays() && due());
  await acting.wait(4); // a page may draw a little after its timer
  stays();
  const seen = acting.changes(before, acting.snapshot());
  if (!for_ms || for_ms > given.brief || seen.come.length || seen.other.length) return null;
  const again = page.stops().some((one) => acting.really(one)
    && (called(one) === name || control.href && one.href === control.href));
  return again ? null : { element: path, words: name, for_ms, control: true };
};

// Words that come and are gone again before the press is looked at, by pressing once more.
const flash = async (button) => {
  const timers = new Set(record.timers.keys()), pressed_ms = clock();
  const e = await acting.effect(() => button.click());
  return e && !e.out.length ? passing([...e.come, ...e.other].filter((one) => one.isConnected
    && !button.contains(one)), pressed_ms, timers) : null;
};

const fill = (form) => {
  const now = { email: "a@example.org", url: "https://example.org", number: "1", tel: "123456789",
    date: "2030-01-02", time: "10:00", month: "2030-01", week: "2030-W01", password: "Abc12345!" };
  for (const field of form.elements) {
    if (field.type === "checkbox" && field.required) field.checked = true;
    else if (field.matches("input, textarea") && !field.value && field.required
      && !/radio|checkbox|hidden|submit|button|file/.test(field.type))
      field.value = now[field.type] ?? "Test";
    else if (field.type === "radio" && field.required) field.checked = true;
    else if (field.localName === "select" && field.required) field.selectedIndex = field.length - 1;
  }
};
const dialogs = [], said = [], folded = [], unsaid = [], tabs = [], switched = [], gone = [];
const chosen = [];
const tried = new Set();
for (let round = 0; round < given.most; round += 1) {
  const button = buttons().find((e) => !tried.has(e) && allowed(e));
  if (!button) break;
  tried.add(button);
  if (sends(button)) {
    if (!given.hears_submit) continue;
    fill(button.form);
  }
  const live = new Set(page.all(LIVE));
  const expanded = button.getAttribute("aria-expanded");
  const selected = button.getAttribute("aria-selected"), row = rowOf(button);
  button.focus({ preventScroll: true });
  const fold = folds(button), was = told(button), list = unmarked(button);
  const before = new Set(page.stops()), timers = new Set(record.timers.keys());
  const pressed_ms = clock(), started = record.started;
  const e = await acting.effect(() => button.click(), { until_ms: given.soon });
  if (!e) continue;
  if (picked(button, was, e)) tabs.push({ button: page.path(button),
    kept: told(button).selected === "false" });
  if (list && await tabsMute(button, list, e)) tabs.push({ button: page.path(button), mute: true });
  const turned = fold && await follows(fold);
  if (turned) folded.push(turned);
  const found = dialogOf([...e.come, ...e.other]);
  if (found && stopsIn(found.root).every((s) => s !== button)) {
    const more = answers(found.root), dialog = await tryDialog(found, button, before);
    if (dialog.escape && dialog.back && !dialog.far)
      dialog.button = await shutByButton(found.root, button, before);
    const rest = more ? await within(found, button) : { told: [], closed: closed(found.root) };
    dialogs.push({ ...dialog, within: rest.told });
    if (!rest.closed) break;
    continue;
  }
  if (e.out.some((one) => one.kind === "leave" || one.kind === "submit")) continue;
  const flashed = !e.visible && !e.moved && record.started > started ? await flash(button) : null;
  if (flashed) { gone.push({ ...flashed, button: page.path(button) }); continue; }
  const panel = Boolean(turned) || expanded !== button.getAttribute("aria-expanded")
    || selected !== button.getAttribute("aria-selected") || button.matches("summary, [role=tab]");
  const at = acting.focused();
  const news = [...e.come, ...e.other].filter((one) => one.isConnected && !button.contains(one)
    && !one.matches("input, textarea, select, img, video, svg, canvas, iframe")
    && !(at && at !== document.body && at.contains(one))
    && !(e.moved && (one.contains(at) || one.parentElement.contains(at)
      && one.parentElement !== document.body && !one.parentElement.matches("main"))));
  const fresh = news.filter((one) => !one.closest("button, [role=button], label, option, tr td a"));
  const region = (one) => {
    for (let up = one; up; up = up.parentElement ?? up.getRootNode().host) {
      if (up.matches?.(LIVE)) return live.has(up) || up.matches("[role=alert]") ? "live" : "late";
    }
    return "";
  };
  const words = page.squeeze(fresh.map((one) => acting.ownWords(one)).join(" "));
  const heard = fresh.some((one) => region(one) === "live" && acting.ownWords(one));
  const controls = fresh.some((one) => page.stops().some((s) => one.contains(s) || s === one
    || s.parentElement === one.parentElement && e.come.includes(s)));
  const came = page.stops().filter((s) => !before.has(s) && s !== button && acting.really(s)
    && s.matches("button, [role=button], a[href]"));
  const news_told = fresh.length > 0 && { button: page.path(button), element: page.path(fresh[0]),
    words, panel, controls, heard, moved: Boolean(e.moved), regions: fresh.map(region),
    many: fresh.length };
  // Presses once more, and a page may then write its news anew: they were looked at before.
  const unfolding = turned ? null : await unfolds(button, was, e, timers);
  if (unfolding) { unsaid.push(unfolding); continue; }
  if (news_told) said.push(news_told);
  const lost = panel ? null : await fleeting(came, [...e.come, ...e.other], pressed_ms, timers)
    ?? await passing(fresh, pressed_ms, timers);
  if (lost) gone.push({ ...lost, button: page.path(button) });
  const choice = await chosenOf(button, row, e);
  if (choice) { chosen.push(choice); continue; }
  const switching = await switches(button, was, e);
  if (switching) switched.push({ button: page.path(button), more: switching === "more" });
}
return { dialogs, said, folded, unsaid, tabs, switched, chosen, gone, tried: tried.size };
