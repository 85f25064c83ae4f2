// Siteimprove Alfa as a program that stays: one line of JSON in (a page), one line out (findings).
// The first argument is the folder that holds node_modules; the first line out says what there is.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(`${process.argv[2]}/`));
const load = async (name) => import(pathToFileURL(require.resolve(`@siteimprove/${name}`)));
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const [{ Audit, Outcome }, { Device }, { Native }, { Rules }, { Page }] = await Promise.all(
  ["alfa-act", "alfa-device", "alfa-dom/native", "alfa-rules", "alfa-web"].map(load),
);
const rules = [...Rules.values()];
const idOf = (rule) => rule.uri.split("/").at(-1);
const empty = { headers: [], body: "" };

// Where an element stands is its place among its parent's children, from the document down.
const placed = (node, place) => {
  node.externalId = place;
  (node.children ?? []).forEach((child, index) => placed(child, `${place}/${index}`));
  if (node.shadow) placed(node.shadow, `${place}/shadow`);
  if (node.content) placed(node.content, `${place}/content`);
};

const placesOf = (target) => {
  if (!target) return [""];
  if (target.type === "attribute") return placesOf(target.owner.getOr(undefined));
  if (typeof target.type === "string") return [target.externalId ?? ""];
  return [...target].flatMap(placesOf);
};

const wordsOf = (outcome) => {
  if (!Outcome.isFailed(outcome)) return "A person must answer what this rule asks.";
  const said = [...outcome.expectations].map(([, result]) => result.toJSON());
  const errors = said.map((one) => one.error ?? one.value?.error).filter(Boolean);
  return errors.map((error) => error.message).join(" ");
};

const audited = async ({ document, width, height, url, off }) => {
  placed(document, "");
  const standard = Device.standard().toJSON();
  const device = { ...standard, viewport: { ...standard.viewport, width, height } };
  const request = { method: "GET", url, ...empty };
  const page = Page.from({ request, response: { url, status: 200, ...empty }, document, device });
  if (page.isErr()) return { error: page.getErrUnsafe().toString() };
  const due = rules.filter((rule) => !off.includes(idOf(rule)));
  const outcomes = [...(await Audit.of(page.getUnsafe(), due).evaluate())];
  const open = outcomes.filter((one) => Outcome.isFailed(one) || Outcome.isCantTell(one));
  return {
    passed: [...new Set(outcomes.filter(Outcome.isPassed).map((one) => idOf(one.rule)))],
    found: open.map((one) => ({
      rule: idOf(one.rule),
      failed: Outcome.isFailed(one),
      places: placesOf(one.target),
      words: wordsOf(one),
    })),
  };
};

say({
  serialise: Native.fromNode.toString(),
  rules: rules.map((rule) => ({
    id: idOf(rule),
    criteria: rule.requirements.map((one) => one.toJSON().chapter).filter(Boolean),
  })),
});

for await (const line of createInterface({ input: process.stdin })) {
  try {
    say(await audited(JSON.parse(line)));
  } catch (error) {
    say({ error: String(error?.message ?? error) });
  }
}
