import { readdir, readFile } from "node:fs/promises";

/** How often it is looked again: what is ended may have started something a moment before. */
const LOOKS = 3;

/**
 * Ends every process of this user that was started with a variable of this value in its environment, whatever group or
 * parent it has by now. Only where the system tells (`/proc`, so on Linux); elsewhere nothing is done. Never rejects.
 */
export async function killMarked(name: string, value: string): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    const found = await marked(`${name}=${value}`);
    for (const pid of found) kill(pid);
    if (found.length === 0) return;
  }
}

async function marked(entry: string): Promise<number[]> {
  const names = await readdir("/proc").catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const isMarked = await Promise.all(pids.map((pid) => hasEntry(pid, entry)));
  return pids.filter((_, i) => isMarked[i]);
}

/** Of processes of others, and of those that have ended, there is nothing to read. */
async function hasEntry(pid: number, entry: string): Promise<boolean> {
  const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
  return environment.split("\0").includes(entry);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone meanwhile.
  }
}
