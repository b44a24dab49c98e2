// Writes docs/configuration.md anew. Needs a build: tsc --build packages/config
import { readFileSync, writeFileSync } from "node:fs";
import { configurationReference } from "./dist/testing/configuration-reference.js";

const source = readFileSync(new URL("src/config-input.ts", import.meta.url), "utf8");
writeFileSync(new URL("../../docs/configuration.md", import.meta.url), configurationReference(source));
