import { type StackState, serviceTag } from "@regatta/stacks";

/** Something that has tags, as the tagging API tells. */
export interface TaggedResource {
  arn: string;
  tags: Record<string, string>;
}

export interface ThingsInAccount {
  stacks: readonly StackState[];
  resources: readonly TaggedResource[];
  /** The names of the stacks of the configured services. */
  ownStacks: ReadonlySet<string>;
}

// CloudFormation puts it on every resource it makes that can have tags (user guide, "Resource tags").
const stackTag = "aws:cloudformation:stack-name";

// CloudFormation itself tells of stacks, and at once.
const isStack = /^arn:[^:]+:cloudformation:[^:]*:[^:]*:stack\//;

/**
 * What is in an account beside the services that are deployed there: stacks by name, and resources by Arn that belong to
 * no stack. A stack that is being deleted is on its way out. Pure.
 */
export function foreignThings({ stacks, resources, ownStacks }: ThingsInAccount): Set<string> {
  const own = new Set(stacks.filter((stack) => isOwn(stack, ownStacks)).map(({ id }) => id));
  const foreign = stacks.filter(
    ({ id, rootId, status }) => rootId === undefined && !own.has(id) && status !== "DELETE_IN_PROGRESS",
  );
  const names = new Set(stacks.map(({ name }) => name));
  const loose = resources.filter(({ arn, tags }) => !isStack.test(arn) && !names.has(tags[stackTag] ?? ""));
  return new Set([...foreign.map(({ name }) => `stack ${name}`), ...loose.map(({ arn }) => arn)]);
}

function isOwn({ name, tags }: StackState, ownStacks: ReadonlySet<string>): boolean {
  return ownStacks.has(name) || tags[serviceTag] !== undefined;
}
