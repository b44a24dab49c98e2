import type { Clock } from "@regatta/foundation";
import { AwsError, type Caller } from "../gateway/service.ts";
import { tagContext } from "../iam/actions/access.ts";
import { RequestContext } from "../iam/policy/request-context.ts";
import { principalNames, type TrustRequest, trusts } from "../iam/policy/trusts.ts";
import { principalContext } from "../iam/principal-context.ts";
import type { IamAccount } from "../iam/store/iam-account.ts";
import type { IamAccounts } from "../iam/store/iam-accounts.ts";
import type { RoleRecord } from "../iam/store/model.ts";
import type { Identity, KeyRing, Session } from "../identity/key-ring.ts";
import { tagList } from "../wire/tags.ts";
import type { AssumeRoleRequest } from "./parse-assume-role.ts";
import { invalid, readWebIdentityToken } from "./web-identity-token.ts";

/** A role that whoever became it may not stay longer than an hour when it came from another role (API_AssumeRole). */
const chainedSeconds = 3600;

/** Lets callers become roles, as far as the roles' trust policies say. */
export class RoleSessions {
  readonly #accounts: IamAccounts;
  readonly #keys: KeyRing;
  readonly #clock: Clock;
  readonly #maxSessionMs: number;

  constructor(options: { accounts: IamAccounts; keys: KeyRing; clock: Clock; maxSessionMs: number }) {
    this.#accounts = options.accounts;
    this.#keys = options.keys;
    this.#clock = options.clock;
    this.#maxSessionMs = options.maxSessionMs;
  }

  /**
   * AssumeRole. What the caller's own policies say of it was judged before it came here; so a role that another one of
   * its account trusts by name needs the permission too, which in AWS it does not.
   * @throws {AwsError} `AccessDenied`: unknown role, caller not trusted and wrong external id look the same from
   * outside, as in AWS; `ValidationError`.
   */
  async assume(request: AssumeRoleRequest, caller: Caller): Promise<Session> {
    const { roleArn, tags, externalId, sessionName } = request;
    const found = await this.#find(roleArn);
    const identity = this.#keys.find(caller.accessKeyId);
    const actions: TrustRequest["action"][] = ["sts:AssumeRole"];
    if (Object.keys(tags).length > 0) actions.push("sts:TagSession");
    const context = contextOf(identity, caller, this.#clock.now()).add({
      ...tagContext(tagList({ ...tags })),
      "sts:ExternalId": externalId,
      "sts:RoleSessionName": sessionName,
    });
    const names = principalNames({ arn: caller.arn, roleArn: identity?.role?.arn, account: caller.account });
    for (const action of actions) {
      const asked: TrustRequest = { action, roleArn, context, principal: { type: "AWS", names } };
      if (!found || !trusts(found.account.trustOf(found.role), asked)) throw denied(caller, action, roleArn);
    }
    if (!found) throw denied(caller, "sts:AssumeRole", roleArn);
    checkDuration(request, found.role, identity?.role !== undefined);
    return this.#open(found, request);
  }

  /**
   * AssumeRoleWithWebIdentity. The token's signature is not checked: see `readWebIdentityToken`.
   * @throws {AwsError} `AccessDenied`, `InvalidIdentityToken`, `ExpiredTokenException`, `ValidationError`.
   */
  async assumeWithToken(request: AssumeRoleRequest, token: string): Promise<Session> {
    const { roleArn, sessionName } = request;
    const { issuer, subject, audiences } = readWebIdentityToken(token, this.#clock.now());
    const found = await this.#find(roleArn);
    const providerArn = found && `arn:aws:iam::${found.account.id}:oidc-provider/${issuer}`;
    const provider = providerArn && found.account.provider(providerArn);
    if (!found || !provider)
      throw found
        ? invalid(`No OpenIDConnect provider found in your account for https://${issuer}`)
        : new AwsError("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403);
    if (!audiences.some((audience) => provider.clientIds.includes(audience)))
      throw invalid("Incorrect token audience");
    const context = new RequestContext({
      [`${issuer}:sub`]: subject,
      [`${issuer}:aud`]: audiences,
      "aws:FederatedProvider": provider.arn,
      "aws:CurrentTime": new Date(this.#clock.now()).toISOString(),
      "sts:RoleSessionName": sessionName,
    });
    const principal = { type: "Federated", names: [provider.arn] } as const;
    const isTrusted = trusts(found.account.trustOf(found.role), {
      action: "sts:AssumeRoleWithWebIdentity",
      roleArn,
      context,
      principal,
    });
    if (!isTrusted)
      throw new AwsError("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", 403);
    checkDuration(request, found.role, false);
    return this.#open(found, request);
  }

  async #find(roleArn: string): Promise<{ account: IamAccount; role: RoleRecord } | undefined> {
    const [, id = "", name = ""] =
      /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(roleArn) ?? [];
    if (!this.#accounts.has(id)) return undefined;
    const account = await this.#accounts.of(id);
    const role = account.role(name);
    return role?.arn === roleArn ? { account, role } : undefined;
  }

  #open(
    { account, role }: { account: IamAccount; role: RoleRecord },
    { sessionName, durationSeconds, tags, policy }: AssumeRoleRequest,
  ): Promise<Session> {
    const { name, id, arn } = role;
    return this.#keys.issueSession({
      account: account.id,
      arn: `arn:aws:sts::${account.id}:assumed-role/${name}/${sessionName}`,
      userId: `${id}:${sessionName}`,
      lifeMs: Math.min(durationSeconds * 1000, this.#maxSessionMs),
      role: { name, id, arn, ...(policy !== undefined && { policy }) },
      tags,
    });
  }
}

function contextOf(identity: Identity | undefined, caller: Caller, now: number): RequestContext {
  return identity ? principalContext({ identity, caller, now }) : new RequestContext();
}

function checkDuration({ durationSeconds }: AssumeRoleRequest, role: RoleRecord, isChained: boolean): void {
  if (isChained && durationSeconds > chainedSeconds)
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  if (durationSeconds > role.maxSessionSeconds)
    throw new AwsError(
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
}

function denied(caller: Caller, action: string, roleArn: string): AwsError {
  return new AwsError(
    "AccessDenied",
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`,
    403,
  );
}
