import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "@jest/globals";
import { killMarked } from "./kill-marked.ts";

const onLinux = process.platform === "linux" ? test : test.skip;

/** A process in a group of its own, started with these variables. */
async function detached(env: Record<string, string>) {
  const child = spawn("sleep", ["1000"], {
    detached: true,
    stdio: "ignore",
    env: { ...process.env, ...env },
  });
  await once(child, "spawn");
  return child;
}

onLinux("processes with the mark are ended, whoever leads them, and no others", async () => {
  const mark = `mark-${process.pid}`;
  const [marked, other, longer] = await Promise.all([
    detached({ REGATTA_TEST: mark }),
    detached({ REGATTA_TEST: `${mark}0` }),
    detached({ NOT_REGATTA_TEST: mark }),
  ]);
  const ended = once(marked, "exit");
  await killMarked("REGATTA_TEST", mark);
  expect(await ended).toEqual([null, "SIGKILL"]);
  expect([other.exitCode, other.signalCode, longer.exitCode, longer.signalCode]).toEqual(Array(4).fill(null));
  for (const child of [other, longer]) child.kill("SIGKILL");
  await killMarked("REGATTA_TEST", mark);
});
