import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { RegattaError } from "@regatta/foundation";
import { execa } from "execa";
import type { CommandContext } from "../../command-context.ts";
import { exitCode } from "../../exit-code.ts";

export interface DemoCommandOptions {
  accounts: number;
  fresh?: boolean;
  plan?: boolean;
  /** Where the shop is, or is to be. */
  folder: string;
  /** What goes on to `regatta run`. */
  rest: string[];
}

/**
 * Does `regatta demo`. The demo is a package of its own because it brings Jest and a compiler, which nobody should have to
 * install with Regatta. @returns its exit code. @throws RegattaError DEMO_NOT_INSTALLED.
 */
export async function demo(context: CommandContext, options: DemoCommandOptions): Promise<number> {
  const { cwd, env, interrupt } = context;
  const { accounts, fresh, plan, folder, rest } = options;
  const flags = [...(fresh ? ["--fresh"] : []), ...(plan ? ["--plan"] : [])];
  const args = ["--into", resolve(cwd, folder), "--accounts", String(accounts), ...flags, ...rest];
  const main = join(demoFolder(cwd), "dist", "main.js");
  const giveBackTerminal = interrupt.leaveToChild();
  const child = execa(process.execPath, [main, ...args], {
    cwd,
    env,
    extendEnv: false,
    stdio: "inherit",
    reject: false,
    // It hands its accounts back after a signal, however long that takes.
    forceKillAfterDelay: false,
  });
  interrupt.onInterrupt((signal) => {
    // A terminal's Ctrl-C reaches the demo by itself; a second one would end it at once.
    if (signal === "SIGTERM" || !context.stdin?.isTTY) child.kill(signal);
  });
  try {
    return (await child).exitCode ?? exitCode.infrastructure;
  } finally {
    giveBackTerminal();
  }
}

/** Where @regatta/demo is: with the project, or beside this package, as npx puts it. */
function demoFolder(cwd: string): string {
  for (const from of [join(cwd, "package.json"), import.meta.url]) {
    try {
      return dirname(createRequire(from).resolve("@regatta/demo/package.json"));
    } catch {
      // Not from there.
    }
  }
  throw new RegattaError("The demo is a package of its own, @regatta/demo, which is not installed here.", {
    code: "DEMO_NOT_INSTALLED",
    source: "user",
    nextStep:
      "Install it: `npm install --save-dev @regatta/demo`. Or without installing: " +
      "`npx --package regatta --package @regatta/demo regatta demo`.",
  });
}
