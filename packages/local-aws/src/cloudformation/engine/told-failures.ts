import { type FailingAction, readLocalAwsMetadata } from "./local-aws-metadata.ts";
import type { Stack, StackResource } from "./model.ts";

/** A failure asked for by a test. What is left out matches everything. */
export interface ResourceFailure {
  kind: "resource-failure";
  account?: string;
  stackName?: string;
  logicalId?: string;
  type?: string;
  action?: FailingAction;
  message?: string;
  /** Strikes only while more stacks than this are being deleted in the account: AWS throttles then. */
  whileDeletingMoreThan?: number;
  /** How many times it strikes; until cleared if left out. */
  times?: number;
}

/** A stack at work, among the others of its account. */
export interface StackAtWork {
  readonly stack: Stack;
  readonly account: { readonly stacks: readonly Stack[] };
}

/** Decides whether an action on a resource has to fail: because its template says so, or a test does. */
export class ToldFailures {
  readonly #asked = new Map<string, ResourceFailure & { left: number }>();
  #next = 1;

  /** @returns the id to clear it by. */
  add(failure: ResourceFailure): string {
    const id = `resource-failure-${this.#next++}`;
    this.#asked.set(id, { ...failure, left: failure.times ?? Number.POSITIVE_INFINITY });
    return id;
  }

  /** @param id of one failure; all of them if left out. */
  clear(id?: string): void {
    if (id === undefined) this.#asked.clear();
    else this.#asked.delete(id);
  }

  /** The reason to fail with, or undefined; asking uses up one of the times. */
  strikes(at: StackAtWork, resource: StackResource, action: FailingAction): string | undefined {
    return this.#fromTemplate(at.stack, resource, action) ?? this.#fromTest(at, resource, action);
  }

  #fromTemplate(stack: Stack, resource: StackResource, action: FailingAction): string | undefined {
    const told = readLocalAwsMetadata(resource.metadata);
    if (!told.fail.includes(action)) return undefined;
    if (told.accounts && !told.accounts.includes(stack.account)) return undefined;
    const key = `${resource.logicalId}/${action}`;
    const struck = stack.struck[key] ?? 0;
    if (told.times !== undefined && struck >= told.times) return undefined;
    stack.struck[key] = struck + 1;
    return told.message ?? defaultMessage(resource, action);
  }

  #fromTest(at: StackAtWork, resource: StackResource, action: FailingAction): string | undefined {
    for (const failure of this.#asked.values()) {
      if (failure.left <= 0 || !matches(failure, at.stack, resource, action)) continue;
      const { whileDeletingMoreThan: most } = failure;
      if (most !== undefined && deletesUnderWay(at) <= most) continue;
      failure.left -= 1;
      return failure.message ?? (most === undefined ? defaultMessage(resource, action) : "Rate exceeded");
    }
    return undefined;
  }
}

function matches(
  failure: ResourceFailure,
  stack: Stack,
  resource: StackResource,
  action: FailingAction,
): boolean {
  const pairs = [
    [failure.account, stack.account],
    [failure.stackName, stack.name],
    [failure.logicalId, resource.logicalId],
    [failure.type, resource.type],
    [failure.action, action],
  ];
  return pairs.every(([wanted, actual]) => wanted === undefined || wanted === actual);
}

/** Nested stacks go with the one they belong to. */
function deletesUnderWay({ account }: StackAtWork): number {
  return account.stacks.filter(
    ({ status, parentId }) => status === "DELETE_IN_PROGRESS" && parentId === undefined,
  ).length;
}

function defaultMessage(resource: StackResource, action: FailingAction): string {
  return `Resource handler returned message: "${resource.logicalId} was told to fail its ${action}" (HandlerErrorCode: GeneralServiceException)`;
}
