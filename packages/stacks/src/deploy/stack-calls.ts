import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { Clock } from "@regatta/foundation";
import type { StackReader } from "../stack-reader.ts";
import type { SharedReader } from "./shared-reader.ts";

/** All that the steps of one service's deploy need to talk to CloudFormation in one account. */
export interface StackCalls {
  client: CloudFormationClient;
  reader: StackReader;
  stacks: SharedReader;
  clock: Clock;
  /** The first wait between two looks at something under way, ms. */
  pollMs: number;
  /** The account, `<id>/<region>`, for errors. */
  account: string;
  /** Cuts off every call and wait: the run's signal, or this service's time being up. */
  signal: AbortSignal;
  /** Makes the tokens by which an operation of ours is recognised when an answer was lost. */
  newToken(): string;
}
