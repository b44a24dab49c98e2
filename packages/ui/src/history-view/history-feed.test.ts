import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { statsOf } from "@regatta/stats";
import { historyFeed } from "./history-feed.ts";
import { renderHistory } from "./render-history.ts";

const none = statsOf({ pool: "default", records: [], from: 0, to: 1_000 });

test("all is read once, again when a run has ended since, and now and then in any case", async () => {
  const clock = new ManualClock();
  const reads: string[] = [];
  const asked: number[] = [];
  let later = false;
  const feed = historyFeed(
    {
      stats: async ({ since, branch = "" }) => {
        reads.push(`${since} ${branch}`);
        return { ...none, lastAt: 500 };
      },
      hasLater: async (endedAt) => {
        asked.push(endedAt);
        return later;
      },
    },
    clock,
  );
  const look = feed.open(new URLSearchParams({ since: "7d", branch: "main" }), new AbortController().signal);
  const first = await look();
  expect(first).toEqual({ 1: { ...none, lastAt: 500 } });
  await clock.advance(30_000);
  expect(await look()).toBe(first);
  expect({ reads, asked }).toEqual({ reads: ["7d main"], asked: [500] });
  later = true;
  expect(await look()).toEqual({ 2: { ...none, lastAt: 500 } });
  later = false;
  await clock.advance(15 * 60_000);
  expect(Object.keys((await look()) as object)).toEqual(["3"]);
  expect(reads).toEqual(["7d main", "7d main", "7d main"]);
});

test("the history in one file needs nothing else, and whatever a test said stays text", () => {
  const file = "</script><script>alert(1)</script>.test.ts";
  const page = renderHistory({
    ...none,
    pool: "<b>default",
    heldUp: [{ kind: "long-file", runs: 1, costMs: 5, files: [file] }],
  });
  expect(page).not.toContain("<script>alert");
  expect(page).not.toContain("<b>default");
  expect(page).not.toMatch(/(src|href)="(?!#main|data:,)/);
  expect(page).toContain("default-src 'none'");
  const [, json = ""] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page) ?? [];
  expect(JSON.parse(json)).toMatchObject({ pool: "<b>default", heldUp: [{ files: [file] }] });
});
