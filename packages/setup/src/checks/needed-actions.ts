import type { PoolAccount } from "@regatta/accounts";

/** What a role has to be allowed, and on what: a policy may name stacks and buckets, so "everything" is no fair question. */
export interface Needed {
  actions: string[];
  /** ARNs that stand for what Regatta works on. */
  on: string[];
}

/**
 * What Regatta itself does in an account, whatever is deployed there: deploying stacks, and keeping their code.
 * @param bucket the name of the bucket for code, with `{account}` and `{region}` in it.
 */
export function neededActions({ id, region, roleArn }: PoolAccount, bucket: string): Needed[] {
  const partition = roleArn.split(":")[1] ?? "aws";
  const name = bucket.replaceAll("{account}", id).replaceAll("{region}", region);
  return [
    { actions: ["cloudformation:ListStacks"], on: ["*"] },
    {
      actions: [
        "cloudformation:DescribeStacks",
        "cloudformation:DescribeStackEvents",
        "cloudformation:DescribeStackResources",
        "cloudformation:CreateStack",
        "cloudformation:UpdateStack",
        "cloudformation:DeleteStack",
        "cloudformation:RollbackStack",
        "cloudformation:ContinueUpdateRollback",
      ],
      on: [`arn:${partition}:cloudformation:${region}:${id}:stack/regatta-doctor/0`],
    },
    { actions: ["s3:GetObject", "s3:PutObject"], on: [`arn:${partition}:s3:::${name}/regatta/doctor`] },
  ];
}
