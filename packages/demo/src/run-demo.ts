import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { copyShop } from "./copy-shop.ts";
import type { DemoOptions } from "./demo-options.ts";
import { fillPool } from "./fill-pool.ts";
import { assertNothingPointsElsewhere, localEnvironment } from "./local-environment.ts";
import { runRegatta } from "./run-regatta.ts";
import { lockState } from "./state-lock.ts";

export interface DemoContext {
  options: DemoOptions;
  /** This package's folder, with the shop. */
  home: string;
  env: NodeJS.ProcessEnv;
  say(line: string): void;
}

/**
 * The whole job on the embedded AWS, which keeps its state for the next time.
 * @returns the exit code of the run.
 * @throws {RegattaError} `NOT_LOOPBACK`, `DEMO_RUNNING`, or what starting the embedded AWS throws.
 */
export async function runDemo(context: DemoContext): Promise<number> {
  const { options, env, say } = context;
  assertNothingPointsElsewhere(env);
  const home = homeOfShop(context);
  const directory = resolve(options.state ?? join(home, ".local-aws"));
  const release = lockState(join(directory, "in-use"));
  try {
    const kept = { stateDirectory: join(directory, "state"), accounts: join(directory, "accounts") };
    if (options.fresh) for (const path of Object.values(kept)) rmSync(path, { recursive: true, force: true });
    const accounts = accountsThereAre(kept.accounts, options.accounts);
    const aws = await startLocalAws({
      accounts,
      stateDirectory: kept.stateDirectory,
      timings: { resourceMs: 150 },
    });
    try {
      return await runOn(aws, { options, home, env, say });
    } finally {
      await aws.close();
    }
  } finally {
    release();
  }
}

function homeOfShop({ options: { into }, home }: DemoContext): string {
  if (into === undefined) return home;
  copyShop({ from: home, into });
  return into;
}

/** As many as are asked for, and never fewer than before: the pool would have some that are not there. */
function accountsThereAre(path: string, wanted: number): number {
  const before = existsSync(path) ? Number(readFileSync(path, "utf8")) : 0;
  const accounts = Math.max(before || 0, wanted);
  writeFileSync(path, String(accounts));
  return accounts;
}

async function runOn(aws: LocalAws, { options, home, env, say }: DemoContext): Promise<number> {
  const pool = await fillPool(aws);
  const available = pool.filter(({ state }) => state === "available").length;
  say(`Embedded AWS at ${aws.url}: ${available} of ${pool.length} accounts are available.`);
  const args = [options.plan ? "plan" : "run", "--accounts", String(options.accounts), ...options.rest];
  // What wants several accounts at once would have the whole run refused.
  if (options.accounts === 1) args.push("--testPathIgnorePatterns=integration/accounts/");
  const exitCode = await runRegatta({ args, cwd: home, env: localEnvironment(aws, env) });
  if (!options.plan) say(exitCode === 0 ? afterSuccess(options) : afterFailure(options));
  return exitCode;
}

const again = ({ into }: DemoOptions, option: string) =>
  into === undefined ? `npm run demo -- ${option}` : `regatta demo ${option}`;

const afterSuccess = (options: DemoOptions) => `
Its state is kept. Run it again, and every stack is skipped. Change a file below ${options.into ?? "packages/demo"}/services/orders,
and exactly that service is deployed: \`${again(options, "--plan")}\` says so beforehand.`;

const afterFailure = (options: DemoOptions) => `
The commands above are for a project of your own: the embedded AWS is gone until the next demo.
Here files are run again by their names: ${again(options, "integration/orders")}
The state of the embedded AWS is kept, dirty accounts too. To start over: ${again(options, "--fresh")}`;
