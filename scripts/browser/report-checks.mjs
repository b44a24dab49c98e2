import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderReport } from "../../packages/report/dist/index.js";
import { dealtRun } from "../../packages/report/dist/testing/dealt-run.js";
import { largeRun } from "../../packages/report/dist/testing/large-run.js";
import { mergeLogs } from "../../packages/run-log/dist/index.js";
import { accessible } from "./accessible.mjs";

const failing = "tests/shipping/moves-shipping-7.test.ts";

/** Opens a page, and collects what it asks the network for and complains about. */
async function openPage({ context, folder }, { name, html, hash = "" }) {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, html);
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(pathToFileURL(path).href + hash);
  await page.waitForSelector("html[data-ready]");
  return { page, requests, complaints };
}

/** Opens the page of a large run. */
async function open(place, { files = 60, accounts = 12, services = 8, hash = "" } = {}) {
  const events = largeRun({ files, accounts, services, printed: 4_000 });
  const began = performance.now();
  const html = renderReport(events);
  const madeMs = performance.now() - began;
  const opened = await openPage(place, { name: `${files}x${accounts}`, html, hash });
  return { ...opened, madeMs, bytes: Buffer.byteLength(html), events: events.length };
}

const titleOf = (page) => page.locator("#details-title").textContent();

/** Every check: what it shows, and how. */
export const reportChecks = [
  [
    "500 files in 100 accounts, 5,000 events: made in under 2 s, usable in under 1 s, under 3 MB",
    async (place) => {
      const { page, madeMs, bytes, events, requests, complaints } = await open(place, {
        files: 500,
        accounts: 100,
        services: 14,
      });
      const usableMs = await page.evaluate(() => performance.getEntriesByName("ready")[0].startTime);
      await page.waitForFunction(() => document.querySelector("canvas").height > 300);
      const paintedMs = await page.evaluate(
        () =>
          performance.getEntriesByType("paint").find(({ name }) => name === "first-contentful-paint")
            ?.startTime ?? 0,
      );
      assert.ok(
        madeMs < 2_000 && usableMs < 1_000 && bytes < 3_000_000,
        `${madeMs} ms, ${usableMs} ms, ${bytes} bytes`,
      );
      assert.equal(requests.length, 1, requests.join(" "));
      assert.deepEqual(complaints, []);
      if (place.screenshots) await page.screenshot({ path: join(place.screenshots, "large.png") });
      return `${events} events in ${Math.round(madeMs)} ms, usable after ${Math.round(usableMs)} ms, first paint ${Math.round(paintedMs)} ms, ${(bytes / 1e6).toFixed(2)} MB, nothing asked of the network`;
    },
  ],
  [
    "zooming and moving 100 accounts answers at once",
    async (place) => {
      const { page } = await open(place, { files: 500, accounts: 100, services: 14 });
      const ms = await page.evaluate(async () => {
        const box = document.querySelector(".timeline");
        box.focus();
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        let busy = 0;
        for (const key of [..."++++]]]]----0"]) {
          box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
          const began = performance.now();
          await frame();
          await new Promise((done) => setTimeout(done));
          busy = Math.max(busy, performance.now() - began);
        }
        return busy;
      });
      assert.ok(ms < 150, `${ms} ms`);
      return `${Math.round(ms)} ms at most, with the wait for the frame`;
    },
  ],
  [
    "by keyboard: the skip link first, arrows through the timeline, Enter opens, Escape goes back",
    async (place) => {
      const { page } = await open(place);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the report");
      await page.locator(".timeline").focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      const told = await page.locator(".timeline-frame [role=status]").textContent();
      assert.match(told, /^account 210000000001\/eu-west-1\. deploy of shop-/);
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      assert.match(await titleOf(page), /^tests\//);
      assert.equal(await page.evaluate(() => document.activeElement.id), "details-title");
      await page.keyboard.press("Escape");
      assert.equal(await page.evaluate(() => document.activeElement.className), "timeline");
      await page.keyboard.press("/");
      assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    },
  ],
  [
    "search, verdict and account narrow the whole page, and the address keeps them",
    async (place) => {
      const { page } = await open(place);
      await page.fill("#q", "orders");
      await page.selectOption("#verdict", "passed");
      const rows = await page.locator("#files tbody tr").count();
      assert.ok(rows > 0 && rows < 60);
      assert.match(await page.locator(".filter output").textContent(), new RegExp(`^${rows} of 60 files$`));
      const hash = new URL(page.url()).hash;
      assert.equal(hash, "#q=orders&verdict=passed");
      await page.reload();
      assert.equal(await page.locator("#files tbody tr").count(), rows);
      await page.getByRole("button", { name: "Show all" }).click();
      assert.equal(await page.locator("#files tbody tr").count(), 60);
      await page.selectOption("#in", "210000000003/eu-west-1");
      assert.equal(await page.locator("#accounts tbody tr").count(), 1);
      return `${rows} of 60 files`;
    },
  ],
  [
    "a link to one file opens it with its attempts, its failure and the command that runs it again",
    async (place) => {
      const { page } = await open(place, { hash: `#file=${failing}` });
      assert.equal(await titleOf(page), failing);
      const text = await page.locator(".details").textContent();
      for (const words of [
        "Attempt 1",
        "Attempt 2",
        "+ Received",
        `regatta replay 20260131T101500-x7k2aa --file ${failing}`,
      ]) {
        assert.ok(text.includes(words), words);
      }
      await page.locator(".attempt .account").first().click();
      assert.match(await titleOf(page), /^Account 2100/);
      await page.goBack();
      assert.equal(await titleOf(page), failing);
      await page.getByRole("button", { name: "Close the details" }).click();
      assert.equal(new URL(page.url()).hash, "");
    },
  ],
  [
    "pointer: hovering tells, a click opens, Ctrl and wheel zoom, dragging moves",
    async (place) => {
      const { page } = await open(place);
      const box = await page.locator(".timeline").boundingBox();
      const y = box.y + 64 + 13;
      let x = box.x + box.width * 0.5;
      for (; x < box.x + box.width; x += 8) {
        await page.mouse.move(x, y);
        if (
          (await page.locator(".tip").isVisible()) &&
          (await page.locator(".tip").textContent()).startsWith("tests/")
        )
          break;
      }
      const file = (await page.locator(".tip strong").textContent()) ?? "";
      if (place.screenshots) await page.screenshot({ path: join(place.screenshots, "hover.png") });
      await page.mouse.click(x, y);
      assert.equal(await titleOf(page), file);
      await page.keyboard.press("Escape");
      const pixels = () => page.evaluate(() => document.querySelector("canvas").toDataURL());
      const before = await pixels();
      await page.mouse.move(x, y);
      await page.keyboard.down("Control");
      await page.mouse.wheel(0, -600);
      await page.keyboard.up("Control");
      await page.waitForTimeout(80);
      const zoomed = await pixels();
      assert.notEqual(zoomed, before);
      await page.mouse.down();
      await page.mouse.move(x - 200, y, { steps: 4 });
      await page.mouse.up();
      await page.waitForTimeout(80);
      assert.notEqual(await pixels(), zoomed);
      assert.ok(await page.locator(".details").isHidden(), "a drag is no click");
    },
  ],
  [
    "dark where the reader's system is dark, the timeline too",
    async (place) => {
      const { page } = await open(place);
      const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const pixels = () => page.evaluate(() => document.querySelector("canvas").toDataURL());
      const light = [await ground(), await pixels()];
      if (place.screenshots)
        await page.screenshot({ path: join(place.screenshots, "light.png"), fullPage: true });
      await page.emulateMedia({ colorScheme: "dark" });
      await page.waitForTimeout(80);
      assert.notEqual(await ground(), light[0]);
      assert.notEqual(await pixels(), light[1]);
      if (place.screenshots)
        await page.screenshot({ path: join(place.screenshots, "dark.png"), fullPage: true });
    },
  ],
  [
    "axe finds nothing to mend: light and dark, with the table of the timeline, with a file open, on a narrow screen",
    async (place) => {
      const { page } = await open(place, { hash: "" });
      await page.getByText("The timeline as a table").click();
      await accessible(page, "light");
      await page.emulateMedia({ colorScheme: "dark" });
      await accessible(page, "dark");
      await page.evaluate((file) => {
        location.hash = `#file=${file}`;
      }, failing);
      await page.waitForSelector(".details:not([hidden])");
      await page.getByText("Console output").last().click();
      await accessible(page, "dark, a file open");
      await page.emulateMedia({ colorScheme: "light" });
      await accessible(page, "light, a file open");
      if (place.screenshots) await page.screenshot({ path: join(place.screenshots, "file.png") });
      await page.setViewportSize({ width: 420, height: 800 });
      await page.keyboard.press("Escape");
      await accessible(page, "narrow");
      const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      assert.equal(isWide, false, "nothing sticks out");
      if (place.screenshots) await page.screenshot({ path: join(place.screenshots, "narrow.png") });
    },
  ],
  [
    "a run that was killed at any moment, one that only deployed, and an empty log have a page without complaints",
    async (place) => {
      const whole = largeRun({ files: 30, accounts: 4 });
      const lengths = [0, 1, 2, 3, 8, 30, 80, whole.length - 40];
      const logs = lengths.map((length) => whole.slice(0, length));
      logs.push(
        whole
          .filter(({ kind }) => !/file|jest|worker/.test(kind))
          .map((event) => (event.kind === "run-started" ? { ...event, purpose: "deploy" } : event)),
      );
      for (const [i, events] of logs.entries()) {
        const { page, complaints } = await openPage(place, { name: `cut-${i}`, html: renderReport(events) });
        await page.waitForTimeout(40);
        assert.deepEqual(complaints, [], `${events.length} events`);
        await page.close();
      }
      return `${logs.length} logs`;
    },
  ],
  [
    "the page of three containers: their accounts one after the other, whose is what, which was killed; axe finds nothing",
    async (place) => {
      const logs = dealtRun(largeRun({ files: 300, accounts: 60, services: 14 }), 3, 2);
      const { account } = logs[1].find(({ kind }) => kind === "lease-acquired");
      const began = performance.now();
      const html = renderReport(mergeLogs(logs.toReversed()));
      const madeMs = performance.now() - began;
      const { page, complaints } = await openPage(place, { name: "containers", html });
      assert.match(
        await page.locator("header.top").textContent(),
        /containers 1, 2, 3 of 3.*number 2 killed/s,
      );
      await page.locator(".timeline").focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      await page.goto(`${page.url().split("#")[0]}#account=${account}`);
      await page.waitForSelector(".details:not([hidden])");
      assert.match(await page.locator(".details").textContent(), /lost.*In container 2\./s);
      assert.match(
        await page.locator("#containers tbody").textContent(),
        /^1 of 3\d.*2 of 3killed: .*3 of 3\d/s,
      );
      await accessible(page, "an account open");
      assert.deepEqual(complaints, []);
      if (place.screenshots) await page.screenshot({ path: join(place.screenshots, "containers.png") });
      return `${logs.flat().length} events of 3 logs in ${Math.round(madeMs)} ms`;
    },
  ],
  [
    "without scripts the verdict and what failed are there to read",
    async ({ context, folder }) => {
      const path = join(folder, "plain.html");
      writeFileSync(path, renderReport(largeRun({ files: 60, accounts: 4 })));
      const page = await context.browser().newPage({ javaScriptEnabled: false });
      await page.goto(pathToFileURL(path).href);
      const text = await page.locator("body").textContent();
      await page.close();
      assert.match(text, /of 60 files failed/);
      assert.match(text, /tests\/.*: failed\./);
    },
  ],
];
