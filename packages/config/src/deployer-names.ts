/** What may bring a service's stacks to the wanted state, as `deployer` names it. */
export const deployerNames = ["cloudformation", "cdk", "sam", "serverless", "command"] as const;

export type DeployerName = (typeof deployerNames)[number];

/** The deployer of a service that names none. */
export const defaultDeployer = "cloudformation" as const;
