import { expect, test } from "@jest/globals";
import { resourceDurations } from "./resource-durations.ts";

const options = { wholeMs: 1_000, stabiliseShare: 0.75 };

test.each([
  ["nothing", {}, 250, 750],
  ["how long it takes", { durationMs: 400 }, 100, 300],
  ["how long it stabilises", { stabiliseMs: 100 }, 900, 100],
  ["both", { durationMs: 400, stabiliseMs: 0 }, 400, 0],
  ["that it stabilises longer than it takes", { durationMs: 400, stabiliseMs: 900 }, 0, 900],
  ["all of it for this account", { durationMs: 400, accounts: ["1"] }, 100, 300],
  ["all of it for another account", { durationMs: 400, stabiliseMs: 9, accounts: ["2"] }, 250, 750],
])("a template may say %s", (_, told, configureMs, stabiliseMs) => {
  expect(resourceDurations({ fail: [], ...told }, options, "1")).toEqual({ configureMs, stabiliseMs });
});
