// Steps of a journey, done on fields and controls that are named as people see them.
// Evaluated with `page` of probe.js in reach.

const plain = (text) => page.squeeze(text).toLowerCase();

const nameOf = (element) => {
  const said = element.computedName;
  if (said) return plain(said);
  const by = element.labels?.[0]?.innerText ?? element.getAttribute("aria-label");
  return plain(by ?? (element.value && element.type !== "text" ? element.value : element.innerText));
};

// Exactly so, else beginning so, else containing it; else by selector.
const found = (selector, name) => {
  const there = page.all(selector).filter((one) => page.shown(one) && !one.disabled);
  const wanted = plain(name);
  for (const fits of [
    (one) => nameOf(one) === wanted,
    (one) => nameOf(one).startsWith(wanted),
    (one) => nameOf(one).includes(wanted),
    (one) => plain(one.placeholder) === wanted || one.name === name || one.id === name,
  ]) {
    const one = there.find(fits);
    if (one) return one;
  }
  try {
    return page.all(name).find(page.shown) ?? null;
  } catch {
    return null; // words, not a selector
  }
};

const told = (element, ...kinds) => {
  for (const kind of kinds) element.dispatchEvent(new Event(kind, { bubbles: true }));
};

const fill = (name, value) => {
  const element = found("input, select, textarea, [contenteditable], [role=textbox]", name);
  if (!element || element.readOnly) return false;
  element.scrollIntoView({ block: "center" });
  element.focus();
  if (element.localName === "select") {
    const option = [...element.options].find((one) => plain(one.label) === plain(value)
      || one.value === value);
    if (!option) return false;
    option.selected = true;
    told(element, "input", "change");
    return true;
  }
  if (element.select) element.select();
  else getSelection().selectAllChildren(element);
  // As typing does it, so that frameworks see it; where a kind of field refuses, its value is set.
  if (!document.execCommand("insertText", false, value) || ("value" in element && element.value !== value)) {
    const holder = Object.getPrototypeOf(element);
    Object.getOwnPropertyDescriptor(holder, "value").set.call(element, value);
    told(element, "input");
  }
  told(element, "change");
  return true;
};

const press = (name) => {
  const element = found(`a[href], button, summary, label, input, select, option, area[href],
    [role=button], [role=link], [role=tab], [role=menuitem], [role=option], [role=checkbox],
    [role=radio], [role=switch], [onclick]`, name);
  if (!element) return false;
  element.scrollIntoView({ block: "center" });
  element.focus();
  element.click();
  return true;
};

const says = (text) => plain(document.body?.innerText).includes(plain(text))
  || plain(document.title).includes(plain(text));
