import { AwsError } from "../../gateway/service.ts";
import type { Definition, Stack } from "../engine/model.ts";
import { newStackRecord } from "../engine/new-stack-record.ts";
import { constraintError } from "../errors.ts";
import type { OperationContext } from "./operation.ts";

/**
 * Makes the record of a stack, in no status yet, and adds it to the account.
 * @throws ValidationError for a name that is none, AlreadyExistsException for one that is taken.
 */
export function addNewStack(context: OperationContext, definition: Definition): Stack {
  const { params, account, caller, clock } = context;
  const name = params.requiredText("StackName");
  assertStackName(name);
  if (account.find(name)) throw new AwsError("AlreadyExistsException", `Stack [${name}] already exists`);
  const { account: owner, region } = caller;
  return newStackRecord(account, { name, account: owner, region, definition, at: clock.now() });
}

function assertStackName(name: string): void {
  if (name.length <= 128 && /^[a-zA-Z][-a-zA-Z0-9]*$/.test(name)) return;
  throw constraintError(
    name,
    "stackName",
    name.length > 128
      ? "have length less than or equal to 128"
      : "satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*",
  );
}
