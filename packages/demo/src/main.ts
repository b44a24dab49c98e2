// The whole job on the embedded AWS: `npm run demo`, `npm run demo -- --fresh`, `npm run demo -- orders`.
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { assertLoopbackEndpoints, startLocalAws } from "@regatta/local-aws";
import { execa } from "execa";
import { demoOptions } from "./demo-options.ts";
import { fillPool } from "./fill-pool.ts";
import { localEnvironment } from "./local-environment.ts";
import { withLock } from "./state-lock.ts";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
const home = join(dirname(fileURLToPath(import.meta.url)), "..");
const stateDirectory = join(home, ".local-aws");

/** Runs the demo. @returns the exit code of the run. */
async function demo(argv: string[]): Promise<number> {
  const { accounts, fresh, plan, rest } = demoOptions(argv);
  if (fresh) await rm(stateDirectory, { recursive: true, force: true });
  const aws = await startLocalAws({ accounts, stateDirectory, timings: { resourceMs: 150 } });
  try {
    const env = localEnvironment(aws, process.env);
    assertLoopbackEndpoints(env);
    await fillPool(aws);
    console.log(
      `Embedded AWS at ${aws.url} with ${accounts} accounts; its state is kept, --fresh starts over.`,
    );
    const exitCode = await regatta([plan ? "plan" : "run", ...rest], env);
    if (exitCode === 0 && !plan) console.log(whatNext);
    if (exitCode !== 0 && !plan) console.log(ifDirty);
    return exitCode;
  } finally {
    await aws.close();
  }
}

async function regatta(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const cli = createRequire(import.meta.url)
    .resolve("regatta/package.json")
    .replace("package.json", "bin/regatta.js");
  const run = execa(process.execPath, [cli, ...args], {
    cwd: home,
    env,
    extendEnv: false,
    stdio: "inherit",
    reject: false,
  });
  // A terminal's Ctrl-C reaches the run by itself; a signal sent to the demo alone does not.
  if (!process.stdin.isTTY)
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => run.kill(signal));
  else for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
  const { exitCode } = await run;
  return exitCode ?? 3;
}

const whatNext = `
Next: run it again, and every stack is skipped. Then change a file below packages/demo/services/orders, and exactly
that service is deployed. --plan says what a run would do.`;

const ifDirty = `
Accounts in which something was cut off are dirty now, and nobody gets them; --fresh starts over with clean ones.`;

process.exitCode = await withLock(home, () => demo(process.argv.slice(2)));
