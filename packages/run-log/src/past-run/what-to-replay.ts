import { didYouMean, RegattaError } from "@regatta/foundation";
import { count } from "../text/count.ts";
import type { PastRun, PastStart } from "./past-run.ts";

/** Which part of what was run is meant. */
export interface ReplayPart {
  /** The k-th account of one run, or of several containers' runs the k-th container; counted from 1. */
  shard?: number | undefined;
  /** Only these: paths as the record names them, or the end of such. */
  files?: readonly string[] | undefined;
}

/**
 * The files to run again, each once, in the order in which they were first started there. Pure.
 * @param runs one, or those of the containers of one job, in their order.
 * @throws RegattaError NOT_IN_RUN for a part there was not.
 */
export function whatToReplay(runs: readonly PastRun[], { shard, files }: ReplayPart): string[] {
  const starts = shard === undefined ? allOf(runs) : shardOf(runs, shard);
  const order = [...new Set(starts.map(({ file }) => file))];
  if (order.length === 0) throw notInRun("The run started no test file.", "Name another run.");
  return files === undefined ? order : only(order, files);
}

function allOf(runs: readonly PastRun[]): PastStart[] {
  return runs.flatMap(({ starts }) => starts).sort((a, b) => a.at - b.at);
}

function shardOf(runs: readonly PastRun[], shard: number): readonly PastStart[] {
  const [one, ...others] = runs;
  const shards = others.length > 0 || !one ? byContainer(runs) : byAccount(one.starts);
  const found = shards[shard - 1];
  if (found) return found;
  const what = others.length > 0 ? "container" : "account";
  throw notInRun(
    `There is no shard ${shard}: the run had ${count(shards.length, what)}.`,
    `Name one from 1 to ${shards.length}, or leave --shard out.`,
  );
}

/** By the containers' own numbers, of which one that was started again has several logs; else as they were found. */
function byContainer(runs: readonly PastRun[]): PastStart[][] {
  const shards: PastStart[][] = [];
  for (const [at, run] of runs.entries()) {
    const place = (run.container ?? at + 1) - 1;
    shards[place] = allOf([{ ...run, starts: [...(shards[place] ?? []), ...run.starts] }]);
  }
  return shards;
}

/** The accounts in the order in which their first files were started. */
function byAccount(starts: readonly PastStart[]): PastStart[][] {
  const accounts = new Map<string | undefined, PastStart[]>();
  for (const start of starts) accounts.set(start.account, [...(accounts.get(start.account) ?? []), start]);
  return [...accounts.values()];
}

function only(order: readonly string[], files: readonly string[]): string[] {
  const meant = new Set(files.flatMap((file) => named(order, file)));
  return order.filter((file) => meant.has(file));
}

function named(order: readonly string[], asked: string): string[] {
  const path = asked.replaceAll("\\", "/").replace(/^(\.\.?\/)+/, "");
  // The other way round too: whoever stands above the project names more than the record does.
  const found = order.filter(
    (file) => file === path || file.endsWith(`/${path}`) || path.endsWith(`/${file}`),
  );
  if (found.length > 0) return found;
  throw notInRun(
    `The run did not run ${asked}${didYouMean(path, order) || "."}`,
    "Name a file as the run's summary and report do.",
  );
}

function notInRun(message: string, nextStep: string): RegattaError {
  return new RegattaError(message, { code: "NOT_IN_RUN", source: "user", nextStep });
}
