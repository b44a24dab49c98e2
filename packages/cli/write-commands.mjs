// Writes docs/commands.md anew. Needs a build: tsc --build packages/cli
import { writeFileSync } from "node:fs";
import { commandsReference } from "./dist/testing/commands-reference.js";

writeFileSync(new URL("../../docs/commands.md", import.meta.url), commandsReference());
