// Presses links that scripts listen to, and tells which open a window and which show another view
// of the page. Runs after acting.js and views.js. given.far: the document as a whole listens to a
// click; given.windows, given.views: links to other sites and to this one, at most; given.soon: in
// milliseconds.

const inner = (at) => at && at !== document.body && at !== document.documentElement;
const hears = (link) => {
  for (let at = link; inner(at); at = at.parentElement ?? at.getRootNode().host)
    if (acting.listens(at).has("click")) return true;
  return false;
};
// What its mark-up tells by itself is no matter of pressing it.
const plainTarget = (link) => (!link.target || /^_(self|top|parent)$/i.test(link.target))
  && !/window\.open/.test(link.getAttribute("onclick") ?? "");
const here = location.href.split("#")[0];
const links = () => page.all("a[href]").filter((link) => /^(https?|file):/.test(link.href)
  && plainTarget(link) && !link.hasAttribute("download") && acting.really(link)
  && (link.href.split("#")[0] !== here || ROUTE.test(link.hash)));
const foreign = (link) => link.host !== location.host;
// What the page leaves to the browser is held back at the very end, after all listeners.
const press = async (link) => {
  const from = record.done.length;
  let target = "";
  const last = (event) => { target = link.target; event.preventDefault(); };
  window.addEventListener("click", last);
  link.click();
  await acting.wait(0);
  window.removeEventListener("click", last);
  return target === "_blank" || record.done.slice(from).some((one) => one.kind === "window");
};
const described = (link) => (link.getAttribute("aria-describedby") ?? "").split(/\s+/)
  .map((id) => link.getRootNode().getElementById(id)?.textContent ?? "").join(" ");
const told = (link) => ({ element: page.path(link), language: page.language(link),
  said: [page.name(link), link.title, described(link), page.written(link)].join(" "),
  around: page.written(page.block(link)).slice(0, 300) });

const windows = [], views = [];
const others = links().filter((link) => foreign(link) && (given.far || hears(link)));
for (const link of others.slice(0, given.windows)) {
  const one = told(link); // before its words may change
  if (await press(link)) windows.push(one);
}
const tried = new Set();
for (let round = 0; round < given.views; round += 1) {
  const link = links().find((one) => !foreign(one) && !tried.has(one.href) && hears(one));
  if (!link) break;
  tried.add(link.href);
  const before = viewNow(), one = told(link);
  if (await press(link)) windows.push(one);
  await record.forward(given.soon, 50);
  await acting.wait(0);
  const view = await otherView(before);
  if (view) views.push({ ...view, element: one.element, leads: true });
}
return { windows, views };
