import type { StackResourceSummary } from "@aws-sdk/client-cloudformation";
import { accountKey } from "@regatta/accounts";
import type { AccountContext } from "../account/account-context.ts";
import { onlyTimeRemoves } from "../waiting/only-time-removes.ts";
import { Parked } from "../waiting/parked.ts";
import { fullBuckets } from "./full-buckets.ts";
import { fullRepositories } from "./full-repositories.ts";
import { networkInterfaces } from "./network-interfaces.ts";
import { type Obstacle, standing } from "./obstacle.ts";
import { protectedTables } from "./protected-tables.ts";

const obstacles: readonly Obstacle[] = [fullBuckets, fullRepositories, protectedTables, networkInterfaces];

export interface ClearingOptions {
  /** 1 before the first try to delete the stack. */
  attempt: number;
  /** Why the last try failed, in the words of the stack's events. */
  reason?: string | undefined;
}

/**
 * Takes out of the way what would have CloudFormation fail to delete a stack.
 * @param resources all resources of the stack and of those nested in it.
 * @throws Parked when only time helps (Lambda's network interfaces, replicas of Lambda@Edge); RegattaError
 * BUCKET_NOT_EMPTIED, REPOSITORY_NOT_EMPTIED; the SDK's errors. Of several, one that is not Parked.
 */
export async function clearObstacles(
  context: AccountContext,
  resources: readonly StackResourceSummary[],
  { attempt, reason = "" }: ClearingOptions = { attempt: 1 },
): Promise<void> {
  const parked = attempt > 1 ? onlyTimeRemoves(reason) : undefined;
  if (parked) throw new Parked(reason, { account: accountKey(context.account), ...parked });
  const all = standing(resources, context.keep);
  const cleared = await Promise.allSettled(
    obstacles.map((obstacle) => {
      const concerned = all.filter(({ type }) => obstacle.types.includes(type));
      return concerned.length === 0 ? undefined : obstacle.clear(context, concerned);
    }),
  );
  const errors = cleared.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  context.signal.throwIfAborted();
  if (errors.length > 0) throw errors.find((error) => !(error instanceof Parked)) ?? errors[0];
}
