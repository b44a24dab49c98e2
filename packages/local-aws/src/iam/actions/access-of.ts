import type { ServiceName } from "../../gateway/service-name.ts";
import type { Access, AccessTable, JudgedRequest, Lookups } from "./access.ts";
import { accountServicesAccess } from "./account-services.ts";
import { cloudformationAccess } from "./cloudformation.ts";
import { dynamodbAccess } from "./dynamodb.ts";
import { iamAccess } from "./iam.ts";
import { s3Access } from "./s3.ts";
import { ssmAccess } from "./ssm.ts";
import { stsAccess } from "./sts.ts";

const tables: Partial<Record<ServiceName, AccessTable>> = {
  ...accountServicesAccess,
  cloudformation: cloudformationAccess,
  dynamodb: dynamodbAccess,
  iam: iamAccess,
  s3: s3Access,
  ssm: ssmAccess,
  sts: stsAccess,
};

/**
 * Every action on every resource a request comes to. Of a service without a table of its own an operation is its own
 * action, and about no resource: only `Resource: "*"` allows it.
 */
export async function accessOf(
  service: ServiceName,
  request: JudgedRequest,
  lookups: Lookups,
): Promise<Access[]> {
  const table = tables[service];
  return table ? table(request, lookups) : [{ action: `${service}:${request.operation}`, resource: "*" }];
}
