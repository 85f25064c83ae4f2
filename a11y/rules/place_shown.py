"""A menu shows which of its links leads to the page that is open (WCAG 2.2 SC 2.4.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = r"""
const LEAST = 3, MOST = 40;
const navs = page.all("nav, [role=navigation]").filter(nav => page.heard(nav) && page.seen(nav)
  && !nav.closest("footer, [role=contentinfo]"));
const menus = navs.map(nav => ({nav, links: [...nav.querySelectorAll("a[href]")].filter(
  link => page.seen(link) && page.squeeze(link.innerText)).slice(0, MOST)}))
  .filter(({links}) => links.length >= LEAST);
const address = url => url.origin + url.pathname.replace(/\/(index\.\w+)?$/, "") + url.search;
const here = address(new URL(location.href));
// Everybody knows the first page of a site, and a trail tells the place as well as a menu.
const TRAIL = /crumb|brotkrum|krümel|ariane|you are here|sie sind hier|vous êtes ici/i;
const trail = page.all("nav, ol, [class*=crumb i], [itemtype*=BreadcrumbList]").some(box =>
  box.matches("[class*=crumb i], [itemtype*=BreadcrumbList]")
  || TRAIL.test(`${box.id} ${box.getAttribute("aria-label")}`));
if (!menus.length || trail || (/^https?:/.test(location.href)
  && /^\/(index\.\w+)?$/.test(location.pathname))) return null;
const goal = link => {
  const given = link.getAttribute("href");
  const url = page.address(link.href);
  if (!given || given.startsWith("#") || !url || !/^(https?|file):/.test(url.href)) return "";
  return address(url);
};
const plain = text => page.squeeze(text).toLowerCase();
const title = plain(page.all("h1").find(page.seen)?.innerText);
const LOOK = ["color", "fontWeight", "fontStyle", "fontSize", "backgroundColor", "backgroundImage",
  "borderTop", "borderRight", "borderBottom", "borderLeft", "textDecoration", "boxShadow",
  "opacity", "outline", "textTransform", "transform"];
const around = link => {
  const item = link.closest("li");
  const parts = [link, link.firstElementChild, link.parentElement, item];
  return parts.filter(part => part && part.closest("nav, [role=navigation]") !== part);
};
const look = link => around(link).flatMap(part => [null, "::before", "::after"].map(pseudo => {
  const style = getComputedStyle(part, pseudo);
  return pseudo && style.content === "none" ? "" : LOOK.map(name => style[name]).join();
})).join("|") + link.children.length;
const said = nav => nav.matches("[aria-current]:not([aria-current=false])")
  || nav.querySelector("[aria-current]:not([aria-current=false])");
const marked = menus.some(({nav}) => said(nav));
const pick = test => {
  for (const {links} of menus) {
    const own = links.filter(test), others = links.filter(link => !test(link) && goal(link)
      && goal(link) !== here);
    if (own.length === 1 && others.length >= LEAST - 1) return {link: own[0], others};
  }
  return null;
};
// By its title alone a page is one of a menu only where the site has a look for the place where one
// is, and no link has it.
const STATE = /\[aria-current[^\]]*\]|\.(is-)?(active|current|selected)(?![\w-])/g;
const awaits = (rules, link) => [...rules].some(rule => {
  if (rule.cssRules?.length && awaits(rule.cssRules, link)) return true;
  return (rule.selectorText?.match(STATE) ? rule.selectorText.split(",") : []).some(one => {
    if (!one.match(STATE)) return false;
    const without = one.replace(STATE, "").trim() || "*";
    try { return around(link).some(part => part.matches(without)); }
    catch { return false; } // what is left is no selector
  });
});
const isAwaited = link => [...document.styleSheets].some(sheet => {
  try { return awaits(sheet.cssRules, link); }
  catch { return false; } // another site's sheet keeps its secrets
});
const found = pick(link => goal(link) === here && !link.hash)
  ?? (title ? pick(link => plain(link.innerText) === title
    && page.address(link.href)?.origin === location.origin && isAwaited(link)) : null);
if (!found) return null;
const mine = marked || look(found.link);
const alike = marked ? 0 : found.others.filter(link => look(link) === mine).length;
return {element: page.path(found.link), text: page.squeeze(found.link.innerText),
  marked: marked || !alike};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who lost the way on a site sees in its menu where they are (WCAG 2.2 SC 2.4.8)."""
    if seen is None:
        return
    if seen["marked"]:
        yield passes(seen["element"])
    else:
        note = f"“{seen['text']}” seems to be the page that is open, and the menu does not mark it."
        # A page of this house marks its place; elsewhere something else may tell it.
        yield (fails if view.own else asks)(seen["element"], note)


RULE = Rule(
    id="place_shown",
    criteria=("2.4.8",),
    affects="People who lose their way, or whom a screen reader takes through a menu.",
    passed="The menu shows which page is open.",
    failed="The menu does not show which page is open.",
    person="Can people see and hear where they are?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)
