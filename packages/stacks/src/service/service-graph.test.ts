import { expect, test } from "@jest/globals";
import { isRegattaError } from "@regatta/foundation";
import fc from "fast-check";
import { aService } from "../testing/a-service.ts";
import type { ServiceDefinition } from "./service-definition.ts";
import { ServiceGraph } from "./service-graph.ts";

/** Services s0…sn in any order, each depending on services of lower numbers: never a cycle. */
const acyclic = fc
  .integer({ min: 1, max: 12 })
  .chain((count) =>
    fc.tuple(
      ...Array.from({ length: count }, (_, i) =>
        fc
          .subarray(Array.from({ length: i }, (_, j) => `s${j}`))
          .map((dependsOn) => aService(`s${i}`, { dependsOn })),
      ),
    ),
  )
  .chain((services) => fc.shuffledSubarray(services, { minLength: services.length }));

test("every service comes after all it depends on, and exactly once", () => {
  fc.assert(
    fc.property(acyclic, (services) => {
      const { order } = new ServiceGraph(services);
      expect([...order].sort(byName)).toEqual([...services].sort(byName));
      const place = new Map(order.map(({ name }, i) => [name, i]));
      for (const { name, dependsOn } of services) {
        for (const needed of dependsOn) expect(place.get(needed)).toBeLessThan(place.get(name) ?? -1);
      }
    }),
  );
});

test("dependents are the mirror image of dependencies", () => {
  fc.assert(
    fc.property(acyclic, (services) => {
      const graph = new ServiceGraph(services);
      for (const { name } of services) {
        for (const needed of graph.dependenciesOf(name)) {
          expect(graph.dependentsOf(needed.name).map((dependent) => dependent.name)).toContain(name);
        }
      }
    }),
  );
});

test("services that need nothing keep the order they were given in", () => {
  const graph = new ServiceGraph([aService("b"), aService("a"), aService("c")]);
  expect(graph.order.map(({ name }) => name)).toEqual(["b", "a", "c"]);
});

test("closing any acyclic graph into a ring is refused, and the cycle named is one", () => {
  fc.assert(
    fc.property(acyclic, fc.integer({ min: 1, max: 5 }), (services, length) => {
      const ring = Array.from({ length }, (_, i) =>
        aService(`r${i}`, { dependsOn: [`r${(i + 1) % length}`] }),
      );
      const error = refusal([...services, ...ring]);
      expect(error.code).toBe("SERVICE_CYCLE");
      const named = error.message.replace(/^.*circle: |\.$/g, "").split(" → ");
      expect(named).toHaveLength(length + 1);
      for (const [i, name] of named.slice(0, -1).entries()) {
        expect(ring.find((service) => service.name === name)?.dependsOn).toEqual([named[i + 1]]);
      }
    }),
  );
});

test("a dependency that is not a service is named, with who names it", () => {
  const error = refusal([aService("api", { dependsOn: ["databse"] }), aService("database")]);
  expect(error.code).toBe("UNKNOWN_SERVICE");
  expect(error.message).toBe('The service "api" depends on "databse", which is not a service.');
  expect(error.nextStep).toContain("api, database");
});

test("two services cannot share a name or a stack", () => {
  expect(refusal([aService("a"), aService("a")]).message).toContain('called "a"');
  expect(refusal([aService("a", { stackName: "x" }), aService("b", { stackName: "x" })]).message).toContain(
    'both deploy the stack "x"',
  );
});

function byName(a: ServiceDefinition, b: ServiceDefinition): number {
  return a.name < b.name ? -1 : 1;
}

function refusal(services: ServiceDefinition[]) {
  try {
    new ServiceGraph(services);
  } catch (error) {
    if (isRegattaError(error)) return error;
    throw error;
  }
  throw new Error("the graph was accepted");
}
