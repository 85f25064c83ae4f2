// What a page holds of sound and film, and which words stand for it. `page` is that of probe.js.
// Evaluated as the body of an async function with (mostBytes, transcriptWords) as arguments.

const RATE = 8000;
const FRAME = 320; // 40 ms
const HEARD_S = 60;

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
const blocks = page.texts().filter(readable)
  .filter((box) => !box.closest("nav, footer, header nav, audio, video, button, script"));

const fetched = async (url) => {
  const goal = new URL(url, document.baseURI);
  const own = goal.origin === location.origin || /^(data|blob):/.test(goal.protocol);
  if (!own) return null;
  const answer = await fetch(goal, { signal: AbortSignal.timeout(4000) });
  if (!answer.ok) return null;
  if (Number(answer.headers.get("Content-Length") ?? 0) > mostBytes) return null;
  return answer;
};

// Words of a page or file that a link or a track leads to; -1 when it cannot be read.
const wordsOf = async (url) => {
  try {
    const answer = await fetched(url);
    if (!answer) return -1;
    const text = await answer.text();
    if (/html/.test(answer.headers.get("Content-Type") ?? "")) {
      const parsed = new DOMParser().parseFromString(text, "text/html");
      parsed.querySelectorAll("script, style, nav, header, footer").forEach((part) => part.remove());
      return count(parsed.body?.textContent);
    }
    const said = text.replace(/^WEBVTT.*$/m, "").replace(/^.*-->.*$/gm, "").replace(/^\d+$/gm, "");
    return count(said);
  } catch {
    return -1;
  }
};

// Loudness of each 40 ms, and whether it goes up and down as speech does: between syllables and
// words a voice falls far below its own mean, music and noise seldom do.
const measured = (samples) => {
  const levels = [];
  for (let at = 0; at + FRAME <= samples.length && at < HEARD_S * RATE; at += FRAME) {
    let power = 0;
    for (let i = at; i < at + FRAME; i += 1) power += samples[i] ** 2;
    levels.push(Math.sqrt(power / FRAME));
  }
  const loudest = Math.max(0, ...levels);
  let low = 0, change = 0, near = 0;
  levels.forEach((level, number) => {
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

// Does the picture never change? Then there is nothing to see that a voice would have to tell.
const still = async (film) => {
  if (!film.videoWidth || !Number.isFinite(film.duration)) return false;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [32, 24];
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const plays = !film.paused;
  const seen = [];
  try {
    film.pause();
    for (const share of [0.1, 0.5, 0.9]) {
      await new Promise((done) => {
        film.addEventListener("seeked", done, { once: true });
        setTimeout(done, 1500);
        film.currentTime = film.duration * share;
      });
      pen.drawImage(film, 0, 0, 32, 24);
      seen.push(pen.getImageData(0, 0, 32, 24).data);
    }
  } catch {
    return false; // the film comes from elsewhere, and its picture may not be read
  }
  film.currentTime = 0;
  if (plays) film.play().catch(() => {});
  const empty = seen[0].every((value) => value === 0);
  return !empty && seen.every((one) => one.every((v, n) => Math.abs(v - seen[0][n]) < 24));
};

const transcripts = async () => {
  const links = page.links().filter(readable).filter((link) => transcriptWords.some(
    (word) => squeezed(page.name(link)).toLowerCase().includes(word)));
  const found = [];
  for (const link of links.slice(0, 4)) {
    const href = link.getAttribute("href") ?? "";
    if (!href) continue;
    if (href.startsWith("#")) {
      const goal = document.getElementById(decodeURIComponent(href.slice(1)));
      found.push(goal && page.shown(goal) ? count(goal.parentElement.innerText) : 0);
    } else found.push(await wordsOf(href));
  }
  return found;
};

const about = async (element, others) => {
  await known(element);
  const sound = await heard(element);
  const tracks = [];
  for (const track of element.querySelectorAll("track"))
    tracks.push({ kind: track.kind, words: track.src ? await wordsOf(track.src) : 0 });
  const [from, until] = stretch(element);
  const part = sound?.audible.slice(Math.floor(from * 25), Math.ceil(until * 25)) ?? [];
  const box = element.getBoundingClientRect();
  return {
    element: page.path(element), film: element.localName === "video",
    seen: page.seen(element), heard: page.heard(element), controls: element.controls,
    autoplay: element.autoplay, plays: !element.paused, muted: element.muted || !element.volume,
    loop: element.loop, from, until, loaded: element.readyState > 0,
    x: box.left + scrollX, y: box.top + scrollY, width: box.width, height: box.height,
    sound: sound && { loudest: sound.loudest, low: sound.low, change: sound.change,
      audible_s: part.filter(Boolean).length / 25 },
    tracks, others, still: element.localName === "video" && await still(element),
  };
};

const all = page.all("audio, video");
const media = [];
for (const element of all) media.push(await about(element, all.length - 1));
const controls = page.all("button, a[href], input, [role=button], summary").filter(page.heard)
  .filter(page.seen).map((element) => squeezed(page.name(element))).filter(Boolean);
const players = page.all("iframe").filter(page.seen).filter((frame) =>
  /youtube(-nocookie)?\.com\/embed|player\.vimeo\.com|dailymotion\.com\/embed/.test(frame.src));
return {
  media, controls, transcripts: all.length ? await transcripts() : [],
  blocks: blocks.map((box) => page.written(box)), players: players.map(page.path),
  language: document.documentElement.lang,
};
