export { connectLocalAws, type RemoteLocalAws } from "./control/connect-local-aws.ts";
export { assertLoopbackEndpoints } from "./control/loopback.ts";
export type { Fault, FaultKind, RequestFaultKind, ResourceFailureKind } from "./faults/fault.ts";
export type { FaultControl } from "./faults/fault-book.ts";
export type { PoolAccountOfWorld } from "./identity/world.ts";
export { localAwsProcess } from "./local-aws-process.ts";
export type { Organization, OrganizationAccount, OrganizationUnit } from "./organizations/organization.ts";
export type { LoggedRequest, RequestFilter, RequestLog } from "./requests/request-log.ts";
export { type LocalAws, type LocalAwsOptions, startLocalAws } from "./start-local-aws.ts";
