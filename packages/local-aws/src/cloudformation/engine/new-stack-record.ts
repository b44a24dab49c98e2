import { randomUUID } from "node:crypto";
import type { AccountStacks } from "./account-stacks.ts";
import type { Definition, Stack } from "./model.ts";

/** Makes the record of a stack, in no status yet, and adds it to its account. */
export function newStackRecord(
  stacks: AccountStacks,
  options: { name: string; account: string; region: string; definition: Definition; at: number },
): Stack {
  const { name, account, region, definition, at } = options;
  const stack: Stack = {
    sequence: stacks.nextSequence(),
    id: `arn:aws:cloudformation:${region}:${account}:stack/${name}/${randomUUID()}`,
    name,
    account,
    region,
    status: "",
    createdAt: at,
    definition,
    disableRollback: false,
    terminationProtection: false,
    resources: {},
    outputs: [],
    imports: [],
    events: [],
    changeSets: [],
    tokens: {},
    struck: {},
  };
  stacks.add(stack);
  return stack;
}
