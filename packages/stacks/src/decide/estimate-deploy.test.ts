import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { ServiceGraph } from "../service/service-graph.ts";
import { aService } from "../testing/a-service.ts";
import { estimateDeploy } from "./estimate-deploy.ts";

const names = ["base", "logs", "orders", "payments", "users", "web"];

/** Graphs in which each service may depend on those before it. */
const graphs = fc
  .tuple(...names.map((_, i) => fc.subarray(names.slice(0, i))))
  .map((edges) => new ServiceGraph(names.map((name, i) => aService(name, { dependsOn: edges[i] ?? [] }))));
const times = fc.dictionary(fc.constantFrom(...names), fc.integer({ min: 1, max: 1_000 }));
const some = fc.subarray(names);
const slots = fc.integer({ min: 1, max: 4 });

test("nothing costs nothing, everything costs something", () => {
  fc.assert(
    fc.property(graphs, some, times, slots, (graph, services, expectedMs, slots) => {
      const ms = estimateDeploy({ graph, services, expectedMs, slots });
      expect(ms > 0).toBe(services.length > 0);
    }),
  );
});

test("one more service never costs less, and never more than its own time", () => {
  fc.assert(
    fc.property(
      graphs,
      some,
      fc.constantFrom(...names),
      times,
      slots,
      (graph, services, more, known, slots) => {
        const expectedMs = { ...Object.fromEntries(names.map((name) => [name, 50])), ...known };
        const before = estimateDeploy({ graph, services, expectedMs, slots });
        const after = estimateDeploy({ graph, services: [...services, more], expectedMs, slots });
        expect(after).toBeGreaterThanOrEqual(before);
        expect(after).toBeLessThanOrEqual(before + (expectedMs[more] ?? 0) + 1e-6);
      },
    ),
  );
});

test("side by side counts once, a chain adds up, slots bound both", () => {
  const graph = new ServiceGraph([
    aService("base"),
    aService("logs"),
    aService("web", { dependsOn: ["base"] }),
  ]);
  const expectedMs = { base: 10, logs: 15, web: 20 };
  const cost = (services: string[], slots: number) => estimateDeploy({ graph, services, expectedMs, slots });
  expect(cost(["base", "logs"], 4)).toBe(15);
  expect(cost(["base", "web"], 4)).toBe(30);
  expect(cost(["base", "logs", "web"], 4)).toBe(30);
  expect(cost(["base", "logs", "web"], 1)).toBe(45);
});

test("a service never deployed before counts as the others do, and as a minute where nothing is known", () => {
  const graph = new ServiceGraph([aService("base"), aService("logs")]);
  expect(estimateDeploy({ graph, services: ["logs"], expectedMs: { base: 7 }, slots: 4 })).toBe(7);
  expect(estimateDeploy({ graph, services: ["logs"], expectedMs: {}, slots: 4 })).toBe(60_000);
});
