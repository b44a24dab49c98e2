import { randomBytes } from "node:crypto";
import { AwsError } from "../gateway/service.ts";

/** A name for a resource nobody named: `<stem>-<random>`. */
export function madeUpName(stem: string): string {
  return `${stem}-${randomBytes(6).toString("hex").toUpperCase()}`;
}

/**
 * The name of the resource that takes another's place.
 * @param physicalId the old one; what it starts with is kept.
 * @param wanted the name in the properties, if there is one.
 * @throws {AwsError} `ValidationException` when it would have to be the same name, as CloudFormation has it.
 */
export function replacementName(physicalId: string, wanted: string | undefined): string {
  if (wanted === physicalId) {
    throw new AwsError(
      "ValidationException",
      `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${physicalId} and update the stack again.`,
    );
  }
  return wanted ?? madeUpName(physicalId.replace(/-[^-]*$/, ""));
}

/** What CloudFormation's handlers say of a name that is taken. */
export function alreadyExists(type: string, name: string): AwsError {
  return new AwsError(
    "AlreadyExists",
    `Resource of type '${type}' with identifier '${name}' already exists.`,
  );
}

/** A property that is a text, or undefined. */
export function textIn(properties: Record<string, unknown>, name: string): string | undefined {
  const value = properties[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
