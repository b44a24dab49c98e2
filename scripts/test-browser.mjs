// `npm run test:browser [-- --screenshots <folder>] [--only <words of a title>]`: the report page and the live page in a real
// Chromium. Not in the suite, for a fresh machine has no browser. CHROME_PATH says where one is, if not in the usual places.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findChromium } from "./browser/find-chromium.mjs";
import { historyChecks } from "./browser/history-checks.mjs";
import { poolChecks } from "./browser/pool-checks.mjs";
import { reportChecks } from "./browser/report-checks.mjs";
import { uiChecks } from "./browser/ui-checks.mjs";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
const executablePath = findChromium(process.env);
if (!executablePath) {
  console.log("Skipped: there is no Chromium here. Install one, or name one in CHROME_PATH.");
  process.exit(0);
}

const wanted = process.argv.indexOf("--screenshots");
const screenshots = wanted > 0 ? resolve(process.argv[wanted + 1] ?? "screenshots") : undefined;
if (screenshots) mkdirSync(screenshots, { recursive: true });

const only = process.argv.indexOf("--only");
const words = only > 0 ? (process.argv[only + 1] ?? "").toLowerCase() : "";

const { chromium } = await import("playwright-core");
const folder = mkdtempSync(join(tmpdir(), "regatta-browser-"));
const browser = await chromium.launch({
  executablePath,
  headless: true,
  args: ["--no-sandbox", "--disable-background-networking"],
});
let failed = 0;
let passed = 0;
try {
  for (const [title, check] of [...reportChecks, ...uiChecks, ...poolChecks, ...historyChecks]) {
    if (!title.toLowerCase().includes(words)) continue;
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "en-GB",
      timezoneId: "UTC",
    });
    try {
      const said = await check({ context, folder, screenshots });
      passed++;
      console.log(`✓ ${title}${said ? `: ${said}` : ""}`);
    } catch (error) {
      failed++;
      console.log(`✗ ${title}\n${error.stack}`);
    } finally {
      await context.close();
    }
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
