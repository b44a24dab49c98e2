import type { Clock } from "@regatta/foundation";

/** One thing a stack's resource stands for. */
export interface ResourceId {
  /** Such as `AWS::DynamoDB::Table`. */
  readonly type: string;
  readonly physicalId: string;
  readonly account: string;
  readonly region: string;
}

export type StabilisingAction = "create" | "update";

/**
 * What express stacks left to become usable in the background. Its services treat a resource that was just
 * created as not there yet. Kept in memory alone: after a restart everything is usable.
 */
export class Stabilisation {
  readonly #clock: Clock;
  readonly #underWay = new Map<string, { action: StabilisingAction; until: number }>();

  constructor(options: { clock: Clock }) {
    this.#clock = options.clock;
  }

  /** From now on, for so many ms, the resource is on its way; one that was not there yet stays so. */
  begin(resource: ResourceId, action: StabilisingAction, ms: number): void {
    const isNew = action === "create" || this.of(resource) === "create";
    const until = this.#clock.monotonic() + ms;
    if (ms > 0) this.#underWay.set(keyOf(resource), { action: isNew ? "create" : action, until });
  }

  /** The resource is usable: somebody waited for it. */
  end(resource: ResourceId): void {
    this.#underWay.delete(keyOf(resource));
  }

  /** What the resource still has to get over; undefined when it is usable. */
  of(resource: ResourceId): StabilisingAction | undefined {
    if (this.#underWay.size === 0) return undefined;
    const key = keyOf(resource);
    const found = this.#underWay.get(key);
    if (!found) return undefined;
    if (found.until > this.#clock.monotonic()) return found.action;
    this.#underWay.delete(key);
    return undefined;
  }
}

function keyOf({ type, physicalId, account, region }: ResourceId): string {
  return [account, region, type, physicalId].join(" ");
}
