// Presses each button of a page once, and tells what came of it. Runs after operating.js,
// contrast.js (as `contrasts`), dialogs.js, pressed_states.js and views.js. given.most: presses at
// most.

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

// A press takes away the button itself, and the focus falls to nothing. peers: buttons of its kind in
// boxes beside its own, such as “remove” in the rows of a list.
const ITEM = "li, tr, article, [role=listitem], [role=row]", SOME_ITEMS = 20;
const peersOf = (button) => {
  const item = button.closest(ITEM), alike = (one) => one.className === button.className;
  const beside = [...item?.parentElement?.children ?? []].filter((one) => one !== item
    && one.localName === item.localName).slice(0, SOME_ITEMS);
  return { item, peers: beside.flatMap((one) => page.all(button.localName, one).filter(alike)
    .slice(0, 1)) };
};
const adrift = () => { const at = acting.focused(); return !at || !acting.really(at); };
// items: so many others of its kind stay when its own box has gone too; 0 when other words came
// instead of the button. Null when nothing is there to go on with.
const dropped = async (button, { item, peers }, e) => {
  if (acting.really(button) || e.out.some((one) => one.kind !== "inside")) return null;
  if (!adrift()) return { kept: true };
  await acting.wait(given.drawn / 2); // some move it when an animation ends
  if (acting.really(button)) return null;
  if (!adrift()) return { kept: true };
  const come = e.come.filter((one) => one.isConnected && !one.closest(`${LIVE}, ${SPECIAL}`));
  const words = page.squeeze(come.map(acting.ownWords).join(" ")).split(" ").length;
  const stay = peers.filter((one) => acting.really(one) && !one.matches(":disabled")).length;
  if (stay && !come.length && !acting.really(item)) return { items: stay };
  return words >= PART_WORDS && !underWay(come) ? { items: 0 } : null;
};

// The contrast of text that a press brought or coloured, where nothing is on its way any more.
const colourOf = (one) => getComputedStyle(one).webkitTextFillColor;
const firstInks = new Map([...acting.snapshot().keys()].map((one) => [one, colourOf(one)]));
const MOST_INKED = 40;
const inked = [];
const measureInk = (fresh, button) => {
  const running = document.getAnimations().filter((one) => one.playState === "running")
    .map((one) => one.effect?.target).filter(Boolean);
  const nodes = fresh.filter((one) => acting.really(one) && !button.contains(one)
    && firstInks.get(one) !== colourOf(one)
    && !running.some((target) => target.contains(one) || one.contains(target)))
    .flatMap((one) => [...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE
      && /[\p{L}\p{N}]/u.test(node.data)));
  if (!nodes.length || inked.length >= MOST_INKED) return;
  page.colours.anew();
  for (const one of contrasts.prepare(nodes.slice(0, MOST_INKED)).sure)
    if (!inked.some((other) => other.element === one.element))
      inked.push({ ...one, button: page.path(button) });
};

// Large images with a name, and which of them a press has given another source. What lies in a
// control is the sign of that.
const LARGE_PX = 10_000;
const images = () => new Map(page.all("img[alt]:not([alt=''])").filter((one) => one.width
  * one.height >= LARGE_PX && !one.closest("a[href], button, [role=button], [aria-hidden=true]")
  && acting.really(one)).map((one) => [one, { from: one.src, name: page.squeeze(one.alt) }]));
const swapped = (before, button) => [...before].filter(([one, { from }]) => one.isConnected
  && from && one.src && one.src !== from).map(([one, was]) => ({ ...was, to: one.src,
  named: page.squeeze(one.alt), element: page.path(one), button: page.path(button) }));

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
const chosen = [], fallen = [], views = [], exchanged = [];
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
  const pictures = images();
  const place = page.path(button), peers = peersOf(button), view = viewNow();
  const leadsOn = Boolean(button.closest("nav, [role=navigation], [role=menubar]"));
  const e = await acting.effect(() => button.click(), { until_ms: given.soon });
  if (!e) continue;
  measureInk([...e.come, ...e.other], button);
  exchanged.push(...swapped(pictures, button));
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
  const next = e.out.some((one) => one.kind === "inside") && await otherView(view);
  if (next) views.push({ ...next, element: place, leads: leadsOn });
  const fell = await dropped(button, peers, e);
  if (fell) fallen.push({ button: place, ...fell });
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
  // What describes the button is said as one comes to it.
  const tip = (one) => button.getAttribute("aria-describedby")?.split(/\s+/)
    .includes(one.closest("[role=tooltip]")?.id);
  const fresh = news.filter((one) => !tip(one)
    && !one.closest("button, [role=button], label, option, tr td a"));
  const region = (one) => {
    for (let up = one; up; up = up.parentElement ?? up.getRootNode().host) {
      if (up.matches?.(LIVE) && up.closest("[aria-hidden=true]")) return "mute";
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
    many: fresh.length, spoken: page.all(LIVE).some((one) => !one.closest("[aria-hidden=true]")
      && page.squeeze(one.textContent)) };
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
  if (switching) switched.push({ button: page.path(button), kind: switching,
    said: STATED.exec(was.said)?.[0] ?? "" });
}
return { dialogs, said, folded, unsaid, tabs, switched, chosen, gone, fallen, inked,
  views, exchanged, tried: tried.size };
