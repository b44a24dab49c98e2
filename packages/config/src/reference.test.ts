import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { knownSettings } from "./known-settings.ts";
import { configurationReference } from "./testing/configuration-reference.ts";

const read = (name: string) => readFileSync(new URL(`./${name}.ts`, import.meta.url), "utf8");
const source = `${read("config-input")}\n${read("service-input")}`;

test("docs/configuration.md is what the code says", () => {
  const written = readFileSync(new URL("../../../docs/configuration.md", import.meta.url), "utf8");
  expect(written).toBe(configurationReference(source));
});

test("every setting the schema knows has a docstring", () => {
  const reference = configurationReference(source);
  const names = knownSettings().flatMap(({ path }) => path.filter((part) => part !== "*").at(-1) ?? []);
  // The names of parameters are the template's.
  for (const name of names) expect(reference).toContain(name);
});

test("pages name settings that there are", () => {
  const docs = new URL("../../../docs/", import.meta.url);
  const pages = readdirSync(docs).filter((name) => name.endsWith(".md"));
  const known = knownSettings().map(({ path }) => path.join("."));
  const groups = new Set(known.map((name) => name.split(".")[0]));
  const named = pages.flatMap((page) =>
    [...readFileSync(new URL(page, docs), "utf8").matchAll(/`([a-z]+\.[a-zA-Z]+)`/g)].map(
      ([, name = ""]) => ({ page, name }),
    ),
  );
  // Figures of `regatta stats` look alike, but are in ms, which no setting is.
  const ours = named.filter(({ name }) => groups.has(name.split(".")[0]) && !name.endsWith("Ms"));
  expect(ours.length).toBeGreaterThan(50);
  expect(ours.filter(({ name }) => !known.includes(name))).toEqual([]);
});
