import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RegattaError } from "@regatta/foundation";

/**
 * Claims a folder for this process. Each process writes a claim of its own and then looks for others: of two that
 * come at the same moment perhaps neither goes on, but never both. The claims of dead processes are cleared.
 * @returns what gives the folder back.
 * @throws {RegattaError} `DEMO_RUNNING` when a living process has claimed it.
 */
export function lockState(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const own = join(directory, String(process.pid));
  writeFileSync(own, "");
  const release = (): void => rmSync(own, { force: true });
  for (const other of readdirSync(directory)) {
    const path = join(directory, other);
    if (path === own) continue;
    if (isAlive(Number(other))) {
      release();
      throw inUse(other, path);
    }
    rmSync(path, { force: true });
  }
  return release;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, and is alive.
    return (error as { code?: unknown }).code === "EPERM";
  }
}

function inUse(pid: string, path: string): RegattaError {
  return new RegattaError(`Another demo is running here (process ${pid}).`, {
    code: "DEMO_RUNNING",
    source: "user",
    nextStep: `Wait for its end, or stop it. If process ${pid} is something else by now, delete ${path}`,
  });
}
