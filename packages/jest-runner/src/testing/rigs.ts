import { afterEach } from "@jest/globals";
import { JestRig, type RigOptions } from "./jest-rig.ts";

export const PASSES = "test('passes', () => expect(1).toBe(1));";

/** Starts rigs that are closed after each test of the file that calls this, whatever happened to them. */
export function rigsOfThisFile(): (options: RigOptions) => Promise<JestRig> {
  const rigs: JestRig[] = [];
  afterEach(async () => {
    await Promise.all(rigs.splice(0).map((rig) => rig.close()));
  });
  return async (options) => {
    const rig = await JestRig.start(options);
    rigs.push(rig);
    return rig;
  };
}

/** Whether a process still runs (a zombie nobody has waited for does not count). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Resolves when a process is gone; the test's own time limit is the limit. */
export async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}
