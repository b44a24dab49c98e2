import { contentTypeOf } from "../gateway/error-answer.ts";
import { refusal } from "../gateway/refusal.ts";
import { AwsError, type AwsService, type ServiceAnswer, type ServiceRequest } from "../gateway/service.ts";
import { xmlText } from "../gateway/xml-text.ts";
import type { KeyRing } from "../identity/key-ring.ts";
import type { World } from "../identity/world.ts";
import { parseAssumeRole } from "./parse-assume-role.ts";

/** STS: AssumeRole from the hub into a pool account, and GetCallerIdentity. */
export class StsService implements AwsService {
  readonly name = "sts";
  readonly #world: World;
  readonly #keys: KeyRing;
  readonly #maxSessionMs: number;

  /** @param options.sessionSeconds no session lives longer, whatever was asked: for tests of expiry. */
  constructor(options: { world: World; keys: KeyRing; sessionSeconds?: number }) {
    this.#world = options.world;
    this.#keys = options.keys;
    this.#maxSessionMs = (options.sessionSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  }

  async handle(request: ServiceRequest): Promise<ServiceAnswer> {
    switch (request.operation) {
      case "AssumeRole":
        return answer("AssumeRole", await this.#assumeRole(request));
      case "GetCallerIdentity":
        return answer("GetCallerIdentity", this.#callerIdentity(request));
      default:
        throw refusal("sts", "unknown-operation", `Could not find operation ${request.operation}`);
    }
  }

  /** Unknown role, foreign caller and wrong external id look the same from outside, as in AWS. */
  async #assumeRole({ caller, params }: ServiceRequest): Promise<string> {
    const { roleArn, sessionName, externalId, durationSeconds } = parseAssumeRole(params);
    const account = this.#world.accounts.find((candidate) => candidate.roleArn === roleArn);
    if (!account || caller.arn !== this.#world.hubUser.arn || externalId !== account.externalId) {
      throw new AwsError(
        "AccessDenied",
        `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
        403,
      );
    }
    const roleId = `AROAREGATTA${account.id.slice(-10)}`;
    const roleName = roleArn.split("/").pop();
    const session = await this.#keys.issueSession({
      account: account.id,
      arn: `arn:aws:sts::${account.id}:assumed-role/${roleName}/${sessionName}`,
      userId: `${roleId}:${sessionName}`,
      lifeMs: Math.min(durationSeconds * 1000, this.#maxSessionMs),
    });
    const credentials = element("Credentials", [
      element("AccessKeyId", xmlText(session.accessKeyId)),
      element("SecretAccessKey", xmlText(session.secretAccessKey)),
      element("SessionToken", xmlText(session.sessionToken)),
      element("Expiration", new Date(session.expiresAt).toISOString()),
    ]);
    const user = element("AssumedRoleUser", [
      element("Arn", xmlText(session.arn)),
      element("AssumedRoleId", xmlText(session.userId)),
    ]);
    return `${credentials}${user}`;
  }

  #callerIdentity({ caller }: ServiceRequest): string {
    const userId = this.#keys.find(caller.accessKeyId)?.userId ?? "";
    return [
      element("Arn", xmlText(caller.arn)),
      element("UserId", xmlText(userId)),
      element("Account", caller.account),
    ].join("");
  }
}

function element(name: string, content: string | string[]): string {
  return `<${name}>${typeof content === "string" ? content : content.join("")}</${name}>`;
}

function answer(operation: string, result: string): ServiceAnswer {
  const body = `<${operation}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${operation}Result>${result}</${operation}Result></${operation}Response>`;
  return { status: 200, body, contentType: contentTypeOf("query") };
}
