import { Interrupts } from "../interrupts.ts";
import { runProgram } from "../program.ts";
import { CapturedStream } from "./captured-stream.ts";

export interface CallOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  isTTY?: boolean;
}

export interface Called {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Calls the program inside this process: for what needs no AWS. */
export async function callProgram(argv: string[], options: CallOptions = {}): Promise<Called> {
  const { cwd = "/", env = {}, isTTY = false } = options;
  const stdout = new CapturedStream({ isTTY });
  const stderr = new CapturedStream({ isTTY });
  const exitCode = await runProgram({
    argv,
    cwd,
    env,
    stdout: stdout.asProcessStream(),
    stderr: stderr.asProcessStream(),
    interrupt: new Interrupts(),
  });
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}
