import type { Clock } from "@regatta/foundation";
import { refusal } from "../gateway/refusal.ts";
import type { AwsService, ServiceAnswer, ServiceRequest } from "../gateway/service.ts";
import type { IamAccounts } from "../iam/store/iam-accounts.ts";
import type { KeyRing, Session } from "../identity/key-ring.ts";
import { textOf } from "../wire/json-params.ts";
import { type Answer, queryAnswer } from "../wire/query-answer.ts";
import { parseAssumeRole } from "./parse-assume-role.ts";
import { RoleSessions } from "./role-sessions.ts";

const namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

/** STS: becoming a role, by keys or by an OpenID Connect token, and who one is. */
export class StsService implements AwsService {
  readonly name = "sts";
  /** Whoever brings a token needs no keys. */
  readonly unsigned = ["AssumeRoleWithWebIdentity"];
  readonly #keys: KeyRing;
  readonly #sessions: RoleSessions;

  /** @param options.sessionSeconds no session lives longer, whatever was asked: for tests of expiry. */
  constructor(options: { accounts: IamAccounts; keys: KeyRing; clock: Clock; sessionSeconds?: number }) {
    this.#keys = options.keys;
    const maxSessionMs = (options.sessionSeconds ?? Number.POSITIVE_INFINITY) * 1000;
    this.#sessions = new RoleSessions({ ...options, maxSessionMs });
  }

  async handle(request: ServiceRequest): Promise<ServiceAnswer> {
    const { operation } = request;
    return queryAnswer({ operation, namespace, result: await this.#result(request) });
  }

  async #result({ operation, caller, params }: ServiceRequest): Promise<Answer> {
    switch (operation) {
      case "AssumeRole":
        return shown(await this.#sessions.assume(parseAssumeRole(params), caller));
      case "AssumeRoleWithWebIdentity": {
        const token = textOf(params, "WebIdentityToken") ?? "";
        return shown(await this.#sessions.assumeWithToken(parseAssumeRole(params), token));
      }
      case "GetCallerIdentity": {
        const userId = this.#keys.find(caller.accessKeyId)?.userId ?? "";
        return { Arn: caller.arn, UserId: userId, Account: caller.account };
      }
      default:
        throw refusal("sts", "unknown-operation", `Could not find operation ${operation}`);
    }
  }
}

function shown({ accessKeyId, secretAccessKey, sessionToken, expiresAt, arn, userId }: Session): Answer {
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: { Arn: arn, AssumedRoleId: userId },
  };
}
