import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStacks,
} from "@aws-sdk/client-cloudformation";
import { messageOf } from "@regatta/foundation";
import { type StackState, stackState } from "./stack-state.ts";

/** Reads stacks of one account. Every method can be cut off by the signal given at the start. */
export class StackReader {
  readonly #client: CloudFormationClient;
  readonly #abort: { abortSignal?: AbortSignal };

  constructor({ client, signal }: { client: CloudFormationClient; signal?: AbortSignal }) {
    this.#client = client;
    this.#abort = signal ? { abortSignal: signal } : {};
  }

  /** Every stack that is not deleted, by name: one DescribeStacks, page by page. Throws the SDK's errors. */
  async readAll(): Promise<Map<string, StackState>> {
    const states = new Map<string, StackState>();
    for await (const page of paginateDescribeStacks({ client: this.#client }, {}, this.#abort)) {
      for (const stack of page.Stacks ?? []) {
        const state = stackState(stack);
        states.set(state.name, state);
      }
    }
    return states;
  }

  /**
   * One stack, by name, or by id, which also finds a deleted one; undefined when there is none. Throws the SDK's
   * errors.
   */
  async readOne(nameOrId: string): Promise<StackState | undefined> {
    try {
      const answer = await this.#client.send(new DescribeStacksCommand({ StackName: nameOrId }), this.#abort);
      const stack = answer.Stacks?.[0];
      return stack && stackState(stack);
    } catch (error) {
      if (isMissingStack(error)) return undefined;
      throw error;
    }
  }
}

// CloudFormation has no code of its own for this: a plain ValidationError (AWS-FACTS, "Tags and stacks").
function isMissingStack(error: unknown): boolean {
  return (error as Error).name === "ValidationError" && /does not exist/i.test(messageOf(error));
}
