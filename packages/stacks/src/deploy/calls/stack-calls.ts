import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import type { Session } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import type { AccountPackages } from "../../packaging/account-packages.ts";
import type { ServiceDefinition } from "../../service/service-definition.ts";
import type { StackReader } from "../../stack/stack-reader.ts";
import type { SharedReader } from "../watch/shared-reader.ts";

/** All that is needed to talk to CloudFormation in one account. */
export interface AccountCalls {
  client: CloudFormationClient;
  reader: StackReader;
  stacks: SharedReader;
  clock: Clock;
  /** The first wait between two looks at something under way, ms. */
  pollMs: number;
  /** The account, `<id>/<region>`, for errors. */
  account: string;
  /** Cuts off every call and wait. */
  signal: AbortSignal;
  /** Makes the tokens by which an operation of ours is recognised when an answer was lost. */
  newToken(): string;
}

/** What else is needed to deploy in an account. */
export interface AccountWork extends AccountCalls {
  /** For calling what is not CloudFormation in the account. */
  session: Session;
  /** The account's bucket of packaged code. */
  packages: AccountPackages;
  /** Refuses a service that is no longer what its fingerprint says. */
  confirm(service: ServiceDefinition): Promise<void>;
  /** The whole environment of commands that are to work in this account. */
  environment: Record<string, string>;
}

/** What the steps of one service's deploy need; its signal is also aborted when the service's time is up. */
export interface StackCalls extends AccountWork {
  /** How long the deploy is expected to take, ms, where that is known. */
  expectedMs?: number | undefined;
  /** Runs local work (a tool, packaging) in a slot of the limit all accounts share; `signal` ends the wait for one. */
  inProcessSlot<T>(work: () => Promise<T>): Promise<T>;
}
