import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { historyFeed, renderHistory, UiServer } from "../../packages/ui/dist/index.js";
import { madeUpHistory } from "../../packages/ui/dist/testing/made-up-history.js";
import { accessible } from "./accessible.mjs";

const to = Date.UTC(2026, 0, 31, 12);

/** Opens the history in a file of its own. */
async function openFile({ context, folder }, { name, stats }) {
  const path = join(folder, `${name}.html`);
  const began = performance.now();
  const html = renderHistory(stats);
  const madeMs = performance.now() - began;
  writeFileSync(path, html);
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(pathToFileURL(path).href);
  await page.waitForSelector("html[data-ready]");
  return { page, requests, complaints, madeMs, bytes: Buffer.byteLength(html) };
}

const text = (page, selector) => page.locator(selector).first().textContent();

/** Every check of the history: what it shows, and how. */
export const historyChecks = [
  [
    "the history of 1,000 runs of 500 files in one file: made in under 1 s, usable in under 2 s, under 3 MB",
    async (place) => {
      const stats = madeUpHistory({ runs: 1_000, files: 500, to });
      const opened = await openFile(place, { name: "history-1000", stats });
      const { page, requests, complaints, madeMs, bytes } = opened;
      const usableMs = await page.evaluate(() => performance.now());
      assert.match(await text(page, "h1"), /^960 runs of tests, \d+ % green; a run takes \d/);
      await page.waitForSelector(".plot-canvas canvas");
      assert.ok((await page.locator(".plot-canvas canvas").count()) >= 7);
      assert.ok(
        madeMs < 1_000 && usableMs < 2_000 && bytes < 3_000_000,
        `${madeMs} ms, ${usableMs} ms, ${bytes} bytes`,
      );
      assert.equal(requests.length, 1, requests.join(" "));
      assert.deepEqual(complaints, []);
      const searchMs = await page.evaluate(async () => {
        const box = document.querySelector("#history-q");
        const began = performance.now();
        box.value = "checkout-23.";
        box.dispatchEvent(new Event("input"));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - began;
      });
      assert.equal(await page.locator("#history-files tbody tr").count(), 1);
      assert.ok(searchMs < 500, `${searchMs} ms`);
      return `made in ${Math.round(madeMs)} ms, usable after ${Math.round(usableMs)} ms, a search ${Math.round(searchMs)} ms, ${(bytes / 1e6).toFixed(2)} MB, nothing asked of the network`;
    },
  ],
  [
    "every plot of the history has its figures in a table; a file opens with what it said; columns sort",
    async (place) => {
      const stats = madeUpHistory({ runs: 60, files: 50, to });
      const { page, complaints } = await openFile(place, { name: "history-60", stats });
      const plots = await page.locator(".history .plot:visible").count();
      const tables = page.locator(".history .as-table:visible");
      assert.equal(await tables.count(), plots);
      for (const table of await tables.all()) await table.locator("summary").click();
      const rows = await page.locator(".history .as-table tbody tr").count();
      assert.ok(rows > 3 * plots, `${rows} rows beside ${plots} plots`);
      await page.locator("#history-outcomes .plot-canvas").focus();
      await page.keyboard.press("End");
      assert.match(await text(page, "#history-outcomes .plot [role=status]"), /^31 Jan, green \d/);
      const file = page.locator("#history-failing tbody button").first();
      const name = await file.textContent();
      await file.click();
      assert.equal(await text(page, "#details-title"), name);
      assert.match(await text(page, ".details .output"), /Expected: "paid"/);
      await page.keyboard.press("Escape");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), name);
      await page.getByRole("button", { name: "Growth" }).click();
      assert.match(await text(page, "#history-files tbody tr"), /checkout-(0|37)\.test\.ts.*\+\d+ %/);
      assert.deepEqual(complaints, []);
      return `${plots} plots`;
    },
  ],
  [
    "the History tab asks for as far back as is chosen, and the address keeps it",
    async ({ context }) => {
      const asked = [];
      const source = {
        stats: async ({ since, branch }) => {
          asked.push(branch ? `${since} ${branch}` : since);
          return madeUpHistory({ runs: since === "7d" ? 10 : 30, files: 8, to });
        },
        hasLater: async () => false,
      };
      const ui = await UiServer.start({ port: 0, feeds: [historyFeed(source)] });
      try {
        const page = await context.newPage();
        await page.goto(ui.address);
        await page.waitForURL((url) => !url.searchParams.has("token"));
        await page.goto(new URL("?tab=history", page.url()).href);
        await page.waitForFunction(() => document.querySelector("h1")?.textContent.startsWith("29 runs"));
        await page.selectOption("#history-since", "7d");
        await page.waitForFunction(() => document.querySelector("h1")?.textContent.startsWith("9 runs"));
        assert.equal(new URL(page.url()).searchParams.get("since"), "7d");
        await page.goBack();
        await page.waitForFunction(() => document.querySelector("h1")?.textContent.startsWith("29 runs"));
        assert.equal(await page.inputValue("#history-since"), "30d");
        await page.keyboard.press("/");
        assert.equal(await page.evaluate(() => document.activeElement.id), "history-q");
        await page.keyboard.press("Escape");
        await page.locator("#history-groups button", { hasText: "main" }).click();
        await page.waitForFunction(() => location.search.includes("branch=main"));
        assert.deepEqual(asked, ["30d", "7d", "30d", "30d main"]);
      } finally {
        await ui.close();
      }
    },
  ],
  [
    "axe finds nothing to mend in the history: light and dark, tables and a file open, narrow, and where there is nothing yet",
    async (place) => {
      const stats = madeUpHistory({ runs: 60, files: 50, to });
      const { page } = await openFile(place, { name: "history-axe", stats });
      for (const table of await page.locator(".as-table summary").all()) await table.click();
      await accessible(page, "light");
      if (place.screenshots)
        await page.screenshot({ path: join(place.screenshots, "history-light.png"), fullPage: true });
      await page.emulateMedia({ colorScheme: "dark" });
      await accessible(page, "dark");
      await page.locator("#history-failing tbody button").first().click();
      await accessible(page, "dark, a file open");
      if (place.screenshots)
        await page.screenshot({ path: join(place.screenshots, "history-file-dark.png") });
      await page.keyboard.press("Escape");
      await page.setViewportSize({ width: 420, height: 800 });
      await accessible(page, "narrow");
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
        false,
        "nothing sticks out",
      );
      const none = await openFile(place, {
        name: "history-none",
        stats: madeUpHistory({ runs: 0, files: 0, to }),
      });
      assert.match(await text(none.page, "h1"), /^No run has left a record/);
      assert.deepEqual(none.complaints, []);
      await accessible(none.page, "nothing yet");
    },
  ],
];
