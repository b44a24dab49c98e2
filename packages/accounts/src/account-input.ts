import { RegattaError } from "@regatta/foundation";
import type { AccountRef } from "./account.ts";

/** What the keeper of the pool says of an account to add. */
export interface AccountInput extends AccountRef {
  readonly roleArn: string;
  readonly externalId?: string | undefined;
  /** Makes it an account of someone's own, which is leased only by who asks for it. */
  readonly name?: string | undefined;
}

const ACCOUNT_ID = /^\d{12}$/;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;
const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]{1,512}$/;
// STS: ExternalId is 2 to 1224 characters of this set (API_AssumeRole).
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
// A letter first, so that no name can be taken for an id.
const NAME = /^[A-Za-z][\w.-]{0,63}$/;

/**
 * Refuses what cannot be an account of a pool, before anything is written.
 * @throws RegattaError INVALID_ACCOUNT naming every problem.
 */
export function checkAccountInput(input: AccountInput): void {
  const problems = problemsOf(input);
  if (problems.length === 0) return;
  throw new RegattaError(`This is not an account for a pool: ${problems.join("; ")}.`, {
    code: "INVALID_ACCOUNT",
    source: "user",
    account: `${input.id}/${input.region}`,
    nextStep: "Correct the account and add it again; nothing was written.",
  });
}

function problemsOf({ id, region, roleArn, externalId, name }: AccountInput): string[] {
  const problems: string[] = [];
  if (!ACCOUNT_ID.test(id)) problems.push(`the id is "${id}", expected 12 digits`);
  if (!REGION.test(region)) problems.push(`the region is "${region}", expected one such as eu-west-1`);
  const owner = ROLE_ARN.exec(roleArn)?.[1];
  if (owner === undefined) {
    problems.push(`the role is "${roleArn}", expected arn:aws:iam::<account id>:role/<name>`);
  } else if (ACCOUNT_ID.test(id) && owner !== id) {
    problems.push(`the role belongs to account ${owner}, not to ${id}`);
  }
  if (externalId !== undefined && !EXTERNAL_ID.test(externalId)) {
    problems.push("the external id has to be 2 to 1224 letters, digits or +=,.@:/-_");
  }
  if (name !== undefined && !NAME.test(name)) {
    problems.push(`the name is "${name}", expected a letter, then letters, digits, _ - . (64 at most)`);
  }
  return problems;
}
