import { readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { historyAssets, pageAssets } from "./testing/page-assets.ts";

test("the scripts and the styles in the repository are what their sources make", async () => {
  for (const [name, made] of [
    ["page", pageAssets()],
    ["history", historyAssets()],
  ]) {
    const written = await readFile(new URL(`./${name}-assets.ts`, import.meta.url), "utf8");
    // Write them anew with: node packages/ui/write-page.mjs
    expect(written === made).toBe(true);
  }
});
