import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { dependenciesOf, inDependencyOrder, reversed } from "./dependency-order.ts";
import { parseTemplate } from "./parse-template.ts";

/** Graphs without cycles: everything waits only for earlier ids. */
const graphs = fc
  .array(fc.array(fc.nat(9), { maxLength: 4 }), { maxLength: 10 })
  .map((rows) => new Map(rows.map((on, at) => [`${at}`, new Set(on.filter((one) => one < at).map(String))])));

test("everything comes after what it waits for, and nothing is lost", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const order = inDependencyOrder(graph);
      expect([...order].sort()).toEqual([...graph.keys()].sort());
      for (const [id, on] of graph) {
        for (const other of on) expect(order.indexOf(other)).toBeLessThan(order.indexOf(id));
      }
    }),
  );
});

test("turned round twice a graph is itself", () => {
  fc.assert(fc.property(graphs, (graph) => expect(reversed(reversed(graph))).toEqual(graph)));
});

test("what waits in a circle, or for one, is left out", () => {
  const graph = new Map([
    ["a", new Set(["b"])],
    ["b", new Set(["a"])],
    ["c", new Set(["a"])],
    ["d", new Set<string>()],
  ]);
  expect(inDependencyOrder(graph)).toEqual(["d"]);
});

test("a resource waits for DependsOn, for what it refers to and for whose attributes it reads", () => {
  const { resources } = parseTemplate(`
Resources:
  A: {Type: "T::U::V"}
  B: {Type: "T::U::V"}
  C: {Type: "T::U::V"}
  D: {Type: "T::U::V"}
  E: {Type: "T::U::V"}
  Last:
    Type: T::U::V
    DependsOn: A
    Properties: {X: !Ref B, Y: !GetAtt C.Arn, Z: !Sub "\${D}/\${E.Arn}/\${AWS::Region}/\${!Not}"}
`);
  expect(dependenciesOf(resources).get("Last")).toEqual(new Set(["A", "B", "C", "D", "E"]));
  expect(dependenciesOf(resources, ["B", "Last"]).get("Last")).toEqual(new Set(["B"]));
});
