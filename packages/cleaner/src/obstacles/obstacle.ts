import type { StackResourceSummary } from "@aws-sdk/client-cloudformation";
import type { AccountContext } from "../account/account-context.ts";

/** What CloudFormation cannot delete as it is. Adding an obstacle: one file, and a line in clear-obstacles.ts. */
export interface Obstacle {
  /** The types of the resources it is about. */
  readonly types: readonly string[];
  /**
   * Brings these resources, all of these types, into a state in which CloudFormation deletes them; those that are gone
   * are no obstacle. Tells what it did.
   * @throws Parked when only time does it; RegattaError when nothing does; the SDK's errors.
   */
  clear(context: AccountContext, resources: readonly StandingResource[]): Promise<void>;
}

/** A resource that is there. */
export interface StandingResource {
  readonly type: string;
  /** Its physical id. */
  readonly id: string;
}

/** The resources of a stack that are still there, without those that are protected: nothing of theirs is touched. */
export function standing(
  resources: readonly StackResourceSummary[],
  keep: (name: string) => boolean,
): StandingResource[] {
  return resources.flatMap(({ ResourceType, PhysicalResourceId: id, ResourceStatus }) =>
    ResourceType && id && ResourceStatus !== "DELETE_COMPLETE" && !keep(id)
      ? [{ type: ResourceType, id }]
      : [],
  );
}
