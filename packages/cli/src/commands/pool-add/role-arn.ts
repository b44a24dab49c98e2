// By region name, from the list of AWS partitions; every other region is in the partition `aws`.
const partitions: ReadonlyArray<[prefix: string, partition: string]> = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-isob-", "aws-iso-b"],
  ["us-iso-", "aws-iso"],
  ["eusc-", "aws-eusc"],
];

/** The ARN of a role in an account. @param options.role its name, path included, or already an ARN. */
export function roleArn({ role, id, region }: { role: string; id: string; region: string }): string {
  if (role.startsWith("arn:")) return role;
  const partition = partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
  return `arn:${partition}:iam::${id}:role/${role.replace(/^\//, "")}`;
}
