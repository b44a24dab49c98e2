// Writes src/page-assets.ts anew: the script and the style of the page, bundled from src/page. Needs a build: tsc --build packages/ui
import { writeFileSync } from "node:fs";
import { pageAssets } from "./dist/testing/page-assets.js";

writeFileSync(new URL("src/page-assets.ts", import.meta.url), pageAssets());
