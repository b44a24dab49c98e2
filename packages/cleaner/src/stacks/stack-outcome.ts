/** A resource of a deleted stack that is still there. */
export interface LeftResource {
  readonly stackName: string;
  readonly type: string;
  readonly name: string;
}

/** How the deletion of one stack ended. */
export type StackOutcome =
  /** `held`: the physical ids of what was in it. */
  | { kind: "deleted"; left: readonly LeftResource[]; held: readonly string[] }
  /** It must not be deleted by us. */
  | { kind: "kept"; reason: string }
  /** Something else that stays is in the way; it may go when that is gone. */
  | { kind: "blocked"; reason: string }
  /** `retryMs`: only time removes what is in the way. */
  | { kind: "failed"; reason: string; retryMs?: number };
