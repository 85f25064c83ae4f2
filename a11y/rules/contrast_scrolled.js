// What the texts of bars that stay in the window have for a contrast before and after scrolling.
// Evaluated as the body of a function that returns a list; `page` and `acting` are in reach.

const { read, over, contrast, behind, anew, parentOf } = page.colours;
const MOST = 300, LEAST_PX = 50;
const root = document.scrollingElement ?? document.documentElement;
if (root.scrollHeight < innerHeight + LEAST_PX) return [];
const barOf = (element) => {
  let at = element;
  while (at && !/fixed|sticky/.test(getComputedStyle(at).position)) at = parentOf(at);
  return at;
};
const inWindow = (box) => box.width > 1 && box.height > 1 && box.top >= 0
  && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
const OFF = ":disabled, [aria-disabled=true], [inert], dialog, [role=dialog], svg";
const texts = () => [...new Set(page.texts().flatMap((box) => [box, ...box.querySelectorAll("*")]))]
  .filter((one) => /[\p{L}\p{N}]/u.test(acting.ownWords(one)) && !one.closest(OFF)
    && inWindow(one.getBoundingClientRect()) && acting.really(one)).slice(0, MOST);
const plain = (style) => style.textShadow === "none" && style.backgroundClip !== "text"
  && style.mixBlendMode === "normal" && !parseFloat(style.webkitTextStrokeWidth);
// Its ink and its contrast; null where that is not sure by its style.
const measured = (element) => {
  const style = getComputedStyle(element), ink = read(style.webkitTextFillColor);
  const back = behind(element);
  return back.sure && back.alpha === 1 && ink[3] > 0.05 && plain(style)
    ? { ink: style.webkitTextFillColor, ground: String(back.colour.map(Math.round)),
      contrast: contrast(over(ink, back.colour), back.colour) } : null;
};
// Nothing else of the bar or over it is painted where the text is.
const meet = (one, other) => one.left < other.right && other.left < one.right
  && one.top < other.bottom && other.top < one.bottom;
const alone = (element, bar) => {
  const box = element.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const top = document.elementFromPoint(x, y);
  const near = (one) => one.contains(element) || element.contains(one);
  return Boolean(top) && near(top) && ![...bar.querySelectorAll("*")].some((one) => !near(one)
    && (read(getComputedStyle(one).backgroundColor)[3] > 0
      || getComputedStyle(one).backgroundImage !== "none" || one.matches("img, svg, canvas, video"))
    && meet(one.getBoundingClientRect(), box));
};
const drawn = async (top) => {
  scrollTo({ top, behavior: "instant" });
  await acting.nextFrame();
  await acting.wait(given.soon);
  await acting.nextFrame();
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
};
const large = (style) => parseFloat(style.fontSize) >= 24
  || parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700;
const from = scrollY;
const before = new Map(texts().map((one) => [one, measured(one)]));
const down = Math.min(innerHeight * 1.5, root.scrollHeight - innerHeight);
const changed = () => texts().flatMap((element) => {
  const bar = barOf(element), now = bar && measured(element), was = before.get(element) ?? null;
  if (!now || !alone(element, bar) || was && was.ink === now.ink && was.ground === now.ground)
    return [];
  return [{ element: page.path(element), words: acting.ownWords(element).slice(0, 40),
    large: large(getComputedStyle(element)), ink: now.ink, logo: page.logo(element),
    contrast: now.contrast, was: was && was.contrast }];
});
const found = new Map();
// Some bars come when one goes up again.
for (const top of [down, down - Math.min(60, down / 3)]) {
  await drawn(top);
  anew();
  for (const one of changed()) if (!found.has(one.element)) found.set(one.element, one);
}
await drawn(from);
return [...found.values()];
