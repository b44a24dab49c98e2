import { AwsError } from "../gateway/service.ts";

/** A checked AssumeRole request. */
export interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId: string | undefined;
  /** Seconds. */
  readonly durationSeconds: number;
}

/**
 * Checks the limits of the AssumeRole API reference: session name, duration, and at most 50 session tags.
 * Tags are accepted and forgotten: nothing here has policies that could use them.
 * @throws {AwsError} `ValidationError`.
 */
export function parseAssumeRole(params: Record<string, unknown>): AssumeRoleRequest {
  const { RoleArn: roleArn, RoleSessionName: sessionName, ExternalId: externalId } = params;
  const durationSeconds = Number(params.DurationSeconds ?? 3600);
  if (typeof roleArn !== "string" || roleArn.length < 20)
    throw constraint(roleArn, "roleArn", "have length greater than or equal to 20");
  if (typeof sessionName !== "string" || !/^[\w+=,.@-]{2,64}$/.test(sessionName))
    throw constraint(sessionName, "roleSessionName", "satisfy regular expression pattern: [\\w+=,.@-]*");
  if (!(durationSeconds >= 900))
    throw constraint(params.DurationSeconds, "durationSeconds", "have value greater than or equal to 900");
  if (durationSeconds > 43_200)
    throw constraint(params.DurationSeconds, "durationSeconds", "have value less than or equal to 43200");
  checkTags(params.Tags);
  return {
    roleArn,
    sessionName,
    durationSeconds,
    externalId: typeof externalId === "string" ? externalId : undefined,
  };
}

function checkTags(tags: unknown): void {
  if (!Array.isArray(tags)) return;
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
}

function constraint(value: unknown, member: string, rule: string): AwsError {
  const shown = value === undefined ? "Value null" : `Value '${String(value)}'`;
  return new AwsError(
    "ValidationError",
    `1 validation error detected: ${shown} at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
}
