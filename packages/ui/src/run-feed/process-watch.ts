/** `gone`: it was there when it was asked for before. `unknown`: nobody sees it from here, if there is one. */
export type ProcessState = "there" | "gone" | "unknown";

/** Whether processes are there, and whether they were. */
export class ProcessWatch {
  readonly #seen = new Set<number>();

  stateOf(pid: number): ProcessState {
    if (isThere(pid)) {
      this.#seen.add(pid);
      return "there";
    }
    return this.#seen.has(pid) ? "gone" : "unknown";
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
