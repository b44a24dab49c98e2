import { mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Runs the work while no other demo uses the same state; says who does when one does. */
export async function withLock(home: string, work: () => Promise<number>): Promise<number> {
  mkdirSync(join(home, ".regatta"), { recursive: true });
  const path = join(home, ".regatta", "demo.lock");
  const holder = claim(path) ? undefined : Number(readFileSync(path, "utf8"));
  if (holder !== undefined && isAlive(holder)) {
    console.error(`Another demo is running (process ${holder}); wait for its end, or stop it.`);
    return 2;
  }
  if (holder !== undefined) {
    rmSync(path, { force: true });
    claim(path);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function claim(path: string): boolean {
  try {
    writeSync(openSync(path, "wx"), String(process.pid));
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
