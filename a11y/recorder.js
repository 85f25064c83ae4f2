// Runs before any script of a page: notes what the page starts by itself; while the guard is up,
// keeps it from leaving or opening anything; while it is sealed, from sending anything. Its
// questions are noted and answered with no, always. Kept under Symbol.for("acting").

(() => {
const own = {
  setTimeout: window.setTimeout.bind(window), setInterval: window.setInterval.bind(window),
  clearTimeout: window.clearTimeout.bind(window), open: window.open.bind(window),
  fetch: window.fetch?.bind(window), frame: window.requestAnimationFrame.bind(window),
  now: Date.now.bind(Date), tick: performance.now.bind(performance), Date,
  media: window.matchMedia.bind(window),
};
const record = {
  own, guard: false, sealed: false, done: [], timers: new Map(), frames: 0, media: new Set(), ahead: 0,
  motions: new Set(), missed: 0, loose: [], started: 0, rapid: new Map(),
};
Object.defineProperty(window, Symbol.for("acting"), { value: record });
const note = (kind, what = "") => record.done.push({ kind, what: String(what).slice(0, 200) });

const LATER_MS = 1000; // what comes sooner belongs to how the page opens
// What runs so often may make something flash: kept, as it may be over before a check looks.
const RAPID_MS = 170, MOST_RAPID = 20;
const hurried = (what, run, wait_ms, every) => {
  if (!record.rapid.has(what) && record.rapid.size >= MOST_RAPID) return;
  const again = every || record.rapid.has(what);
  record.rapid.set(what, { run, wait_ms, again });
};
// Timers: what is still to come, so that a check can let an hour pass without waiting for it.
const watched = (start, every) => (what, wait, ...rest) => {
  if (typeof what !== "function") {
    const text = String(what);
    what = () => (0, eval)(text);
  }
  const run = () => what(...rest);
  const wait_ms = Math.max(Number(wait) || 0, every ? 4 : 0);
  if (wait_ms <= RAPID_MS) hurried(what, run, wait_ms, every);
  const id = start(() => {
    if (!every) record.timers.delete(id);
    if (!every && wait >= LATER_MS) record.missed += 1; // its work was done before a check looked
    run();
  }, wait);
  record.started += 1;
  record.timers.set(id, { run, wait_ms, every, due_ms: own.tick() + record.ahead + wait_ms });
  return id;
};
window.setTimeout = watched(own.setTimeout, false);
window.setInterval = watched(own.setInterval, true);
window.clearTimeout = window.clearInterval = (id) => {
  record.timers.delete(id);
  own.clearTimeout(id);
};
window.requestAnimationFrame = (what) => {
  record.frames += 1;
  return own.frame(what);
};

// Animations that have begun: what is over, or was ended to look at the page at rest, was seen.
const MOST_MOTIONS = 300;
record.moves = (animations) => {
  for (const one of animations) if (record.motions.size < MOST_MOTIONS) record.motions.add(one);
};
window.addEventListener("animationstart", (event) => {
  record.moves(event.composedPath()[0].getAnimations?.() ?? []);
}, { capture: true, passive: true });
const animate = Element.prototype.animate;
Element.prototype.animate = function (...given) {
  const motion = animate.apply(this, given);
  record.moves([motion]);
  return motion;
};

// Sound that a script makes beside the page: in no element that anybody could stop.
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  if (!this.isConnected && !this.muted && this.volume && !navigator.userActivation?.isActive)
    record.loose.push(this);
  return play.call(this);
};

window.matchMedia = (query) => {
  record.media.add(String(query));
  return own.media(query);
};

// The page's clock shows the time that was let pass.
const shiftClock = () => {
  Date.now = () => own.now() + record.ahead;
  performance.now = () => own.tick() + record.ahead;
  window.Date = new Proxy(own.Date, {
    construct: (target, given, as) =>
      Reflect.construct(target, given.length ? given : [own.now() + record.ahead], as),
    apply: () => new own.Date(own.now() + record.ahead).toString(),
  });
};

// Fires what falls due within this time, in order; most: so many at the utmost. each: is told
// after every one how far we are, and may stop it all by returning false.
record.forward = async (time_ms, most, each = () => true) => {
  if (!record.ahead) shiftClock();
  const start_ms = own.tick() + record.ahead, end_ms = start_ms + time_ms;
  for (let fired = 0; fired < most; fired += 1) {
    const [id, next] = [...record.timers].reduce(
      (best, one) => one[1].due_ms < best[1].due_ms ? one : best, [0, { due_ms: Infinity }]);
    if (next.due_ms > end_ms) break;
    record.ahead = Math.max(record.ahead, next.due_ms - own.tick());
    if (next.every) next.due_ms += Math.max(next.wait_ms, 4);
    else window.clearTimeout(id);
    try { next.run(); } catch (error) { note("error", error); } // the page's own fault
    await null;
    if (each(next.due_ms - start_ms - (next.every ? next.wait_ms : 0)) === false) return;
  }
  record.ahead = Math.max(record.ahead, end_ms - own.tick());
};

// Ways out of the page.
navigation.addEventListener("navigate", (event) => {
  const inside = event.destination.sameDocument;
  note(inside ? "inside" : event.formData ? "submit" : "leave", event.destination.url);
  if (record.guard && !inside && event.cancelable) event.preventDefault();
});
window.open = (url = "", ...rest) => {
  note("window", url);
  return record.guard ? null : own.open(url, ...rest);
};
for (const [name, answer] of [["alert"], ["confirm", false], ["prompt", null], ["print"]]) {
  window[name] = (words) => {
    note(name === "print" ? "print" : "dialog", words);
    return answer;
  };
}
window.fetch = (...given) => {
  note("send", given[0]?.url ?? given[0]);
  return record.sealed ? new Promise(() => {}) : own.fetch(...given);
};
const guarded = (holder, name, answer) => {
  const send = holder?.[name];
  if (!send) return;
  holder[name] = function (...given) {
    if (!record.sealed) return send.apply(this, given);
    note("send", name);
    return answer?.();
  };
};
guarded(XMLHttpRequest.prototype, "send");
guarded(window.WebSocket?.prototype, "send");
guarded(Navigator.prototype, "sendBeacon", () => true);
const refuse = () => Promise.reject(new DOMException("", "NotAllowedError"));
guarded(window.CredentialsContainer?.prototype, "get", refuse);
guarded(window.CredentialsContainer?.prototype, "create", refuse);
const lock = window.ScreenOrientation?.prototype.lock;
if (lock) ScreenOrientation.prototype.lock = function (kind) {
  note("lock", kind);
  return lock.call(this, kind);
};
})();
