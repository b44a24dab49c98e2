import { expect, test } from "@jest/globals";
import type { FromJest } from "./protocol.ts";
import { Starts } from "./starts.ts";

const isQuiet = () => true;

test("what answers for a lease that was lost does not make the next one fresh", () => {
  const sent: FromJest[] = [];
  const starts = new Starts({ claims: false, locks: {}, send: (message) => sent.push(message) });
  const alone = { path: "alone.test.js", accounts: ["1/x"], freshen: ["1/x"] };
  starts.add(alone);
  expect(starts.takeReady(isQuiet)).toEqual([]);
  // The account is lost while its data is made fresh, and leased once more.
  expect(starts.gone("1/x")).toEqual([alone]);
  starts.lost("1/x");
  starts.add(alone);
  expect(starts.takeReady(isQuiet)).toEqual([]);
  const asked = { kind: "account-freshen", account: "1/x", file: "alone.test.js" };
  expect(sent).toEqual([
    { ...asked, request: 1 },
    { ...asked, request: 2 },
  ]);

  expect(starts.freshened("1/x", 1)).toBe(false);
  expect([starts.isFreshening("1/x"), starts.takeReady(isQuiet)]).toEqual([true, []]);
  expect(starts.freshened("1/x", 2)).toBe(true);
  expect([starts.isFreshening("1/x"), starts.takeReady(isQuiet)]).toEqual([false, [alone]]);
});
