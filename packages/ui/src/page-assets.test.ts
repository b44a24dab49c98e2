import { readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import { pageAssets } from "./testing/page-assets.ts";

test("the script and the style in the repository are what their sources make", async () => {
  const written = await readFile(new URL("./page-assets.ts", import.meta.url), "utf8");
  // Write them anew with: node packages/ui/write-page.mjs
  expect(written === pageAssets()).toBe(true);
});
