import { randomInt } from "node:crypto";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const maxLength = 63;

/**
 * A name for a resource that was given none: `<stack>-<logical id>-<12 random characters>`, cut so that
 * the random part always stays. Buckets want lower case.
 */
export function physicalName(type: string, stackName: string, logicalId: string): string {
  const random = Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join("");
  const readable = `${stackName}-${logicalId}`.slice(0, maxLength - random.length - 1);
  const name = `${readable}-${random}`;
  return type === "AWS::S3::Bucket" ? name.toLowerCase() : name;
}
