import { afterEach, expect, test } from "@jest/globals";
import { leasedBy } from "./testing/deploys.ts";
import { passingFiles } from "./testing/sample-project.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

test("runs at the same time, two of which need every account at once, never hold one together, and all end", async () => {
  world = await World.start({
    accounts: 3,
    files: passingFiles(6, "await new Promise((r) => setTimeout(r, 20));"),
    config: { accounts: { min: 3, max: 3, waitSeconds: 60 } },
  });
  const greedy = [world.regatta("run"), world.regatta("run")];
  const runs = [...greedy, world.regatta("run", "--accounts", "1..2")];
  for (const run of runs) expect(await run.ended).toMatchObject({ code: 0 });
  for (const run of greedy) expect(new Set(leasedBy(run)).size).toBe(3);
  const holds = runs.flatMap((run) => {
    const events = run.events();
    return events.flatMap((event) => {
      if (event.kind !== "lease-acquired") return [];
      const end = events.find(
        (other) =>
          other.kind === "account-released" && other.account === event.account && other.at >= event.at,
      );
      return [
        {
          account: event.account,
          epoch: event.epoch,
          from: event.at,
          to: end?.at ?? Number.POSITIVE_INFINITY,
        },
      ];
    });
  });
  expect(new Set(holds.map(({ account, epoch }) => `${account}#${epoch}`)).size).toBe(holds.length);
  for (const a of holds) {
    for (const b of holds) {
      if (a === b || a.account !== b.account) continue;
      expect(a.from >= b.to || b.from >= a.to).toBe(true);
    }
  }
}, 120_000);
