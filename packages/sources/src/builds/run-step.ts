import { type ChildProcess, spawn } from "node:child_process";
import type { FileHandle } from "node:fs/promises";
import { messageOf, systemClock, untilGroupEnded } from "@regatta/foundation";

export interface StepOptions {
  /** A command of the shell. */
  command: string;
  directory: string;
  /** The whole environment. */
  env: NodeJS.ProcessEnv;
  /** Where its output goes, in the order in which it is written. */
  output: FileHandle;
  /** Aborting it ends the command and everything it has started. */
  signal: AbortSignal;
}

/** How long a step may take to end by itself once it was told to, ms. */
const GRACE = 5_000;

/**
 * Runs one build step to its end, in a process group of its own of which nothing is left behind.
 * @returns what went wrong, in words; undefined when nothing did.
 * @throws the signal's reason when cut off, once the group is gone.
 */
export async function runStep(options: StepOptions): Promise<string | undefined> {
  const { signal } = options;
  signal.throwIfAborted();
  const step = start(options);
  const group = { leader: step.pid, signal, graceMs: GRACE, clock: systemClock };
  const problem = await untilGroupEnded(group, howItEnded(step));
  signal.throwIfAborted();
  return problem;
}

// Its output goes to the file without passing through here: in order, and without pipes that others might keep open.
function start({ command, directory, env, output: { fd } }: StepOptions): ChildProcess {
  return spawn(command, { shell: true, cwd: directory, env, detached: true, stdio: ["ignore", fd, fd] });
}

function howItEnded(step: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    step.once("error", (error) => resolve(messageOf(error)));
    step.once("exit", (code, signal) => {
      if (code === 0) resolve(undefined);
      else resolve(code === null ? `signal ${signal}` : `exit code ${code}`);
    });
  });
}
