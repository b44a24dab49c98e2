import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { findCycles } from "./service-cycles.ts";

test("two cycles are both named, and those who only lead into one are not", () => {
  const graph = new Map([
    ["x", ["a"]],
    ["a", ["b"]],
    ["b", ["a", "c"]],
    ["c", ["d"]],
    ["d", ["c"]],
  ]);
  expect(findCycles(graph)).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});

const nodes = ["a", "b", "c", "d", "e", "f"];
const graphs = fc
  .array(fc.tuple(fc.constantFrom(...nodes), fc.constantFrom(...nodes)), { maxLength: 14 })
  .map(
    (edges) =>
      new Map(nodes.map((node) => [node, edges.flatMap(([from, to]) => (from === node ? [to] : []))])),
  );

test("what is told is a cycle, and without any the services can be put in order", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const cycles = findCycles(graph);
      for (const cycle of cycles) {
        cycle.forEach((node, i) => {
          expect(graph.get(node)).toContain(cycle[(i + 1) % cycle.length]);
        });
      }
      expect(cycles.length === 0).toBe(canBeOrdered(graph));
    }),
  );
});

/** Takes away what depends on nothing that is left, until nothing is; self-dependencies do not count. */
function canBeOrdered(graph: Map<string, string[]>): boolean {
  const left = new Set(graph.keys());
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const node of left) {
      if (!graph.get(node)?.some((other) => other !== node && left.has(other))) left.delete(node);
    }
  }
  return left.size === 0;
}
