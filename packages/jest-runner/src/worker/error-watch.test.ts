import { afterEach, expect, test } from "@jest/globals";
import type { FileEnd } from "../worker-protocol.ts";
import { ErrorWatch } from "./error-watch.ts";

const late = new Error("too late");
const promise = Promise.resolve();
const end: FileEnd = { kind: "failed-to-run", error: { message: "", stack: "", type: "Error" } };

// The process of a test is Jest's own copy; what is changed of it is put back all the same.
const { emit } = process;
afterEach(() => {
  process.emit = emit;
  process.removeAllListeners("uncaughtException");
  process.removeAllListeners("unhandledRejection");
});

/** A watch while a file runs, with handlers as Jest puts them in place of all others. */
async function during(
  happens: (watch: ErrorWatch) => void,
): Promise<{ unheard: unknown[]; reported: unknown[] }> {
  const reported: unknown[] = [];
  const watch = new ErrorWatch((_run, error) => reported.push(error));
  await watch.during(1, async () => {
    for (const event of ["uncaughtException", "unhandledRejection"] as const) {
      process.removeAllListeners(event);
      process.on(event, () => undefined);
    }
    happens(watch);
    return end;
  });
  return { unheard: watch.unheard, reported };
}

test("what Jest's handlers are given after the last test is known, for its result may not tell of it", async () => {
  const { unheard, reported } = await during((watch) => {
    watch.testCase();
    process.emit("uncaughtException", late);
    process.emit("unhandledRejection", "no", promise);
  });
  expect(unheard).toEqual([late, "no"]);
  expect(reported).toEqual([]);
});

test("what comes while tests still run is Jest's to tell, and a rejection that is handled after all is none", async () => {
  const { unheard } = await during((watch) => {
    process.emit("uncaughtException", late);
    watch.testCase();
    process.emit("unhandledRejection", "no", promise);
    process.emit("rejectionHandled", promise);
  });
  expect(unheard).toEqual([]);
});

test("where Jest has no handlers the error is reported, and not once more", async () => {
  const reported: unknown[] = [];
  const watch = new ErrorWatch((_run, error) => reported.push(error));
  await watch.during(1, async () => {
    process.emit("uncaughtException", late);
    return end;
  });
  expect([reported, watch.unheard]).toEqual([[late], []]);
});
