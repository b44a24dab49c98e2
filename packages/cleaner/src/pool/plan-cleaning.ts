import { accountKey, type PoolAccount } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import type { CleaningSettings } from "../account/cleaning-settings.ts";
import { nukeInput } from "../account/empty-by-nuke.ts";
import { withContext } from "../account/open-context.ts";
import { deletionRules } from "../account/remove-stacks.ts";
import type { BaselineStore } from "../baseline/baseline-store.ts";
import { titleOf } from "../data/run-data-hook.ts";
import { nukeConfig } from "../everything/nuke-config.ts";
import { compareInventories } from "../inventory/compare-inventories.ts";
import { describeResource, inventoryOf } from "../inventory/inventory.ts";
import { isPhysicalId } from "../inventory/is-physical-id.ts";
import { takeInventory } from "../inventory/take-inventory.ts";
import { planDeletion } from "../stacks/plan-deletion.ts";
import { readAccountStacks } from "../stacks/read-account-stacks.ts";
import { stackContents } from "../stacks/stack-contents.ts";

export interface PlanCleaningOptions {
  account: PoolAccount;
  settings: CleaningSettings;
  baselines: BaselineStore;
  runId: string;
  /** Whether the pool has the account in this region alone. */
  isOnlyRegion: boolean;
  signal: AbortSignal;
  clock: Clock;
}

/** What cleaning an account would do, as things are now. */
export interface PlannedCleaning {
  /** `<id>/<region>`. */
  readonly account: string;
  /** Names of stacks, in an order in which they can go. */
  readonly stacks: readonly string[];
  /** Names of stacks that stay. */
  readonly kept: readonly string[];
  /** Stacks that cannot go, and why. */
  readonly blocked: ReadonlyArray<{ readonly stackName: string; readonly reason: string }>;
  /** What is in no stack and not in the baseline. */
  readonly leftovers: readonly string[];
  /** Whether a baseline is recorded; without one only what deleted stacks leave behind is removed. */
  readonly hasBaseline: boolean;
  /** What the depth `data` would run; nothing else is done then, nor looked at. */
  readonly dataCommand?: string;
  /** What aws-nuke would be given, for the depth `everything`. */
  readonly nukeConfig?: string;
}

/**
 * Looks at what cleaning an account would do, without changing anything.
 * @throws RegattaError as opening a session and taking the inventory do; the SDK's errors.
 */
export function planCleaning(options: PlanCleaningOptions): Promise<PlannedCleaning> {
  const { account, settings, baselines } = options;
  if (settings.depth === "data") return Promise.resolve(planOfData(options));
  return withContext({ ...options, onEvent: () => undefined }, async (context) => {
    const { cloudFormation } = context.clients;
    const stacks = await readAccountStacks(cloudFormation, context.keep);
    const plan = planDeletion(stacks, deletionRules(context));
    const contents = await Promise.all(
      plan.order.map(({ stack }) => stackContents(cloudFormation, stack.id)),
    );
    const inStacks = contents.flat().flatMap(({ PhysicalResourceId: id }) => id ?? []);
    const baseline = await baselines.read(account);
    const { added } = compareInventories(
      baseline?.inventory ?? inventoryOf([]),
      await takeInventory(context),
    );
    const kept = plan.kept.map(({ name }) => name);
    const input = { account, settings, baseline, kept, isOnlyRegion: options.isOnlyRegion };
    return {
      account: accountKey(account),
      stacks: plan.order.map(({ stack }) => stack.name),
      kept,
      blocked: plan.blocked.map(({ stack, reason }) => ({ stackName: stack.name, reason })),
      leftovers: added
        .filter(({ kind, name }) => kind !== "stack" && !inStacks.some((id) => isPhysicalId(id, name)))
        .map((resource) => describeResource(resource)),
      hasBaseline: baseline !== undefined,
      ...(settings.depth === "everything"
        ? { nukeConfig: nukeConfig({ ...(await nukeInput(context, input)), account: context.account }) }
        : {}),
    };
  });
}

function planOfData({ account, settings: { dataHook } }: PlanCleaningOptions): PlannedCleaning {
  const nothing = { stacks: [], kept: [], blocked: [], leftovers: [], hasBaseline: false };
  return { account: accountKey(account), ...nothing, dataCommand: dataHook ? titleOf(dataHook) : "nothing" };
}
