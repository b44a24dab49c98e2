/** The steps of cleaning an account, in their order. */
export type CleaningStep = "session" | "revoke" | "data" | "stacks" | "everything" | "leftovers" | "proof";

/** What happens while an account is cleaned. Names of resources, never their contents and never a secret. */
export type CleaningEvent =
  | { readonly kind: "step-started"; readonly step: CleaningStep }
  | { readonly kind: "sessions-revoked"; readonly roleName: string }
  /** Calls are refused for their number; all of the account wait so long. */
  | { readonly kind: "throttled"; readonly waitMs: number }
  | { readonly kind: "stacks-read"; readonly toDelete: number; readonly kept: readonly string[] }
  | { readonly kind: "stack-deleting"; readonly stackName: string; readonly attempt: number }
  | { readonly kind: "stack-deleted"; readonly stackName: string; readonly ms: number }
  /** A try failed; another follows. */
  | { readonly kind: "stack-resisted"; readonly stackName: string; readonly reason: string }
  /** It is not deleted, and will not be tried again now. */
  | { readonly kind: "stack-stays"; readonly stackName: string; readonly reason: string }
  /** The stack is gone, these resources of it are still there. */
  | { readonly kind: "resources-left"; readonly stackName: string; readonly resources: readonly string[] }
  /** What kept a stack from being deleted is out of the way: `bucket photos`, `emptied (1,204 versions)`. */
  | { readonly kind: "obstacle-cleared"; readonly resource: string; readonly what: string }
  | { readonly kind: "leftover-removed"; readonly resource: string }
  | { readonly kind: "leftover-stays"; readonly resource: string; readonly reason: string }
  /** A line of a tool (aws-nuke, the team's hook), secrets never among them. */
  | { readonly kind: "tool-output"; readonly line: string }
  /** One look of the proof: how many resources are there that the baseline does not have. */
  | { readonly kind: "looked"; readonly look: number; readonly added: number }
  /** Nothing is done until the next look of the proof. */
  | { readonly kind: "looks-again"; readonly afterMs: number };
