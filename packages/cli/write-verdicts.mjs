// Writes the tables of docs/verdicts.md anew. Needs a build: tsc --build packages/cli
import { readFileSync, writeFileSync } from "node:fs";
import { withVerdictTables } from "./dist/whole-runs/testing/verdict-tables.js";

const page = new URL("../../docs/verdicts.md", import.meta.url);
writeFileSync(page, withVerdictTables(readFileSync(page, "utf8")));
