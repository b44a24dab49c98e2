// Writes src/page-assets.ts and src/history-assets.ts anew: scripts and styles, bundled from src/page. Needs a build: tsc --build packages/ui
import { writeFileSync } from "node:fs";
import { historyAssets, pageAssets } from "./dist/testing/page-assets.js";

writeFileSync(new URL("src/page-assets.ts", import.meta.url), pageAssets());
writeFileSync(new URL("src/history-assets.ts", import.meta.url), historyAssets());
