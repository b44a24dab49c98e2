/** Arns of what AWS makes by itself in every account that uses the service, and nobody can delete. */
const patterns: readonly RegExp[] = [
  /^arn:[^:]+:iam::[^:]*:role\/(aws-service-role|aws-reserved)\//,
  /^arn:[^:]+:(rds|elasticache|memorydb|redshift|neptune|docdb|dax):.*[:/]default([.:-].*)?$/,
  /^arn:[^:]+:memorydb:.*:acl\/open-access$/,
  /^arn:[^:]+:events:.*:event-bus\/default$/,
  /^arn:[^:]+:athena:.*:(workgroup\/primary|datacatalog\/AwsDataCatalog)$/,
  /^arn:[^:]+:xray:.*:(group\/Default|sampling-rule\/Default)/,
  /^arn:[^:]+:scheduler:.*:schedule-group\/default$/,
  /^arn:[^:]+:backup:.*:backup-vault:Default$/,
];

/** Whether the Arn is of something AWS made for itself. */
export function isAwsOwned(arn: string): boolean {
  return patterns.some((pattern) => pattern.test(arn));
}
