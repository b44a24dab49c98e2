import type { Params } from "../../cloudformation/wire/params.ts";
import type { Caller } from "../../gateway/service.ts";
import type { Answer } from "../../wire/query-answer.ts";
import type { IamAccount } from "../store/iam-account.ts";

/** What an operation of IAM works with. */
export interface OperationContext {
  readonly account: IamAccount;
  readonly params: Params;
  readonly caller: Caller;
  /** Server time, ms since the epoch. */
  readonly now: number;
}

/** Does one operation; answers the members of its result, or nothing. @throws {AwsError} */
export type Operation = (context: OperationContext) => Promise<Answer | undefined>;
