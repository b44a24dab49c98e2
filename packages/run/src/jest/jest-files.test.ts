import { expect, test } from "@jest/globals";
import type { ToJest } from "@regatta/jest-runner";
import { FileNeeds } from "./file-needs.ts";
import { JestFiles } from "./jest-files.ts";

function filesOf(count: number, accountsOf: Record<string, number> = {}) {
  const sent: ToJest[] = [];
  const files = new JestFiles({ send: (message) => sent.push(message) });
  files.selected(count, new FileNeeds({ requires: {}, services: ["base"], deployed: ["base"] }), accountsOf);
  const surplus = () => sent.flatMap((message) => (message.kind === "surplus" ? [message.accounts] : []));
  const enter = (account: string) => {
    files.taken(account);
    files.entered(account, {});
  };
  const ready = (account: string) => files.ready({ account, env: {}, outputs: {} });
  return { files, sent, surplus, enter, ready };
}

test("Jest hears how many accounts are to be given up in all; those it gave up count on", () => {
  const { files, surplus, enter, ready } = filesOf(9);
  for (const account of ["1", "2", "3"]) {
    enter(account);
    expect(ready(account)).toBe("used");
  }
  files.giveUp(1);
  files.giveUp(1);
  files.giveUp(2);
  expect(files.idle("2", true)).toBe("surplus");
  files.gone("2", { kind: "handed-back" });
  files.giveUp(0);
  files.giveUp(1);
  expect(surplus()).toEqual([1, 2, 1, 2]);
});

test("no more accounts are wished for than the run is to hold, and one that is gone makes room for another", () => {
  const { files, enter } = filesOf(9);
  files.holdAtMost(2);
  expect(files.wish()).toEqual({ count: 2 });
  enter("1");
  enter("2");
  expect(files.wish()).toEqual({ count: 0 });
  files.gone("2", { kind: "rejected" });
  expect(files.wish()).toEqual({ count: 1 });
});

test("an account that becomes ready while others wait goes to them, and Jest is asked for one less", () => {
  const { files, surplus, enter, ready } = filesOf(9);
  enter("1");
  enter("2");
  files.giveUp(1);
  expect(ready("1")).toBe("surplus");
  expect(ready("2")).toBe("used");
  expect(surplus()).toEqual([1, 0]);
});

test("one that Jest gives up while it is still deployed is handed back after that, and not asked for again", () => {
  const { files, surplus, enter, ready } = filesOf(9);
  enter("1");
  files.onDeployEvent("1", { kind: "service-ready", service: "base", outputs: {} });
  files.giveUp(1);
  expect(files.idle("1", true)).toBe("used");
  files.giveUp(1);
  expect(ready("1")).toBe("surplus");
  expect(surplus()).toEqual([1]);
});

test("an account in trouble is kept while a file waits, and Jest gets it again when the trouble is over", () => {
  const { files, sent, enter, ready } = filesOf(2);
  enter("1");
  ready("1");
  sent.length = 0;
  files.limited("1", 60_000);
  // Nothing that waits would have ended in time.
  expect(files.idle("1")).toBe("used");
  expect(files.wish()).toEqual({ count: 2 });
  files.limited("1", undefined);
  expect(sent).toEqual([
    { kind: "account-limit", account: "1", endsInMs: 60_000 },
    { kind: "account-limit", account: "1" },
    expect.objectContaining({ kind: "account-ready", account: "1", services: "all", again: true }),
  ]);
  files.limited("1", 60_000);
  for (const file of ["a", "b"]) files.onMessage({ kind: "file-started", account: "2", file, attempt: 1 });
  expect(files.idle("1")).toBe("hand-back");
});

test("one that is suspect, or whose data could not be made fresh, is not kept for all that", () => {
  const { files, enter, ready } = filesOf(2);
  for (const account of ["1", "2", "3"]) {
    enter(account);
    ready(account);
    files.limited(account, 60_000);
  }
  files.onMessage({ kind: "account-suspect", account: "1", files: [], reason: "r" });
  files.onMessage({ kind: "account-freshen", account: "2", file: "a", request: 1 });
  expect(["1", "2", "3"].map((account) => files.idle(account))).toEqual(["hand-back", "hand-back", "used"]);
});

test("where the credentials of an account end its files run elsewhere", () => {
  const { files, sent, enter } = filesOf(1);
  enter("1");
  files.gone("1", { kind: "session-ended", reason: "newer ones are not to be had" });
  expect(sent).toEqual([
    {
      kind: "account-gone",
      account: "1",
      reason: "its session has ended: newer ones are not to be had",
    },
  ]);
});

test("a run that may try files again holds a spare account as long as a file is left, and wishes for none when it holds nothing", () => {
  const { files, enter } = filesOf(1);
  files.holdAtLeast(2);
  expect(files.wish()).toEqual({ count: 2 });
  enter("1");
  files.onMessage({ kind: "file-started", account: "1", file: "a", attempt: 1 });
  expect(files.wish()).toEqual({ count: 1 });
  // Its account is lost, and that the file was cut off is told a moment later.
  files.gone("1", { kind: "lost", reason: "gone" });
  expect(files.wish()).toEqual({ count: 0 });
  files.onMessage({ kind: "file-cut-off", account: "1", file: "a", attempt: 1, reason: "lost" });
  expect(files.wish()).toEqual({ count: 2 });
  files.onMessage({ kind: "file-never-run", file: "a", reason: "enough" });
  expect(files.wish()).toEqual({ count: 0 });
});

test("who shares its files with others still gets all accounts that one of its files needs at once", () => {
  const { files, enter } = filesOf(1, { a: 2 });
  files.shareWith({ othersAtWork: 1, leaveToOthers: () => undefined });
  expect(files.wish()).toEqual({ count: 2, least: 2 });
  enter("1");
  expect(files.wish()).toEqual({ count: 1, least: 2 });
  enter("2");
  expect(files.wish()).toMatchObject({ count: 0 });
});
