import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { type Clock, messageOf, RegattaError } from "@regatta/foundation";
import type { CommandInterrupts } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";

export interface RunInAccountOptions {
  command: string[];
  cwd: string;
  env: Record<string, string>;
  /** Ends what runs: the right to be in the account is over. */
  signal: AbortSignal;
  interrupt: CommandInterrupts;
  clock: Clock;
}

const GRACE_MS = 5_000;

/**
 * Runs a command on this terminal. What is typed there, Ctrl-C too, is the command's business.
 * @returns its exit code, as shells count it; 3 when it was ended because the account may not be used any more.
 * @throws RegattaError SHELL_NOT_STARTED.
 */
export async function runInAccount(options: RunInAccountOptions): Promise<number> {
  const { command, cwd, env, signal, interrupt, clock } = options;
  const [file = "", ...args] = command;
  const giveBackTerminal = interrupt.leaveToChild();
  const child = spawn(file, args, { cwd, env, stdio: "inherit" });
  const done = new AbortController();
  const end = async () => {
    child.kill("SIGHUP");
    // An interactive shell may keep a hang-up to itself.
    if (
      await clock.sleep(GRACE_MS, done.signal).then(
        () => true,
        () => false,
      )
    )
      child.kill("SIGKILL");
  };
  signal.addEventListener("abort", end, { once: true });
  interrupt.onInterrupt((name) => {
    // Ctrl-C reaches the command by the terminal; SIGTERM was sent to us alone.
    if (name === "SIGTERM") child.kill(name);
  });
  try {
    if (signal.aborted) void end();
    const [code, ended] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
    if (signal.aborted) return exitCode.infrastructure;
    return code ?? 128 + constants.signals[ended ?? "SIGKILL"];
  } catch (cause) {
    throw notStarted(file, cause);
  } finally {
    done.abort();
    signal.removeEventListener("abort", end);
    giveBackTerminal();
  }
}

function notStarted(file: string, cause: unknown): RegattaError {
  return new RegattaError(`${file} cannot be started: ${messageOf(cause)}`, {
    code: "SHELL_NOT_STARTED",
    source: "user",
    nextStep: "Name a command after --, or set SHELL to a shell that there is.",
    cause,
  });
}
