import type { Json, JsonObject } from "../json.ts";
import type { KeepPolicy } from "../template/template.ts";

/** Everything here is plain JSON: it is what the state store keeps. Times are ms since the epoch. */
export interface Tag {
  key: string;
  value: string;
}

/** What a stack is asked to be. An update replaces it as a whole, a rollback puts the old one back. */
export interface Definition {
  templateBody: string;
  parameters: Record<string, string>;
  /** What those of them that are names in the parameter store stood for. */
  lookedUp?: Record<string, string>;
  tags: Tag[];
  capabilities: string[];
  notificationArns: string[];
  roleArn?: string;
}

export interface StackResource {
  logicalId: string;
  type: string;
  /** Empty until one is chosen. */
  physicalId: string;
  status: string;
  reason?: string;
  updatedAt: number;
  /** Resolved: no functions left. */
  properties: JsonObject;
  metadata: JsonObject;
  attributes: JsonObject;
  /** Logical ids this one waited for; deleting goes the other way round. */
  dependsOn: string[];
  deletionPolicy: KeepPolicy;
  updateReplacePolicy: KeepPolicy;
  /** Whether there is something to delete. */
  exists: boolean;
}

export interface StackOutput {
  key: string;
  value: string;
  description?: string;
  exportName?: string;
}

export interface StackEvent {
  sequence: number;
  id: string;
  at: number;
  logicalId: string;
  physicalId: string;
  type: string;
  status: string;
  reason?: string;
  properties?: JsonObject;
  token?: string;
}

/** How an operation was asked to be done. */
export interface DeploymentConfig {
  mode: "STANDARD" | "EXPRESS";
  disableRollback: boolean;
}

export type OnFailure = "ROLLBACK" | "DELETE" | "DO_NOTHING";

/** Why a resource goes: decides whether a policy keeps it, and which told failures strike. */
export type DeleteCause = "stack-deleted" | "creation-rolled-back" | "removed-from-stack" | "replaced";

export interface Doomed {
  resource: StackResource;
  cause: DeleteCause;
}

/** What a failed update goes back to. */
export interface Snapshot {
  /** When that was what the stack is. */
  at: number;
  definition: Definition;
  resources: Record<string, StackResource>;
  outputs: StackOutput[];
  imports: string[];
}

/** The change under way, or the failed one that ContinueUpdateRollback may resume. */
export interface Operation {
  onFailure: OnFailure;
  token?: string;
  /** Ends as soon as every configuration is applied. */
  isExpress?: boolean;
  /** The status to go back to where a delete is cancelled. */
  statusBefore: string;
  before?: Snapshot;
  /** Resources this operation has begun to change. */
  touched: string[];
  /** Resources this phase is through with: a restart does not do them again. */
  finished: string[];
  /** Resources that failed, by what was being done. */
  failed: Array<{ logicalId: string; action: "create" | "update" | "delete" }>;
  /** Replaced, removed or rolled back: deleted in the cleanup. */
  garbage: Doomed[];
  /** Logical ids ContinueUpdateRollback leaves as they are, or DeleteStack retains. */
  skip: string[];
  /** Deletes the stack whatever happens: what cannot be deleted is left behind. */
  isForced?: boolean;
}

export interface Change {
  action: "Add" | "Modify" | "Remove" | "Dynamic";
  logicalId: string;
  physicalId?: string;
  type: string;
  replacement?: "True" | "False" | "Conditional";
  scope: Array<"Properties" | "Metadata" | "Tags">;
  properties: string[];
}

export interface ChangeSet {
  id: string;
  name: string;
  kind: "CREATE" | "UPDATE";
  status: string;
  reason?: string;
  executionStatus: string;
  createdAt: number;
  description?: string;
  definition: Definition;
  changes: Change[];
  onFailure: OnFailure;
  deploymentConfig?: DeploymentConfig;
  token?: string;
}

export interface Stack {
  /** Rises with every stack of the account; what pages are cut by. */
  sequence: number;
  id: string;
  name: string;
  account: string;
  region: string;
  status: string;
  reason?: string;
  createdAt: number;
  updatedAt?: number;
  deletedAt?: number;
  definition: Definition;
  disableRollback: boolean;
  /** That of the last operation, where it said one. */
  deploymentConfig?: DeploymentConfig;
  terminationProtection: boolean;
  /** How it was last asked to be deleted, where that was said. */
  deletionMode?: string;
  timeoutInMinutes?: number;
  changeSetId?: string;
  /** Of a nested stack: the id of the one it is a resource of, and of the one nobody's resource. */
  parentId?: string;
  rootId?: string;
  /** Of a nested stack: what it was when its parent was last stable, and which snapshot of the parent that is. */
  previous?: { definition: Definition; at: number };
  resources: Record<string, StackResource>;
  outputs: StackOutput[];
  /** Names of the exports it uses. */
  imports: string[];
  events: StackEvent[];
  changeSets: ChangeSet[];
  operation?: Operation;
  /** Where updates that failed without a rollback began: what RollbackStack goes back to. */
  failedUpdate?: { before: Snapshot; touched: string[] };
  /** What a failed operation could not clean up: the next one tries. */
  leftovers?: Doomed[];
  /** What each ClientRequestToken was used for. */
  tokens: Record<string, string>;
  /** How often a failure that was told in the template has struck, by resource and action. */
  struck: Record<string, number>;
}

/** True while a change runs; a stack that only waits for its first change set has none running. */
export function isInProgress(status: string): boolean {
  return status.endsWith("_IN_PROGRESS") && status !== "REVIEW_IN_PROGRESS";
}

/** True for a stack that is there: named lookups and lists of stacks see only these. */
export function isLive(stack: Stack): boolean {
  return stack.status !== "DELETE_COMPLETE";
}

const updatable = [
  "CREATE_COMPLETE",
  "IMPORT_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_FAILED",
  "UPDATE_ROLLBACK_COMPLETE",
];

/** Whether an update may start: the complete states, and those left behind with rollback switched off. */
export function isUpdatable(stack: Stack): boolean {
  return updatable.includes(stack.status) || (stack.status === "CREATE_FAILED" && stack.disableRollback);
}

/** A JSON value as the text an output or an attribute is told as. */
export function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
