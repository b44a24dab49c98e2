import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";

export interface RegattaRun {
  args: string[];
  cwd: string;
  /** The whole environment. */
  env: NodeJS.ProcessEnv;
}

/** The `regatta` command, as package managers would link it. */
export function regattaCommand(): string {
  const manifest = createRequire(import.meta.url).resolve("regatta/package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: { regatta: string } };
  return join(dirname(manifest), bin.regatta);
}

/** Runs the real command on this terminal. @returns its exit code, as a shell has it for a signal's end. */
export async function runRegatta({ args, cwd, env }: RegattaRun): Promise<number> {
  const run = execa(process.execPath, [regattaCommand(), ...args], {
    cwd,
    env,
    extendEnv: false,
    stdio: "inherit",
    reject: false,
    // It hands its accounts back after a signal, however long that takes.
    forceKillAfterDelay: false,
  });
  const stop = passSignalsOn((signal) => run.kill(signal));
  try {
    const { exitCode, signal } = await run;
    return exitCode ?? 128 + (signal === undefined ? 0 : constants.signals[signal as NodeJS.Signals]);
  } finally {
    stop();
  }
}

/** While the command runs, its signals do not end this process, which waits for it. @returns what ends that. */
function passSignalsOn(kill: (signal: NodeJS.Signals) => void): () => void {
  const isTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  // A terminal's Ctrl-C reaches the command by itself: passed on, it would be a second one, which quits at once.
  const interrupt = (): void => (isTerminal ? undefined : kill("SIGINT"));
  const terminate = (): void => kill("SIGTERM");
  process.on("SIGINT", interrupt).on("SIGTERM", terminate);
  return () => {
    process.off("SIGINT", interrupt).off("SIGTERM", terminate);
  };
}
