import { spawn } from "node:child_process";
import { once } from "node:events";
import type { RunLine } from "./try-command.ts";

/** Longer than `regatta demo` takes on a busy machine. */
const LIMIT_MS = 300_000;

/** Has bash run the line, as its reader would: `npx`, pipes and redirections included. */
export const runInBash: RunLine = async (docs, { shell, untilSaid, signal = "SIGINT" }) => {
  // A process group of its own: a signal then reaches the command, whatever stands between, as Ctrl-C does.
  const child = spawn("bash", ["-c", shell], {
    cwd: docs.folder,
    env: docs.env(),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    timeout: LIMIT_MS,
  });
  let [stdout, output] = ["", ""];
  let isInterrupted = false;
  const hear = (text: string): void => {
    output += text;
    if (isInterrupted || !untilSaid?.test(output) || child.pid === undefined) return;
    isInterrupted = true;
    process.kill(-child.pid, signal);
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    hear(text);
  });
  child.stderr.setEncoding("utf8").on("data", hear);
  const [code] = (await once(child, "close")) as [number | null];
  // What stands between, npx say, may die of the signal instead of telling what the command ended with.
  return { code: isInterrupted ? (code ?? 0) : code, stdout, output };
};
