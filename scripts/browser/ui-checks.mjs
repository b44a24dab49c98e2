import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { runFeed, UiServer } from "../../packages/ui/dist/index.js";
import { accessible } from "./accessible.mjs";
import { cutProxy } from "./cut-proxy.mjs";
import { PlayedRun, runsFolder } from "./played-run.mjs";

/** Serves the runs of a new folder, and closes whatever a check leaves open. */
async function serving(place, check, { feeds = [] } = {}) {
  const runs = runsFolder(place.folder);
  const server = await UiServer.start({ port: 0, feeds: [runFeed({ folder: runs }), ...feeds] });
  try {
    return await check({ runs, server });
  } finally {
    await server.close();
  }
}

/** Comes by an address, and collects what the page complains about. */
async function enter({ context }, address) {
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(address);
  await page.waitForSelector("header.shell");
  return { page, complaints };
}

const shown = (page, text) =>
  page.waitForFunction((words) => document.body.textContent.includes(words), text);
const showsRun = (page, id) =>
  page.waitForFunction((wanted) => document.querySelector(".origin .id")?.textContent === wanted, id);
const heading = (page) => page.locator("header.top h1").textContent();

/** Every check: what it shows, and how. */
export const uiChecks = [
  [
    "the live page: by the address with its token, and the token is gone from the address; a run appears, goes on and ends",
    (place) =>
      serving(place, async ({ runs, server }) => {
        const { page, complaints } = await enter(place, server.address);
        await shown(page, "No run yet");
        const token = new URL(server.address).searchParams.get("token");
        assert.ok(!page.url().includes(token));
        const [cookie] = await place.context.cookies();
        assert.ok(
          cookie.httpOnly && cookie.sameSite === "Strict" && cookie.path !== "/" && cookie.value !== token,
        );
        assert.equal(await page.evaluate(() => document.cookie), "");
        assert.equal(await page.evaluate(() => history.length), 2);

        const run = new PlayedRun(runs, "20260131T101500-aaaaaa");
        run.goTo(0.1);
        await shown(page, "Under way");
        run.goTo(0.6);
        await page.waitForFunction(() =>
          /of 40 files done/i.test(document.querySelector("header.top h1").textContent),
        );
        assert.match(await page.title(), /^\d+\/40/);
        if (place.screenshots) await page.screenshot({ path: join(place.screenshots, "ui-run.png") });
        run.goTo(1);
        await page.waitForFunction(() =>
          document.querySelector("header.top h1").textContent.includes("files failed"),
        );
        assert.match(await page.title(), /^✗/);
        assert.deepEqual(complaints, []);
        await server.close();
        await page.waitForSelector(".connection[data-is=ended]");
        return heading(page);
      }),
  ],
  [
    "the live page: what the reader scrolled, zoomed, filtered, unfolded, chose, selected and focused stays so while the run goes on",
    (place) =>
      serving(place, async ({ runs, server }) => {
        const run = new PlayedRun(runs, "20260131T101500-bbbbbb", { files: 120, accounts: 12, services: 6 });
        run.goTo(0.7);
        const { page, complaints } = await enter(place, server.address);
        await page.waitForSelector(".card");
        await page.selectOption("#verdict", "passed");
        await page.selectOption("#verdict", "");
        await page.fill("#q", "orders");
        await page.fill("#q", "");
        // A card is unfolded, its output scrolled, a text selected, a row's link has the focus.
        const card = page.locator("#failures .card").first();
        if (!(await card.evaluate((element) => element.open))) await card.locator("summary").click();
        const file = await card.locator(".card-file").textContent();
        await page
          .locator("#failures .card pre")
          .first()
          .evaluate((pre) => {
            pre.style.maxHeight = "60px";
            pre.scrollTop = 30;
          });
        await page.locator("#files tbody tr").nth(3).locator("a").first().focus();
        const focused = await page.evaluate(() => document.activeElement.getAttribute("href"));
        await card.locator(".card-file").evaluate((element) => getSelection().selectAllChildren(element));
        // The timeline is zoomed, and one stretch is chosen.
        await page.locator(".timeline").evaluate((box) => {
          for (const key of ["ArrowRight", "ArrowDown", "ArrowRight", "f"]) {
            box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
          }
        });
        await page
          .locator("#files tbody tr")
          .nth(15)
          .evaluate((row) => {
            scrollBy(0, row.getBoundingClientRect().top - 80);
          });
        await page.waitForTimeout(100);
        const view = () =>
          page.evaluate(() => {
            const top = [...document.querySelectorAll("#files tbody tr")].find(
              (row) => row.getBoundingClientRect().top >= 60,
            );
            return {
              selected: String(getSelection()),
              focused: document.activeElement.getAttribute("href"),
              scrolled: document.querySelector("#failures .card pre").scrollTop,
              open: document.querySelectorAll("#failures .card[open]").length,
              told: document.querySelector(".timeline-frame [role=status]").textContent,
              seen: top.querySelector("a").textContent,
              at: Math.round(top.getBoundingClientRect().top / 4),
            };
          });
        const before = await view();
        assert.equal(before.focused, focused);
        assert.equal(before.selected, file);
        const done = () => page.locator("header.top h1").textContent();
        for (const part of [0.72, 0.76, 0.8, 0.85]) {
          const was = await done();
          run.goTo(part);
          await page.waitForFunction(
            (text) => document.querySelector("header.top h1").textContent !== text,
            was,
          );
          await page.waitForTimeout(60);
        }
        const after = await view();
        assert.deepEqual({ ...after, open: before.open }, before);
        assert.ok(after.open >= before.open);
        // A filter that is set holds for what comes, and details that are open follow their file.
        await page.fill("#q", "orders");
        const rows = await page.locator("#files tbody tr").count();
        await page.evaluate(() => document.querySelector("#files tbody a").click());
        const title = await page.locator("#details-title").textContent();
        const was = await done();
        run.goTo(1);
        await page.waitForFunction(
          (text) => document.querySelector("header.top h1").textContent !== text,
          was,
        );
        assert.equal(await page.locator("#q").inputValue(), "orders");
        assert.equal(await page.locator("#files tbody tr").count(), rows);
        assert.equal(await page.locator("#details-title").textContent(), title);
        assert.deepEqual(complaints, []);
      }),
  ],
  [
    "the live page: a lost connection is said, and comes back by itself with what is new; a server that is another one is said as well",
    (place) =>
      serving(place, async ({ runs, server }) => {
        const run = new PlayedRun(runs, "20260131T101500-cccccc");
        run.goTo(0.5);
        const address = new URL(server.address);
        const proxy = await cutProxy(Number(address.port));
        try {
          address.port = String(proxy.port);
          const { page } = await enter(place, address.href);
          await page.waitForSelector(".connection[data-is=live]");
          proxy.cut();
          await page.waitForSelector(".connection[data-is=lost]");
          run.goTo(1);
          proxy.mend();
          await page.waitForSelector(".connection[data-is=live]");
          await page.waitForFunction(() =>
            document.querySelector("header.top h1").textContent.includes("files failed"),
          );
          // What answers on the port now has another token.
          const other = createServer((_, response) => response.writeHead(404).end());
          const { port } = new URL(server.address);
          proxy.cut();
          await server.close();
          other.listen(Number(port), "127.0.0.1");
          await once(other, "listening");
          proxy.mend();
          await page.waitForSelector(".connection[data-is=ended]");
          const said = await page.locator(".connection").textContent();
          other.close();
          other.closeAllConnections();
          return said;
        } finally {
          await proxy.close();
        }
      }),
  ],
  [
    "the live page: another page of the same browser, on this machine too, gets nothing out of it",
    (place) =>
      serving(place, async ({ runs, server }) => {
        new PlayedRun(runs, "20260131T101500-dddddd").goTo(1);
        await enter(place, server.address);
        const base = new URL(".", server.address).href;
        const evil = createServer((_, response) => {
          response.setHeader("content-type", "text/html");
          response.end("<!doctype html><title>other</title>");
        });
        evil.listen(0, "127.0.0.1");
        await once(evil, "listening");
        try {
          const page = await place.context.newPage();
          for (const host of ["127.0.0.1", "localhost"]) {
            await page.goto(`http://${host}:${evil.address().port}/`);
            const got = await page.evaluate(async (url) => {
              const read = await fetch(url, { credentials: "include" }).then(
                (response) => response.text(),
                () => "refused",
              );
              const heard = await new Promise((resolve) => {
                const source = new EventSource(`${url}live/run`, { withCredentials: true });
                source.addEventListener("whole", () => resolve("heard"));
                source.addEventListener("error", () => resolve("refused"));
              });
              const ran = await new Promise((resolve) => {
                const script = document.createElement("script");
                script.src = `${url}page.js`;
                script.onload = () => resolve("ran");
                script.onerror = () => resolve("refused");
                document.head.append(script);
              });
              const framed = await new Promise((resolve) => {
                const frame = document.createElement("iframe");
                frame.src = url;
                frame.onload = () => {
                  try {
                    resolve(frame.contentDocument ? "read" : "refused");
                  } catch {
                    resolve("refused");
                  }
                };
                document.body.append(frame);
              });
              return { read, heard, ran, framed };
            }, base);
            assert.deepEqual(
              got,
              { read: "refused", heard: "refused", ran: "refused", framed: "refused" },
              host,
            );
          }
          // Cookies do not know ports: this one does not go to another server of the machine all the same.
          const request = await Promise.all([
            page.waitForRequest((one) => one.url().endsWith("/look")),
            page.goto(`http://127.0.0.1:${evil.address().port}/look`),
          ]);
          assert.equal((await request[0].allHeaders()).cookie, undefined);
        } finally {
          evil.close();
          evil.closeAllConnections();
        }
      }),
  ],
  [
    "the live page: runs are chosen from the list, and the browser's own back and forward lead between them",
    (place) =>
      serving(place, async ({ runs, server }) => {
        new PlayedRun(runs, "20260131T101500-eeeeee", { files: 12 }).goTo(1);
        new PlayedRun(runs, "20260201T101500-ffffff", { files: 20 }).goTo(0.6);
        const { page } = await enter(place, server.address);
        await showsRun(page, "20260201T101500-ffffff");
        await page.selectOption("#run", "20260131T101500-eeeeee");
        await shown(page, "of 12 files failed");
        assert.match(page.url(), /run=20260131T101500-eeeeee/);
        await page.locator("#files tbody a").first().click();
        await page.waitForSelector(".details:not([hidden])");
        await page.getByRole("link", { name: "Pool" }).click();
        assert.equal(await page.locator(".details:not([hidden])").count(), 0);
        await page.goBack();
        await page.waitForSelector(".details:not([hidden])");
        await page.goBack();
        await page.goBack();
        await showsRun(page, "20260201T101500-ffffff");
        assert.equal(await page.locator("#run").inputValue(), "");
        new PlayedRun(runs, "20260301T101500-gggggg", { files: 8 }).goTo(0.6);
        await showsRun(page, "20260301T101500-gggggg");
        await page.getByText("All 3 runs").click();
        await page.locator(".runs").getByRole("link", { name: "20260131T101500-eeeeee" }).click();
        await showsRun(page, "20260131T101500-eeeeee");
        if (place.screenshots) await page.screenshot({ path: join(place.screenshots, "ui-runs.png") });
        await page.goto(`${new URL(".", server.address)}?run=nothing`);
        await shown(page, "There is no run nothing");
      }),
  ],
  [
    "the live page: axe finds nothing to mend in a run under way, light and dark, with a file open, on a narrow screen, without a run",
    (place) =>
      serving(place, async ({ runs, server }) => {
        const { page } = await enter(place, server.address);
        await shown(page, "No run yet");
        await accessible(page, "no run");
        if (place.screenshots) await page.screenshot({ path: join(place.screenshots, "ui-none.png") });
        new PlayedRun(runs, "20260131T101500-hhhhhh").goTo(0.75);
        await page.waitForSelector(".card");
        await accessible(page, "light");
        await page.emulateMedia({ colorScheme: "dark" });
        await accessible(page, "dark");
        if (place.screenshots)
          await page.screenshot({ path: join(place.screenshots, "ui-dark.png"), fullPage: true });
        await page.locator("#files tbody a").first().click();
        await page.waitForSelector(".details:not([hidden])");
        await accessible(page, "dark, a file open");
        if (place.screenshots) await page.screenshot({ path: join(place.screenshots, "ui-file.png") });
        await page.setViewportSize({ width: 420, height: 800 });
        await page.keyboard.press("Escape");
        await page.emulateMedia({ colorScheme: "light" });
        await accessible(page, "narrow");
        const wide = await page.evaluate(() =>
          [...document.querySelectorAll("body *")]
            .filter(
              (one) =>
                one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".table, .timeline"),
            )
            .map((one) => one.outerHTML.slice(0, 80)),
        );
        assert.deepEqual(wide, [], "nothing sticks out");
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 420);
        if (place.screenshots) await page.screenshot({ path: join(place.screenshots, "ui-narrow.png") });
      }),
  ],
  [
    "the live page: 500 files in 100 accounts go on without holding the page up",
    (place) =>
      serving(place, async ({ runs, server }) => {
        const run = new PlayedRun(runs, "20260131T101500-iiiiii", {
          files: 500,
          accounts: 100,
          services: 14,
        });
        run.goTo(0.6);
        const { page } = await enter(place, server.address);
        await page.waitForSelector("#files tbody tr");
        await page.evaluate(() => {
          globalThis.tasks = [];
          new PerformanceObserver((list) => {
            for (const { duration } of list.getEntries()) globalThis.tasks.push(duration);
          }).observe({ type: "longtask" });
        });
        for (let part = 0.61; part < 0.75; part += 0.02) {
          run.goTo(part);
          await page.waitForTimeout(1_200);
        }
        const tasks = await page.evaluate(() => globalThis.tasks.sort((a, b) => a - b));
        // What else the machine does may hold most of them up.
        const quick = tasks[Math.floor(tasks.length / 4)] ?? 0;
        assert.ok(quick < 250, `${tasks.map(Math.round)} ms`);
        return `tasks over 50 ms: ${tasks.length}; one in four takes ${Math.round(quick)} ms at most`;
      }),
  ],
];
