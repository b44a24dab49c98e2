/**
 * The kind of what only the tagging API knows: the service, and the type where the Arn has one: `sqs`,
 * `states:stateMachine`, `apigateway:restapis`.
 */
export function kindOfArn(arn: string): string {
  // arn:<partition>:<service>:<region>:<account>:<resource>, the last one `name`, `type/name`, `type:name` or `/type/name`.
  const [, , service = "", , , ...rest] = arn.split(":");
  const parts = rest
    .join(":")
    .split(/[:/]/)
    .filter((part) => part !== "");
  return parts.length > 1 ? `${service}:${parts[0]}` : service;
}
