import { afterAll, beforeAll, expect, test } from "@jest/globals";
import PQueue from "p-queue";
import type { Probe } from "../service/probe.ts";
import { StackWorld } from "../testing/stack-world.ts";
import { parameters } from "../testing/templates.ts";
import type { DeployEvent } from "./deploy-event.ts";

let world: StackWorld;
beforeAll(async () => {
  world = await StackWorld.start();
});
afterAll(() => world.close());

const environment = { PATH: process.env.PATH ?? "" };

const probedService = (name: string, probes: Probe[], dependsOn: string[] = []) =>
  world.service(name, parameters({ V: name }), { probes, dependsOn });

function told(events: DeployEvent[]): string[] {
  return events.map((event) => ("service" in event ? `${event.kind} ${event.service}` : event.kind));
}

test("a service counts as complete once its probes hold, in their order; meanwhile its slot is free", async () => {
  const account = await world.account();
  const flag = "test -f go";
  const base = await probedService("base", [
    { kind: "resource", logicalId: "V" },
    { kind: "command", command: flag, everyMs: 5 },
  ]);
  const services = [
    base,
    await probedService("child", [], ["base"]),
    // Takes the only slot while `base` is waited for, and makes its probe hold.
    await world.service("other", parameters({ V: "1" }), {
      probes: [{ kind: "command", command: `touch ${base.directory}/go` }],
    }),
  ];
  const { result, events } = await account.prepare(services, {
    environment,
    queue: new PQueue({ concurrency: 1 }),
  });
  expect(result).toMatchObject({ kind: "ready", deployed: ["base", "child", "other"] });
  const order = told(events);
  expect(order.filter((line) => line.endsWith(" base"))).toEqual([
    "deploy-started base",
    "probe-started base",
    "probe-held base",
    "probe-started base",
    "probe-held base",
    "deploy-finished base",
    "service-ready base",
  ]);
  expect(order.indexOf("deploy-started child")).toBeGreaterThan(order.indexOf("service-ready base"));
  expect(events).toContainEqual({
    kind: "probe-held",
    service: "base",
    probe: "resource V",
    durationMs: expect.any(Number),
  });
});

test("probes that do not hold fail the service, and block what depends on it; a skipped service is not probed", async () => {
  const account = await world.account();
  const failing = await probedService("failing", [
    { kind: "resource", logicalId: "Nothing", everyMs: 1, timeoutMs: 30 },
  ]);
  const services = [failing, await probedService("child", [], ["failing"])];
  const { result, events } = await account.prepare(services);
  expect(result).toMatchObject({
    kind: "failed",
    failures: [
      { service: "failing", error: { code: "PROBE_FAILED" }, reason: expect.stringContaining("Nothing") },
    ],
    blocked: [{ service: "child", by: "failing" }],
  });
  expect(told(events).filter((line) => /^(deploy|probe).* failing/.test(line))).toEqual([
    "deploy-started failing",
    "probe-started failing",
    "deploy-failed failing",
  ]);
  expect((await account.prepare([failing])).result).toMatchObject({ kind: "ready", skipped: ["failing"] });
});
