import { expect, test } from "@jest/globals";
import { lease, MINUTE, NOW, poolAccount } from "../../testing/sample-pool.ts";
import { detailsOf } from "./account-details.ts";
import { renderAccount } from "./render-account.ts";

const same = (text: string) => text;
const colours = { bold: same, green: same, yellow: same, red: same, dim: same };
const soiled = poolAccount(3, {
  name: "anna",
  externalId: "our-tests",
  state: "dirty",
  changedAt: NOW - 90 * MINUTE,
  reason: "orders.test.ts timed out",
  failures: 1,
  history: [
    ...poolAccount(3).history,
    { id: "h", at: NOW - 90 * MINUTE, by: "ci", state: "dirty", why: "orders.test.ts\ntimed out" },
  ],
});

test("an account is shown with all there is to know, and what can be done now", () => {
  expect(renderAccount(detailsOf(soiled, NOW), colours).split("\n")).toEqual([
    "210000000003/eu-west-1 (anna) is dirty since 2026-03-04 10:30:00Z, for 1 h 30 min.",
    "  why               orders.test.ts timed out",
    "  cleanings failed  1 since it was last clean",
    "  role              arn:aws:iam::210000000003:role/RegattaTest",
    "  external id       our-tests",
    "  version           7",
    "",
    "Deployed there, as last seen: 2 · a6d5ed1",
    "  base    bb22",
    "  orders  aa11",
    "",
    "History: the last 2 changes",
    "  2026-03-04 10:00:00Z  available  added to the pool (ada@desk)",
    "  2026-03-04 10:30:00Z  dirty      orders.test.ts timed out (ci)",
    "",
    "What can be done now",
    "  regatta clean anna                      clean it, so that it becomes available",
    "  regatta pool hold anna --for 1h         keep it as it is for an hour, to look into it",
    '  regatta pool disable anna --reason "…"  take it out of use until it is enabled again',
    "  regatta pool remove anna                take it out of the pool for good",
    "",
  ]);
});

test("a leased account is shown with its holder, what it does, and until when", () => {
  const shown = renderAccount(
    detailsOf(poolAccount(1, { state: "leased", lease, fingerprints: {} }), NOW),
    colours,
  );
  expect(shown).toContain("  held by  ".trimEnd());
  expect(shown).toMatch(/doing +checkout\.test\.ts/);
  expect(shown).toMatch(/lease +l1, since 2026-03-04 11:57:00Z, ends in 4 min \(2026-03-04 12:04:00Z\)/);
  expect(shown).toContain("nothing that is known of");
});

test("for programs times are ISO 8601, and every change says who, when and why", () => {
  expect(detailsOf(soiled, NOW)).toMatchObject({
    account: "210000000003/eu-west-1",
    since: "2026-03-04T10:30:00.000Z",
    forMs: 90 * MINUTE,
    history: [{ by: "ada@desk" }, { at: "2026-03-04T10:30:00.000Z", by: "ci", state: "dirty" }],
    next: expect.arrayContaining([{ command: "regatta pool remove anna", what: expect.any(String) }]),
  });
});
