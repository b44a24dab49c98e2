import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { FileToRun } from "./file-to-run.ts";
import { Schedule } from "./schedule.ts";
import { playRun } from "./testing/play-run.ts";
import { end, finishAll, Model, names, step } from "./testing/schedule-model.ts";

const accounts = ["a", "b", "c"];
const somewhere = fc.record({ account: fc.constantFrom(...accounts) });
const withServices = fc.record({
  account: fc.constantFrom(...accounts),
  services: fc.subarray(names),
});
const event = fc.oneof(
  fc.tuple(fc.constantFrom("join", "ready", "fail"), withServices),
  fc.tuple(
    fc.constantFrom("all", "leave", "next", "next", "next", "finish", "put-back", "give-up"),
    somewhere,
  ),
);
const files = fc.array(
  fc.record({
    expectedMs: fc.integer({ min: 0, max: 50 }),
    requires: fc.option(fc.subarray(names, { minLength: 1 }), { nil: undefined }),
  }),
  { maxLength: 15 },
);

test("whatever happens: each file ends once, runs only where its services are up, and never starves", () => {
  fc.assert(
    fc.property(files, fc.array(event, { maxLength: 120 }), (shapes, events) => {
      const list = shapes.map(({ expectedMs, requires }, at): FileToRun => {
        return { path: `f${at}`, expectedMs, ...(requires ? { requires } : {}) };
      });
      const model = new Model(list);
      const schedule = new Schedule(list, { filesPerAccount: 2 });
      for (const [kind, { account, ...rest }] of events) {
        const services = "services" in rest ? rest.services : [];
        step(schedule, model, kind, account, services);
        expect([schedule.waiting, schedule.running]).toEqual([model.waiting.size, model.running.size]);
      }
      for (const account of accounts) finishAll(schedule, model, account);
      for (const { path } of schedule.giveUp()) end(model, path);
      expect(model.ended.toSorted()).toEqual(list.map(({ path }) => path).toSorted());
    }),
    { numRuns: 500 },
  );
});

/** What becomes of each service in an account, in this order. */
const deploys = fc
  .tuple(
    fc.shuffledSubarray(names, { minLength: names.length }),
    fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  )
  .map(([order, up]) => order.map((service, at) => ({ service, isUp: up[at] === true })));

test("a run ends: while deploys and files end in any order, a file is left over only if it failed everywhere", () => {
  fc.assert(
    fc.property(
      files,
      fc.array(deploys, { maxLength: 3 }),
      fc.infiniteStream(fc.nat()),
      (shapes, world, dice) => {
        const list = shapes.map(({ requires }, at): FileToRun => {
          return { path: `f${at}`, ...(requires ? { requires } : {}) };
        });
        const left = new Set(
          playRun(
            new Schedule(list),
            world.map((steps) => [...steps]),
            dice,
          ),
        );
        for (const { path, requires = names } of list) {
          const hasPlace = world.some((steps) =>
            requires.every((name) => steps.some(({ service, isUp }) => service === name && isUp)),
          );
          expect([path, left.has(path)]).toEqual([path, !hasPlace]);
        }
      },
    ),
  );
});
