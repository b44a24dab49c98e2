import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { Called } from "./call-program.ts";

const MAIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export interface RealCliOptions {
  cwd: string;
  /** What it has in its environment, besides PATH and a home without AWS profiles. */
  env?: Record<string, string>;
}

/** Starts the built command as a process of its own, with nothing of this machine's AWS settings. */
export function startCli(args: string[], { cwd, env = {} }: RealCliOptions) {
  return execa(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? "", HOME: cwd, AWS_EC2_METADATA_DISABLED: "true", ...env },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
  });
}

/** Runs the built command to its end. */
export async function realCli(args: string[], options: RealCliOptions): Promise<Called> {
  const { exitCode = -1, stdout, stderr } = await startCli(args, options);
  return { exitCode, stdout, stderr };
}
