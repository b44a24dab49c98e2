import { readFileSync } from "node:fs";
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
