import { type Clock, systemClock, untilGroupEnded } from "@regatta/foundation";
import type { execa as Execa } from "execa";
import { OutputLines } from "./output-lines.ts";
import { OutputTail } from "./output-tail.ts";
import type { ToolCommand } from "./tool-command.ts";
import { toolFailed, toolNotFound, withoutSecrets } from "./tool-failed.ts";

export interface RunToolOptions {
  command: ToolCommand;
  /** The account, `<id>/<region>`, and the stack where it is about one: for errors. */
  account: string;
  stackName?: string;
  /** Aborting it ends the tool and everything it has started. */
  signal: AbortSignal;
  /** How long the tool may take to end once told to, ms. Default 5000. */
  graceMs?: number;
  clock?: Clock;
  /** Told each line it prints, without colours and secrets, as it comes. */
  onLine?: (line: string) => void;
}

/** How long the pipes of a process that has ended may stay open, ms: somebody who left its group may hold them. */
const pipesMs = 1_000;

/**
 * Runs a tool to its end, in a process group of its own of which nothing is left behind. It has no terminal to ask
 * on, and its output is kept for the day it fails.
 * @returns the end of its output.
 * @throws RegattaError TOOL_NOT_FOUND; DEPLOY_FAILED with its last lines; the signal's reason when cut off, once
 *   the group is gone.
 */
export async function runTool(options: RunToolOptions): Promise<string> {
  const { command, signal, graceMs = 5_000, clock = systemClock } = options;
  // Loaded here: a run that starts no tool need not wait for it.
  const { execa } = await import("execa");
  signal.throwIfAborted();
  const tail = new OutputTail();
  const lines = new OutputLines((line) => options.onLine?.(withoutSecrets(line, command.env)));
  const child = start(execa, command, (chunk) => {
    tail.append(chunk);
    lines.append(chunk);
  });
  try {
    await untilGroupEnded({ leader: child.pid, signal, graceMs, clock }, ended(child));
    const result = await unlessLate(child, clock);
    lines.end();
    signal.throwIfAborted();
    if (result?.code === "ENOENT") throw toolNotFound(options);
    if (child.exitCode !== 0) throw toolFailed(options, howItEnded(child, result), tail.toString());
    return tail.toString();
  } finally {
    child.all.destroy();
  }
}

function start(
  execa: typeof Execa,
  { file, args, cwd, env }: ToolCommand,
  onOutput: (chunk: string) => void,
) {
  const child = execa(file, args, {
    cwd,
    env,
    extendEnv: false,
    preferLocal: true,
    localDir: cwd,
    stdin: "ignore",
    all: true,
    buffer: false,
    reject: false,
    detached: true,
  });
  child.all.setEncoding("utf8").on("data", onOutput);
  return child;
}

/** What came of a process that is over; undefined when its pipes stay open. */
async function unlessLate(child: ReturnType<typeof start>, clock: Clock) {
  const closed = new AbortController();
  const late = clock.sleep(pipesMs, closed.signal).then(
    () => undefined,
    () => undefined, // it was not late
  );
  try {
    return await Promise.race([child, late]);
  } finally {
    closed.abort();
  }
}

/** Resolves when the process itself is over, whoever still holds its pipes, or when it could not be started. */
function ended(child: ReturnType<typeof start>): Promise<unknown> {
  return Promise.race([new Promise((resolve) => child.once("exit", resolve)), child]);
}

function howItEnded(
  { exitCode, signalCode }: ReturnType<typeof start>,
  result: { originalMessage?: string | undefined } | undefined,
): string {
  if (exitCode !== null) return `exit code ${exitCode}`;
  return signalCode ? `signal ${signalCode}` : (result?.originalMessage ?? "no exit code");
}
