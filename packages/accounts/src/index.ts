export {
  type AccountChange,
  type AccountLease,
  type AccountRef,
  type AccountState,
  accountKey,
  type PoolAccount,
} from "./account.ts";
export type { AccountInput } from "./account-input.ts";
export { type AwsCall, toRegattaError } from "./aws/aws-error.ts";
export { createDynamoDBClient, type DynamoDBClientOptions } from "./aws/dynamodb-client.ts";
export { ServerTime } from "./aws/server-time.ts";
export { watchServerTime } from "./aws/watch-server-time.ts";
export { deployedWord } from "./deployed-word.ts";
export type { CleaningLease, Parking } from "./lease/cleaning-lease.ts";
export type { FollowedLease } from "./lease/followed-lease.ts";
export type { Lease } from "./lease/lease.ts";
export { leaseHolder } from "./lease-holder.ts";
export { type OutlookOptions, outlookFor } from "./line/outlook-for.ts";
export type { LineOptions, Look, LookOptions, PlaceInLine, WaitingFor } from "./line/place-in-line.ts";
export type { Waiter, Waiting } from "./line/waiter.ts";
export type { AcquireOptions } from "./pool/acquire-accounts.ts";
export {
  type Choosing,
  canBeLeased,
  chooseAccounts,
  isMeant,
  type Meant,
  suits,
} from "./pool/choose-accounts.ts";
export type { KeeperChange } from "./pool/disable-account.ts";
export type { HandBack } from "./pool/end-lease.ts";
export { type HandLeaseEnd, type HandRequest, newHandRunId } from "./pool/hand-lease.ts";
export type { HoldRequest, HoldResult } from "./pool/hold-lease.ts";
export { type AcquireResult, Pool, type PoolOptions } from "./pool/pool.ts";
export { dirtyAccounts, type StartCleaningOptions, type StartCleaningResult } from "./pool/start-cleaning.ts";
export type { Setting, TableSettings } from "./pool/table-settings.ts";
export type { AwsCredentials } from "./session/aws-credentials.ts";
export { checkNotProtected } from "./session/check-identity.ts";
export { CredentialsEndpoint, type ServedSession } from "./session/credentials-endpoint.ts";
export type { AccountWithCredentials, AccountWithRole, EnteredAccount } from "./session/entered-account.ts";
export { type OpenSessionOptions, openSession } from "./session/open-session.ts";
export { ownAccount } from "./session/own-account.ts";
export { OwnCredentials, type OwnCredentialsOptions } from "./session/own-credentials.ts";
export { roleOwner } from "./session/role-owner.ts";
export type { Session } from "./session/session.ts";
export { type SessionEnvironmentOptions, sessionEnvironment } from "./session/session-environment.ts";
export { type SignInLinkOptions, signInLink } from "./session/sign-in-link.ts";
export type { Limit, TellLimit } from "./tell-limit.ts";
