// What a page holds of sound and film, and which words stand for it. `page` is that of probe.js.
// Evaluated as the body of an async function with (mostBytes, transcriptWords) as arguments.

const RATE = 8000;
const FRAME = 320; // 40 ms
const HEARD_S = 60;
const SEEK_MS = 5000;

const squeezed = (text) => page.squeeze(text);
const count = (text) => squeezed(text).split(" ").filter((word) => /\p{L}/u.test(word)).length;

// Text that people can both read and hear: who is deaf and blind needs the one and the other.
const readable = (box) => {
  if (!page.heard(box) || !page.seen(box)) return false;
  const range = document.createRange();
  range.selectNodeContents(box);
  const area = range.getBoundingClientRect();
  return area.right + scrollX > 0 && area.bottom + scrollY > 0;
};
const lines = page.texts().filter(readable);
// The banner of a site says nothing of a recording that does not stand in it.
const banner = (box) => {
  const header = box.closest("body > header, [role=banner]");
  return header && !header.querySelector("audio, video");
};
const blocks = lines.filter((box) => !banner(box))
  .filter((box) => !box.closest("nav, footer, audio, video, button, script"));

const fetched = async (url) => {
  const goal = new URL(url, document.baseURI);
  const own = goal.origin === location.origin || /^(data|blob):/.test(goal.protocol);
  if (!own) return null;
  const answer = await fetch(goal, { signal: AbortSignal.timeout(4000) });
  if (/^4(04|10)$/.test(answer.status)) return new Response("");
  if (!answer.ok) return null;
  if (Number(answer.headers.get("Content-Length") ?? 0) > mostBytes) return null;
  return answer;
};

// The text of a page or file that a link or a track leads to; null when it cannot be read.
const textOf = async (url) => {
  try {
    const answer = await fetched(url);
    if (!answer) return null;
    const text = await answer.text();
    if (!/html/.test(answer.headers.get("Content-Type") ?? "")) return text;
    const parsed = new DOMParser().parseFromString(text, "text/html");
    parsed.querySelectorAll("script, style, nav, header, footer").forEach((part) => part.remove());
    return parsed.body?.textContent ?? "";
  } catch {
    return null;
  }
};

const spoken = (text) => text.replace(/^WEBVTT.*$/m, "").replace(/^.*-->.*$/gm, "")
  .replace(/^\d+$/gm, "");
// Captions put sounds in brackets and songs between notes; the rest of them is said by somebody.
const said = (text) => count(text.replace(/\[[^\]]*\]|\([^)]*\)|♪[^♪\n]*♪?/g, " "));
const wordsOf = async (url) => {
  const text = await textOf(url);
  return text === null ? -1 : count(spoken(text));
};

// When the cues of a file of captions begin and end, in seconds.
const CUE = /(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})[ \t]*-->/g;
const END = /-->[ \t]*(?:(\d+):)?(\d{1,2}):(\d{2})[.,](\d{3})/g;
const times = (text, which) => [...text.matchAll(which)].map(([, hours, minutes, seconds, rest]) =>
  Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(rest) / 1000);
const least = (found) => found.length ? Math.min(...found) : null;
const most = (found) => found.length ? Math.max(...found) : null;
// Browsers take WebVTT alone. Scripts of players may read other files with times in them.
const isCaptions = (text) => /^\uFEFF?WEBVTT/.test(text) || (scripted && /-->|<tt\b/.test(text));

// Tracks as files, and those that a script or the film itself brings.
const tracksOf = async (element) => {
  const files = [...element.querySelectorAll("track")];
  const found = [];
  for (const file of files) {
    const given = file.src ? await textOf(file.src) : "";
    const text = given === null || isCaptions(given) ? given : "";
    found.push({ kind: file.kind, words: text === null ? -1 : count(spoken(text)),
      said: text === null ? -1 : said(spoken(text)), begins: text && least(times(text, CUE)),
      stops: text && most(times(text, END)) });
  }
  for (const track of element.textTracks) {
    if (files.some((file) => file.track === track)) continue;
    const cues = [...(track.cues ?? [])];
    const words = cues.reduce((sum, cue) => sum + count(cue.text ?? ""), 0);
    found.push({ kind: track.kind, words: words || -1,
      said: cues.length ? said(cues.map((cue) => cue.text ?? "").join("\n")) : -1,
      begins: least(cues.map((cue) => cue.startTime)),
      stops: most(cues.map((cue) => cue.endTime)) });
  }
  return found.map((track) => ({ ...track, begins: track.begins || 0, stops: track.stops || 0 }));
};

// Loudness of each 40 ms, and whether it goes up and down as speech does: between syllables and
// words a voice falls far below its own mean, music and noise seldom do.
const measured = (samples) => {
  const levels = [];
  for (let at = 0; at + FRAME <= samples.length; at += FRAME) {
    let power = 0;
    for (let i = at; i < at + FRAME; i += 1) power += samples[i] ** 2;
    levels.push(Math.sqrt(power / FRAME));
  }
  const loudest = Math.max(0, ...levels);
  let low = 0, change = 0, near = 0;
  levels.slice(0, (HEARD_S * RATE) / FRAME).forEach((level, number) => {
    const around = levels.slice(Math.max(0, number - 12), number + 13);
    const mean = around.reduce((sum, one) => sum + one, 0) / around.length;
    if (mean < 0.02 * loudest) return;
    near += 1;
    if (level < 0.5 * mean) low += 1;
    const before = levels[number - 1] ?? level;
    change += Math.abs(level - before) / (level + before + 1e-9);
  });
  const audible = levels.map((level) => level > 0.001 && level > 0.05 * loudest);
  return { loudest, audible, low: near ? low / near : 0, change: near ? change / near : 0 };
};

const heard = async (element) => {
  if (element.srcObject || !element.currentSrc) return null;
  try {
    const answer = await fetched(element.currentSrc);
    if (!answer) return null;
    const bytes = await answer.arrayBuffer();
    if (bytes.byteLength > mostBytes) return null;
    const context = new OfflineAudioContext(1, 1, RATE);
    try {
      const sound = await context.decodeAudioData(bytes);
      return measured(sound.getChannelData(0));
    } catch {
      // A film that plays, and has nothing to decode, has no sound at all.
      return element.videoWidth ? { loudest: 0, audible: [], low: 0, change: 0 } : null;
    }
  } catch {
    return null;
  }
};

const known = (element) => new Promise((done) => {
  const source = element.currentSrc || element.src || element.querySelector("source")?.src;
  if (!source || element.readyState > 0 || element.error) return done();
  for (const name of ["loadedmetadata", "error"]) element.addEventListener(name, done, { once: true });
  if (element.preload === "none") {
    element.preload = "metadata";
    element.load();
  }
  element.querySelector("source:last-of-type")?.addEventListener("error", done, { once: true });
  setTimeout(done, 3000);
});

// "#t=8,10" plays from second 8 to second 10.
const stretch = (element) => {
  const given = /#t=(?:npt:)?([\d.]*)(?:,([\d.]+))?/.exec(element.currentSrc ?? "");
  const until = Number.isFinite(element.duration) ? element.duration : 0;
  return [Number(given?.[1] || 0), Number(given?.[2] || until)];
};

// Shows another place of the film: "there", or "late" when it took too long. A server that sends
// no parts of a file lets a film be shown at its beginning alone, which is "elsewhere".
const shownAt = (film, at_s) => new Promise((done) => {
  setTimeout(() => done("late"), SEEK_MS);
  const near = () => Math.abs(film.currentTime - at_s) < 0.05 * film.duration;
  film.addEventListener("seeked",
    () => requestAnimationFrame(() => done(near() ? "there" : "elsewhere")), { once: true });
  film.currentTime = at_s;
});

const pictureOf = (film) => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [32, 24];
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(film, 0, 0, 32, 24);
  return pen.getImageData(0, 0, 32, 24).data;
};
const differ = (one, other) => one.some((value, n) => Math.abs(value - other[n]) >= 24);
// Many films begin in plain black.
const plain = (picture) => picture.every((value, n) => Math.abs(value - picture[n % 4]) < 24);

// Does the picture never change? Then there is nothing to see that a voice would have to tell.
// null: nobody knows, as the film could not be shown in all places; with the reason.
const PLACES_SEEN = [0.5, 0.1, 0.9];
const unchanged = async (film) => {
  const start = film.readyState > 1 ? pictureOf(film) : null;
  let first = null;
  for (const share of PLACES_SEEN) {
    const where = await shownAt(film, film.duration * share);
    if (where !== "there") {
      const moved = first && start && !plain(start) && differ(first, start);
      return [moved ? false : null, where];
    }
    const seen = pictureOf(film);
    first ??= seen;
    if (differ(first, seen)) return [false, where];
  }
  return [first.some((value) => value !== 0), "there"];
};

// The same film from the bytes at hand, where every place can be shown; null without them.
const copied = async (film) => {
  try {
    const answer = await fetched(film.currentSrc);
    const file = answer && await answer.blob();
    if (!file || file.size > mostBytes) return null;
    const copy = document.createElement("video");
    [copy.muted, copy.preload, copy.src] = [true, "auto", URL.createObjectURL(file)];
    await known(copy);
    return copy;
  } catch {
    return null;
  }
};

const still = async (film) => {
  if (!film.videoWidth || !Number.isFinite(film.duration)) return false;
  const [plays, at_s] = [!film.paused, film.currentTime];
  try {
    film.pause();
    const [same, where] = await unchanged(film);
    if (where !== "elsewhere") return same;
  } catch {
    return false; // the film comes from elsewhere, and its picture may not be read
  } finally {
    film.currentTime = at_s;
    if (plays) film.play().catch(() => {});
  }
  const copy = await copied(film);
  if (!copy) return null;
  const [same] = copy.videoWidth ? await unchanged(copy) : [null];
  URL.revokeObjectURL(copy.src);
  return same;
};

// A page without script does nothing but what its elements do by themselves.
const scripted = document.scripts.length > 0
  || page.all("*").some((element) => [...element.attributes].some(({ name }) => /^on/.test(name)));

const reached = (element) => page.heard(element) && page.seen(element);
const promised = (element) => {
  const name = squeezed(page.name(element)).toLowerCase();
  return transcriptWords.some((word) => name.includes(word));
};
// Words of each transcript that a link leads to, -1 for what nobody knows: what a button opens,
// or a link that a script may answer.
const transcripts = async () => {
  const found = page.all("button, summary, [role=button]").filter(readable).filter(promised)
    .slice(0, 1).map(() => -1);
  for (const frame of page.all("iframe").filter(reached).filter(promised).slice(0, 2)) {
    const text = frame.contentDocument?.body?.innerText;
    found.push(text === undefined ? -1 : count(text));
  }
  for (const link of page.links().filter(readable).filter(promised).slice(0, 4)) {
    const href = link.getAttribute("href") ?? "";
    if (!href) continue;
    const goal = href.startsWith("#") && page.goal(href);
    if (!href.startsWith("#")) found.push(await wordsOf(href));
    else if (goal && page.shown(goal)) found.push(count(goal.parentElement.innerText));
    else found.push(scripted || goal?.closest("details") ? -1 : 0);
  }
  return found;
};

// What people may press for more about a film: all that stands beside it, and outside the
// navigation what leads to sound, or is named so.
const SOUND = /\.(mp3|m4a|aac|og[ga]|opus|wav|flac)([?#]|$)/i;
const beside = (film) => {
  const box = film.closest("figure") ?? film;
  const near = [box, box.previousElementSibling, box.nextElementSibling, box.parentElement,
    box.parentElement?.previousElementSibling, box.parentElement?.nextElementSibling];
  const short = near.filter((part) => part && !part.matches("nav, header, footer, body, main")
    && squeezed(part.innerText).length < 300);
  const links = new Set(short.flatMap((part) => page.links()
    .filter((link) => part.contains(link)).filter(reached)));
  return [...links].map((link) => squeezed(page.name(link)));
};
const pressed = page.all("button, a[href], input, [role=button], summary").filter(reached);
const controls = pressed.map((element) => squeezed(page.name(element))).filter(Boolean);
const [ways, offers] = [true, false].map((inside) =>
  pressed.filter((element) => Boolean(element.closest("nav, footer")) === inside));

// Some moments at which something is heard, from all over the recording.
const PLACES = 8;
const spread = (audible, from) => {
  const loud = [...audible.keys()].filter((number) => audible[number]);
  const at = (n) => loud[Math.floor(((n + 0.5) / PLACES) * loud.length)];
  const places = Array.from({ length: PLACES }, (_, n) => at(n));
  return loud.length ? places.map((number) => from + number / 25) : [];
};

const about = async (element) => {
  await known(element);
  const sound = await heard(element);
  const [from, until] = stretch(element);
  const part = sound?.audible.slice(Math.floor(from * 25), Math.ceil(until * 25)) ?? [];
  const box = element.getBoundingClientRect();
  return {
    element: page.path(element), film: element.localName === "video",
    seen: page.seen(element) && element.checkVisibility({ opacityProperty: true }),
    heard: page.heard(element), controls: element.controls,
    autoplay: element.autoplay, plays: !element.paused, muted: element.muted || !element.volume,
    loop: element.loop, from, until, loaded: element.readyState > 0,
    ends: Number.isFinite(element.duration) ? element.duration : 0,
    live: Boolean(element.srcObject) || (element.duration === Infinity && !sound),
    started: (element.controls && page.seen(element)) || element.autoplay || !element.paused
      || scripted,
    x: box.left + scrollX, y: box.top + scrollY, width: box.width, height: box.height,
    sound: sound && { loudest: sound.loudest, low: sound.low, change: sound.change,
      audible_s: part.filter(Boolean).length / 25, places: spread(part, from) },
    tracks: await tracksOf(element), beside: beside(element),
    still: element.localName === "video" && await still(element),
  };
};

const all = page.all("audio, video");
const media = [];
for (const element of all) media.push(await about(element));
const players = page.all("iframe").filter(page.seen).filter((frame) =>
  /youtube(-nocookie)?\.com\/embed|player\.vimeo\.com|dailymotion\.com\/embed/.test(frame.src));
return {
  media, controls, transcripts: all.length ? await transcripts() : [],
  offers: offers.map((element) => squeezed(page.name(element))).filter(Boolean),
  ways: all.length ? ways.map((element) => squeezed(page.name(element))).filter(Boolean) : [],
  sounds: offers.filter((element) => SOUND.test(element.getAttribute("href") ?? "")).length,
  blocks: blocks.map((box) => page.written(box)), lines: lines.map((box) => page.written(box)),
  pictures: page.all("img[alt]").filter(page.seen).map((picture) => picture.alt), players: players.map(page.path),
  language: document.documentElement.lang,
};
