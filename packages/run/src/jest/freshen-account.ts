import type { DataHook } from "@regatta/cleaner/data";
import type { RegattaConfig } from "@regatta/config";
import { type Clock, firstLine, messageOf } from "@regatta/foundation";
import type { FromJest, ToJest } from "@regatta/jest-runner";
import type { RunLog } from "@regatta/run-log";
import type { Fleet } from "../fleet/fleet.ts";

export interface FreshenAccountOptions {
  config: Pick<RegattaConfig, "cleaning" | "directory">;
  env: NodeJS.ProcessEnv;
  fleet: Pick<Fleet, "freshen" | "record">;
  log: Pick<RunLog, "append">;
  clock: Clock;
  send: (message: ToJest) => void;
}

/** How much of what the command said last goes into the account's reason for being dirty, characters. */
const TAIL_LENGTH = 500;

/** Whether a file that wants clean data can have it: the team says by which command. */
export function canFreshen({ cleaning }: Pick<RegattaConfig, "cleaning">): boolean {
  return cleaning.dataCommand !== undefined;
}

/**
 * Makes an account's data what it was by the team's command, and tells Jest, which gives the account nothing meanwhile.
 * Where that fails the account is dirty, and its reason says what the command said last. Never throws.
 */
export async function freshenAccount(
  { config, env, fleet, log, clock, send }: FreshenAccountOptions,
  { account, file, request }: Extract<FromJest, { kind: "account-freshen" }>,
): Promise<void> {
  const startedAt = clock.monotonic();
  // Of the lease there is now: when the command has ended there may be another.
  const record = fleet.record(account);
  const problem = await fleet.freshen(account, hookOf(config, env)).then(
    () => undefined,
    (error: unknown) => messageOf(error),
  );
  const failed = problem === undefined ? {} : { problem };
  if (problem !== undefined) {
    record?.incident(`making its data fresh for ${file} failed: ${tail(problem)}`);
  }
  const durationMs = Math.round(clock.monotonic() - startedAt);
  log.append({ kind: "account-freshened", account, file, durationMs, ...failed });
  send({
    kind: "freshened",
    account,
    request,
    ...(problem === undefined ? {} : { problem: firstLine(problem) }),
  });
}

function hookOf({ cleaning, directory }: FreshenAccountOptions["config"], env: NodeJS.ProcessEnv): DataHook {
  return { command: cleaning.dataCommand ?? [], directory, env };
}

function tail(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > TAIL_LENGTH ? `${firstLine(text)} … ${line.slice(-TAIL_LENGTH)}` : line;
}
