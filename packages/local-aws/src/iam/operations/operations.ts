import { aliasOperations } from "./aliases.ts";
import { managedPolicyOperations } from "./managed-policies.ts";
import type { Operation } from "./operation.ts";
import { providerOperations } from "./providers.ts";
import { rolePolicyOperations } from "./role-policies.ts";
import { roleOperations } from "./roles.ts";
import { simulationOperations } from "./simulate.ts";

/** Everything of the IAM API that is here, by its name on the wire. */
export const operations: Readonly<Record<string, Operation>> = {
  ...roleOperations,
  ...rolePolicyOperations,
  ...managedPolicyOperations,
  ...providerOperations,
  ...aliasOperations,
  ...simulationOperations,
};
