import type { Clock } from "@regatta/foundation";
import type { Caller } from "../../gateway/service.ts";
import type { Answer } from "../../wire/query-answer.ts";
import type { AccountStacks } from "../engine/account-stacks.ts";
import type { ObservationGate } from "../engine/observation-gate.ts";
import type { StackEngine } from "../engine/stack-engine.ts";
import type { SsmValue } from "../template/ssm-parameters.ts";
import type { TemplatesInS3 } from "../templates-in-s3.ts";
import type { Params } from "../wire/params.ts";

/** What one call of the API has at hand. */
export interface OperationContext {
  params: Params;
  caller: Caller;
  account: AccountStacks;
  engine: StackEngine;
  gate: ObservationGate;
  clock: Clock;
  templates: TemplatesInS3;
  /** Of the caller's account. */
  ssmValue: SsmValue;
  pageSizes: PageSizes;
}

/** How many items one answer holds; AWS cuts by about 1 MB, which comes to about a hundred. */
export interface PageSizes {
  stacks: number;
  events: number;
  resources: number;
}

/**
 * One operation of the API.
 * @returns the members of its result; undefined where it answers nothing.
 * @throws AwsError, worded as AWS words it; then nothing has changed.
 */
export type Operation = (context: OperationContext) => Answer | undefined | Promise<Answer | undefined>;
