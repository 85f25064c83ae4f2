// Which view a page shows: its title, its heading and its address, and whether an act has brought
// another one. Runs after acting.js. given.drawn: milliseconds that a page may draw.

const ROUTE = /^#!?\//; // part of an address that scripts read as a path
const viewNow = () => {
  const heading = page.all("h1").find((one) => page.heard(one) && acting.really(one));
  return { title: page.squeeze(document.title), heading: heading ? page.written(heading) : "",
    address: location.pathname + location.search + (ROUTE.test(location.hash) ? location.hash : "") };
};
// Null when the address or the heading is still the same. left: the former heading still stands
// somewhere on the page, as the name of a site or a service does.
const otherView = async (before) => {
  const turned = (now) => now.address !== before.address && before.heading && now.heading
    && now.heading !== before.heading;
  if (!turned(viewNow())) return null;
  await acting.wait(given.drawn / 2); // some write the title a moment later
  const now = viewNow();
  return turned(now) ? { title: now.title, kept: now.title === before.title, was: before.heading,
    heading: now.heading, language: page.language(document.documentElement),
    left: page.written(document.body).includes(before.heading) } : null;
};
