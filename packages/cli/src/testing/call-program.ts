import { Interrupts } from "../interrupts.ts";
import { runProgram } from "../program.ts";
import { CapturedStream } from "./captured-stream.ts";

export interface CallOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  isTTY?: boolean;
  /** Where its signals come from. */
  interrupt?: Interrupts;
  /** Hears its output as it comes. */
  onStdout?: (text: string) => void;
  onStderr?: (text: string) => void;
}

export interface Called {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Calls the program inside this process. What needs AWS takes its endpoint and credentials from this process's environment. */
export async function callProgram(argv: string[], options: CallOptions = {}): Promise<Called> {
  const { cwd = "/", env = {}, isTTY = false, interrupt = new Interrupts(), onStdout, onStderr } = options;
  const stdout = new CapturedStream({ isTTY, ...(onStdout && { onWrite: onStdout }) });
  const stderr = new CapturedStream({ isTTY, ...(onStderr && { onWrite: onStderr }) });
  const exitCode = await runProgram({
    argv,
    cwd,
    env,
    stdout: stdout.asProcessStream(),
    stderr: stderr.asProcessStream(),
    interrupt,
  });
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}
