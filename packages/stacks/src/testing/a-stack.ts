import type { StackState } from "../stack/stack-state.ts";

/** A stack as DescribeStacks would tell it. */
export function aStack(name: string, special: Partial<StackState> = {}): StackState {
  return {
    name,
    id: `arn:aws:cloudformation:::stack/${name}/1`,
    status: "CREATE_COMPLETE",
    tags: {},
    outputs: {},
    ...special,
  };
}
