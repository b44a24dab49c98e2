/** What Regatta itself does in an account, whatever is deployed there: deploying stacks, and keeping their code. */
export const neededActions = [
  "cloudformation:DescribeStacks",
  "cloudformation:DescribeStackEvents",
  "cloudformation:DescribeStackResources",
  "cloudformation:ListStacks",
  "cloudformation:CreateStack",
  "cloudformation:UpdateStack",
  "cloudformation:DeleteStack",
  "cloudformation:RollbackStack",
  "cloudformation:ContinueUpdateRollback",
  "s3:GetObject",
  "s3:PutObject",
];
