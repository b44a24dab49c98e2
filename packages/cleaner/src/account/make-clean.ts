import type { PoolAccount } from "@regatta/accounts";
import type { Baseline, BaselineStore } from "../baseline/baseline-store.ts";
import { proveClean } from "../baseline/prove-clean.ts";
import { runDataHook } from "../data/run-data-hook.ts";
import { describeResource, type Inventory, inventoryOf, type Resource } from "../inventory/inventory.ts";
import { takeInventory } from "../inventory/take-inventory.ts";
import { type Leftover, sweepLeftovers } from "../leftovers/sweep-leftovers.ts";
import type { StacksDeleted } from "../stacks/delete-stacks.ts";
import type { AccountContext } from "./account-context.ts";
import type { CleaningSettings } from "./cleaning-settings.ts";
import type { CleaningVerdict } from "./cleaning-verdict.ts";
import { emptyByNuke } from "./empty-by-nuke.ts";
import { namesOf } from "./names-of.ts";
import { removeStacks } from "./remove-stacks.ts";
import { revokeVanished } from "./revoke-vanished.ts";

export interface MakeCleanOptions {
  account: PoolAccount;
  settings: CleaningSettings;
  baselines: BaselineStore;
  by: string;
  /** Whether the pool has the account in this region alone. */
  isOnlyRegion: boolean;
}

/**
 * Brings an account to the wanted depth and proves it.
 * Throws RegattaError and the SDK's errors where a step cannot be done at all, and the signal's reason when cut off.
 */
export async function makeClean(
  context: AccountContext,
  options: MakeCleanOptions,
): Promise<CleaningVerdict> {
  const { account, settings } = options;
  await revokeVanished(context, account);
  if (settings.depth === "data") return cleanData(context, options);
  const baseline = await options.baselines.read(account);
  const stacks = await removeStacks(context, { account, settings });
  if (stacks.failures.length > 0) return stacksStay(stacks);
  // The stack of the cleaner's own role stays even where the config forgot it, and must not fail the proof.
  const staying = { ...context, keep: (name: string) => stacks.kept.includes(name) || context.keep(name) };
  if (settings.depth === "everything")
    await emptyByNuke(staying, { ...options, baseline, kept: stacks.kept });
  return proven(staying, { ...options, baseline, stacks });
}

async function cleanData(
  context: AccountContext,
  { account, settings }: MakeCleanOptions,
): Promise<CleaningVerdict> {
  context.onEvent({ kind: "step-started", step: "data" });
  if (settings.dataHook) await runDataHook(context, settings.dataHook);
  return { kind: "cleaned", fingerprints: account.fingerprints };
}

function stacksStay({ failures }: StacksDeleted): CleaningVerdict {
  const reason = `stacks stay: ${namesOf(failures.map((one) => `${one.stackName} (${one.reason})`))}`;
  const waits = failures.flatMap(({ retryMs }) => retryMs ?? []);
  if (waits.length === failures.length) return { kind: "parked", reason, afterMs: Math.max(...waits) };
  return { kind: "failed", reason, code: "STACKS_STAY" };
}

interface Proving extends MakeCleanOptions {
  baseline: Baseline | undefined;
  stacks: StacksDeleted;
}

async function proven(context: AccountContext, options: Proving): Promise<CleaningVerdict> {
  const { account, settings, baselines, baseline, stacks, by } = options;
  const leftovers: Leftover[] = [];
  const sweep = async () => {
    context.onEvent({ kind: "step-started", step: "leftovers" });
    const there = await takeInventory(context);
    const staying = baseline?.inventory ?? withoutWhatStacksLeft(there, stacks);
    leftovers.splice(0, Number.POSITIVE_INFINITY, ...(await sweepLeftovers(context, staying, there)));
  };
  await sweep();
  context.onEvent({ kind: "step-started", step: "proof" });
  const wanted = baseline?.inventory ?? inventoryOf([]);
  const proof = { baseline: wanted, takeInventory, sweep, apartMs: settings.proofApartMs };
  const left = await proveClean(context, proof);
  if (left.length > 0) return leftBehind(left, leftovers, baseline);
  if (!baseline) await baselines.record(account, wanted, by);
  return { kind: "cleaned", fingerprints: {} };
}

/**
 * What may stay where nobody ever said what belongs in the account: all but what the deleted stacks left behind. It is
 * swept no further than that, for it may be somebody's; and it fails the proof, which names it.
 */
function withoutWhatStacksLeft({ resources }: Inventory, { held }: StacksDeleted): Inventory {
  const ids = new Set(held);
  const ofStacks = ({ kind, name }: Resource) =>
    ids.has(name) || (kind === "log group" && name.startsWith("/aws/lambda/"));
  return inventoryOf(resources.filter((resource) => !ofStacks(resource)));
}

function leftBehind(
  left: readonly Resource[],
  leftovers: readonly Leftover[],
  baseline: Baseline | undefined,
): CleaningVerdict {
  const why = new Map(leftovers.map((one) => [describeResource(one.resource), one]));
  const said = left.map((resource) => {
    const name = describeResource(resource);
    const reason = why.get(name)?.reason;
    return reason === undefined ? name : `${name} (${reason})`;
  });
  const waits = left.flatMap((one) => why.get(describeResource(one))?.lookAgainAfterMs ?? []);
  const reason = `${left.length} left: ${namesOf(said)}`;
  if (waits.length === left.length) return { kind: "parked", reason, afterMs: Math.max(...waits) };
  if (baseline) return { kind: "failed", reason, code: "LEFTOVERS" };
  const hint =
    "no baseline is recorded for this account; if they belong there: regatta clean --record-baseline";
  return { kind: "failed", reason: `${reason}; ${hint}`, code: "NO_BASELINE" };
}
