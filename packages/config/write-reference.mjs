// Writes docs/configuration.md anew. Needs a build: tsc --build packages/config
import { readFileSync, writeFileSync } from "node:fs";
import { configurationReference } from "./dist/testing/configuration-reference.js";

const read = (name) => readFileSync(new URL(`src/${name}.ts`, import.meta.url), "utf8");
const source = `${read("config-input")}\n${read("service-input")}`;
writeFileSync(new URL("../../docs/configuration.md", import.meta.url), configurationReference(source));
