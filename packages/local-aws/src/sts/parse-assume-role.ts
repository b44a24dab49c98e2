import { AwsError } from "../gateway/service.ts";
import { textOf } from "../wire/json-params.ts";
import { tagsIn } from "../wire/tags.ts";

/** A checked AssumeRole or AssumeRoleWithWebIdentity request. */
export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId: string | undefined;
  /** Seconds. */
  readonly durationSeconds: number;
  readonly tags: Readonly<Record<string, string>>;
  /** A session policy: JSON text. */
  readonly policy: string | undefined;
}

/**
 * Checks the limits of the AssumeRole API reference: session name, duration, and at most 50 session tags.
 * @throws {AwsError} `ValidationError`.
 */
export function parseAssumeRole(params: Record<string, unknown>): AssumeRoleRequest {
  const { RoleArn: roleArn, RoleSessionName: sessionName } = params;
  const durationSeconds = Number(params.DurationSeconds ?? 3600);
  if (typeof roleArn !== "string" || roleArn.length < 20)
    throw constraint(roleArn, "roleArn", "have length greater than or equal to 20");
  if (typeof sessionName !== "string" || !/^[\w+=,.@-]{2,64}$/.test(sessionName))
    throw constraint(sessionName, "roleSessionName", "satisfy regular expression pattern: [\\w+=,.@-]*");
  if (!(durationSeconds >= 900))
    throw constraint(params.DurationSeconds, "durationSeconds", "have value greater than or equal to 900");
  if (durationSeconds > 43_200)
    throw constraint(params.DurationSeconds, "durationSeconds", "have value less than or equal to 43200");
  return {
    roleArn,
    sessionName,
    durationSeconds,
    externalId: textOf(params, "ExternalId"),
    policy: textOf(params, "Policy"),
    tags: checkedTags(params.Tags),
  };
}

function checkedTags(tags: unknown): Record<string, string> {
  if (!Array.isArray(tags)) return {};
  if (tags.length > 50) throw constraint("", "tags", "have length less than or equal to 50");
  for (const { Key: key, Value: value } of tags as Array<{ Key?: unknown; Value?: unknown }>) {
    if (typeof key !== "string" || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key))
      throw constraint(
        key,
        "tags.member.key",
        "satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
      );
    if (typeof value !== "string" || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value))
      throw constraint(
        value,
        "tags.member.value",
        "satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*",
      );
  }
  return tagsIn(tags);
}

function constraint(value: unknown, member: string, rule: string): AwsError {
  const shown = value === undefined ? "Value null" : `Value '${String(value)}'`;
  return new AwsError(
    "ValidationError",
    `1 validation error detected: ${shown} at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
}
