import { expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import fc from "fast-check";
import type { Fault, RequestFault } from "./fault.ts";
import { FaultBook } from "./fault-book.ts";

const subject = { service: "dynamodb", operation: "PutItem", accounts: ["210000000001"] };

test.each<[string, Partial<RequestFault>, boolean]>([
  ["anything", {}, true],
  ["this service", { service: "dynamodb" }, true],
  ["another service", { service: "sts" }, false],
  ["this operation", { operation: "PutItem" }, true],
  ["another operation", { operation: "GetItem" }, false],
  ["this account", { account: "210000000001" }, true],
  ["another account", { account: "210000000002" }, false],
  ["this service but another account", { service: "dynamodb", account: "210000000002" }, false],
])("a fault for %s is met as it should", (_, filter, met) => {
  const book = new FaultBook();
  book.add({ ...filter, kind: { kind: "throttle" } });
  expect(book.meet(subject).failure).toBe(met ? "throttle" : undefined);
});

test("a fault is gone after the times it was given, and requests that do not match use up none", () => {
  const book = new FaultBook();
  book.add({ operation: "PutItem", times: 2, kind: { kind: "server-error" } });
  const met = ["PutItem", "GetItem", "PutItem", "PutItem"].map(
    (operation) => book.meet({ ...subject, operation }).failure,
  );
  expect(met).toEqual(["server-error", undefined, "server-error", undefined]);
});

test("latencies add up until the oldest other fault, and a younger one is kept for later", () => {
  const book = new FaultBook();
  book.add({ kind: { kind: "latency", ms: 10 } });
  book.add({ kind: { kind: "latency", ms: 5 } });
  book.add({ times: 1, kind: { kind: "throttle" } });
  book.add({ times: 1, kind: { kind: "drop-answer" } });
  expect(book.meet(subject)).toEqual({ delayMs: 15, failure: "throttle" });
  expect(book.meet(subject)).toEqual({ delayMs: 15, failure: "drop-answer" });
  expect(book.meet(subject)).toEqual({ delayMs: 15 });
});

test("one fault is cleared by its id, all of them without", () => {
  const book = new FaultBook();
  const throttle = book.add({ kind: { kind: "throttle" } });
  book.add({ kind: { kind: "access-denied" } });
  book.clear(throttle);
  expect(book.meet(subject).failure).toBe("access-denied");
  book.clear();
  expect(book.meet(subject).failure).toBeUndefined();
});

test("a probability is compared with the random number, so 0 never strikes and 1 always does", () => {
  const number = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  fc.assert(
    fc.property(number, fc.double({ min: 0, max: 1, noNaN: true }), (random, probability) => {
      const book = new FaultBook({ random: () => random });
      book.add({ probability, kind: { kind: "throttle" } });
      expect(book.meet(subject).failure === "throttle").toBe(random < probability);
    }),
  );
});

test("a seeded fault strikes the same requests every time, and its share of them", () => {
  const strikes = (seed: number) => {
    const book = new FaultBook();
    book.add({ probability: 0.3, seed, kind: { kind: "throttle" } });
    return Array.from({ length: 1_000 }, () => book.meet(subject).failure === "throttle");
  };
  const share = strikes(7).filter(Boolean).length / 1_000;
  expect(strikes(7)).toEqual(strikes(7));
  expect(strikes(8)).not.toEqual(strikes(7));
  expect(Math.abs(share - 0.3)).toBeLessThan(0.05);
});

test("a rate limit throttles what one account asks for too fast, and nobody else", async () => {
  const clock = new ManualClock();
  const book = new FaultBook({ clock });
  book.add({ operation: "PutItem", kind: { kind: "rate-limit", perSecond: 2, burst: 3 } });
  const met = (count: number, account = "210000000001") =>
    Array.from({ length: count }, () => book.meet({ ...subject, accounts: [account] }).failure ?? "-");
  expect(met(5)).toEqual(["-", "-", "-", "throttle", "throttle"]);
  expect(met(1, "210000000002")).toEqual(["-"]);
  expect(book.meet({ ...subject, operation: "GetItem" }).failure).toBeUndefined();
  await clock.advance(1_000);
  expect(met(3)).toEqual(["-", "-", "throttle"]);
  await clock.advance(60_000);
  expect(met(4)).toEqual(["-", "-", "-", "throttle"]);
});

test.each<[unknown, string]>([
  [[], "a fault is an object, found []"],
  [{ kind: { kind: "rain" } }, "a fault's kind.kind is one of latency, rate-limit, resource-failure"],
  [{ kind: { kind: "latency" } }, "a fault's kind.ms is a number of milliseconds, found undefined"],
  [{ kind: { kind: "rate-limit" } }, "a fault's kind.perSecond is a number above 0, found undefined"],
  [{ service: "route53", kind: { kind: "throttle" } }, "a fault's service is one of dynamodb, sts"],
  [{ times: 0, kind: { kind: "throttle" } }, "a fault's times is a positive integer, found 0"],
  [{ probability: 2, kind: { kind: "throttle" } }, "a fault's probability is a number from 0 to 1, found 2"],
  [{ seed: 0.5, kind: { kind: "throttle" } }, "a fault's seed is an integer, found 0.5"],
  [{ acount: "1", kind: { kind: "throttle" } }, 'a fault has no "acount"'],
  [{ kind: { kind: "resource-failure", action: "explode" } }, "a fault's kind.action is one of create"],
  [
    { kind: { kind: "resource-failure", whileDeletingMoreThan: -1 } },
    "a fault's kind.whileDeletingMoreThan is a whole number from 0",
  ],
  [{ service: "sts", kind: { kind: "resource-failure" } }, "a resource-failure is about resources"],
])("%j is no fault", (fault, message) => {
  expect(() => new FaultBook().add(fault as Fault as RequestFault)).toThrow(message);
});
