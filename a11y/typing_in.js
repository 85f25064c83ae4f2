// What types into the fields of a page as people do. Runs after acting.js.
// given.heard: events that a field's script may listen to; given.far_types: the whole page hears
// one of them; given.soon: milliseconds in which an answer comes.

const TEXT = "input:not([type]), [type=text], [type=search]";
// Frameworks watch the property of the element itself, and overlook what is set there.
const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
const write = (field, text) => {
  setter.call(field, text);
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text.at(-1) ?? null }));
};
const type = (field, text) => {
  write(field, "");
  for (let at = 1; at <= text.length; at += 1) {
    acting.key(text[at - 1], field, {}, () => write(field, text.slice(0, at)));
  }
};
const hears = (field) => {
  if (given.far_types) return true;
  for (let at = field; at; at = at.parentElement) if (acting.anyOf(at, given.heard)) return true;
  return false;
};
// Whether typing it changes anything but the field: to look at all that is seen takes long. Null
// when it asks a server, whose answer never comes.
const stirs = async (field, text) => {
  const from = record.done.length, watch = acting.watchPage();
  type(field, text);
  await acting.wait(0);
  await record.forward(given.soon, 50);
  await acting.wait(0);
  const touched = watch.take().some((one) => one.target !== field);
  watch.end();
  if (record.done.slice(from).some((one) => one.kind !== "error")) return null;
  if (!touched) return false;
  write(field, "");
  field.dispatchEvent(new KeyboardEvent("keyup", { key: "Backspace", bubbles: true, keyCode: 8 }));
  await record.forward(given.soon, 50); // what came goes
  await acting.wait(0);
  return true;
};
