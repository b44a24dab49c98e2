import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { HolderOrder } from "./holder-process.ts";
import type { HolderReport } from "./holder-rounds.ts";

export interface HoldersOptions extends Omit<HolderOrder, "name"> {
  processes: number;
  env: Record<string, string>;
}

// The built file: children of the tests run what is shipped, under plain Node.
const HOLDER = join(import.meta.dirname, "..", "..", "dist", "testing", "holder-process.js");

/** Starts processes that lease accounts, all at the same moment, and gathers what they report. */
export async function runHolders({ processes, env, ...order }: HoldersOptions): Promise<HolderReport[]> {
  const children = Array.from({ length: processes }, (_, i) => start({ ...order, name: `run-${i}` }, env));
  try {
    await Promise.all(children.map((child) => message(child)));
    const reports = children.map((child) => message(child));
    for (const child of children) child.send("go");
    return (await Promise.all(reports)) as HolderReport[];
  } finally {
    for (const child of children) child.kill();
    await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, "exit")));
  }
}

function start(order: HolderOrder, env: Record<string, string>): ChildProcess {
  return fork(HOLDER, [JSON.stringify(order)], {
    execArgv: ["--no-warnings"],
    env: { PATH: process.env.PATH, ...env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

async function message(child: ChildProcess): Promise<unknown> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`a holder's process ended with ${code} before it reported`);
  });
  const [received] = await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined);
  return received;
}
