import { expect, test } from "@jest/globals";
import { runInOrder } from "./run-in-order.ts";

const graph = new Map([
  ["d", new Set(["b", "c"])],
  ["b", new Set(["a"])],
  ["c", new Set(["a"])],
  ["a", new Set<string>()],
]);

test("every step runs once, after all it waits for", async () => {
  const done: string[] = [];
  await runInOrder(graph, async (id) => {
    expect([...(graph.get(id) ?? [])].every((other) => done.includes(other))).toBe(true);
    await Promise.resolve();
    done.push(id);
    return true;
  });
  expect(done.sort()).toEqual(["a", "b", "c", "d"]);
});

test("what waits for a failed step is left out, all else goes on", async () => {
  const begun: string[] = [];
  await runInOrder(graph, async (id) => {
    begun.push(id);
    return id !== "b";
  });
  expect(begun).toEqual(["a", "b", "c"]);
});

test("no step begins once it is not to go on", async () => {
  const begun: string[] = [];
  const step = async (id: string) => begun.push(id) > 0;
  await runInOrder(graph, step, () => begun.length < 1);
  expect(begun).toEqual(["a"]);
});

test("a step that throws ends the run with its error, after those under way", async () => {
  const done: string[] = [];
  const run = runInOrder(graph, async (id) => {
    if (id === "b") throw new Error("closed");
    await new Promise((resolve) => setImmediate(resolve));
    done.push(id);
    return true;
  });
  await expect(run).rejects.toThrow("closed");
  expect(done).toEqual(["a", "c"]);
});
