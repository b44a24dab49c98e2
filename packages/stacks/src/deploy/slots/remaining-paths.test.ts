import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { ServiceGraph } from "../../service/service-graph.ts";
import { aService } from "../../testing/a-service.ts";
import { expectedTimes } from "./expected-times.ts";
import { remainingPaths } from "./remaining-paths.ts";

/** Services that depend only on earlier ones, each with an expected time or none: it is there already. */
const graphs = fc
  .array(fc.record({ ms: fc.option(fc.nat(1000)), needs: fc.array(fc.nat(20), { maxLength: 4 }) }), {
    maxLength: 15,
  })
  .map((nodes) => {
    const services = nodes.map(({ needs }, i) =>
      aService(`s${i}`, { dependsOn: needs.filter((need) => need < i).map((need) => `s${need}`) }),
    );
    const expected = new Map<string, number>(
      nodes.flatMap(({ ms }, i) => (ms === null ? [] : [[`s${i}`, ms] as const])),
    );
    return { graph: new ServiceGraph(services), expected };
  });

test("a path is a service's own time and the longest path of what depends on it", () => {
  fc.assert(
    fc.property(graphs, ({ graph, expected }) => {
      const paths = remainingPaths(graph, expected);
      const longest = (name: string): number =>
        (expected.get(name) ?? 0) +
        Math.max(0, ...graph.dependentsOf(name).map((next) => longest(next.name)));
      expect([...paths.keys()].sort()).toEqual([...expected.keys()].sort());
      for (const [name, path] of paths) expect(path).toBe(longest(name));
    }),
  );
});

test("nothing is on a longer path than what it depends on, nor longer than everything together", () => {
  fc.assert(
    fc.property(graphs, ({ graph, expected }) => {
      const paths = remainingPaths(graph, expected);
      const all = [...expected.values()].reduce((sum, ms) => sum + ms, 0);
      for (const [name, path] of paths) {
        expect(path).toBeLessThanOrEqual(all);
        for (const needed of graph.dependenciesOf(name)) {
          expect(paths.get(needed.name) ?? all).toBeGreaterThanOrEqual(path);
        }
      }
    }),
  );
});

test("what was never measured takes the median of the others, and without any each counts the same", () => {
  const services = ["a", "b", "c", "d", "e"];
  expect([...expectedTimes(services, { a: 10, b: 30, c: 1000, other: 1 }).values()]).toEqual([
    10, 30, 1000, 30, 30,
  ]);
  expect([...expectedTimes(services, {}).values()]).toEqual([1, 1, 1, 1, 1]);
});
