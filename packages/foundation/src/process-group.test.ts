import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "@jest/globals";
import { systemClock } from "./clock.ts";
import { endGroup } from "./process-group.ts";

/** Starts a shell in a group of its own; resolves with its pid when it says that it is ready. */
async function group(script: string): Promise<number> {
  const shell = spawn("sh", ["-c", script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  await once(shell.stdout, "data");
  return shell.pid ?? 0;
}

async function timeToEnd(leader: number, graceMs: number): Promise<number> {
  const start = performance.now();
  await endGroup(leader, graceMs, systemClock);
  return performance.now() - start;
}

test("a group is gone once its last process has ended, whether anybody reaps it or not", async () => {
  // The inner shell's child loses its parent and is left to whoever takes such processes over.
  expect(await timeToEnd(await group("sleep 60 & sleep 60 & echo ready; wait"), 20_000)).toBeLessThan(10_000);
});

test("what does not end by itself is ended after the grace", async () => {
  const took = await timeToEnd(await group("trap '' TERM; echo ready; while :; do sleep 0.05; done"), 300);
  expect(took).toBeGreaterThanOrEqual(300);
});

test("a group that is gone already is no matter", async () => {
  const leader = await group("echo ready");
  await timeToEnd(leader, 5_000);
  await expect(timeToEnd(leader, 5_000)).resolves.toBeLessThan(5_000);
});
