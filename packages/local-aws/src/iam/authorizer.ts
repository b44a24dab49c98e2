import type { Clock } from "@regatta/foundation";
import { refusal } from "../gateway/refusal.ts";
import type { Caller } from "../gateway/service.ts";
import type { ServiceName } from "../gateway/service-name.ts";
import type { Identity, KeyRing, SessionRole } from "../identity/key-ring.ts";
import type { Access, Lookups } from "./actions/access.ts";
import { accessOf } from "./actions/access-of.ts";
import { decideFor, type Policies } from "./policy/decide-for.ts";
import { denial } from "./policy/denial.ts";
import { readPolicy } from "./policy/policy-document.ts";
import { principalContext } from "./principal-context.ts";
import type { IamAccounts } from "./store/iam-accounts.ts";

/** A request that has been authenticated. */
export interface AuthenticatedRequest {
  readonly service: ServiceName;
  readonly operation: string;
  readonly params: Record<string, unknown>;
  readonly caller: Caller;
}

/** A session, and what it is judged by. */
interface Judged {
  readonly identity: Identity;
  readonly policies: Policies;
}

/**
 * Judges what sessions of roles ask for by the roles' policies. The hub's user may do everything. Policies of
 * resources (of buckets, keys) are kept and not looked at.
 */
export class Authorizer {
  readonly #keys: KeyRing;
  readonly #accounts: IamAccounts;
  readonly #clock: Clock;
  readonly #hashKeyOf: (table: string, owner: Caller) => Promise<string | undefined>;

  /** @param options.hashKeyOf the name of a table's partition key, undefined where there is no such table. */
  constructor(options: {
    keys: KeyRing;
    accounts: IamAccounts;
    clock: Clock;
    hashKeyOf: (table: string, owner: Caller) => Promise<string | undefined>;
  }) {
    this.#keys = options.keys;
    this.#accounts = options.accounts;
    this.#clock = options.clock;
    this.#hashKeyOf = options.hashKeyOf;
  }

  /**
   * Lets a request pass, or refuses it.
   * @throws {AwsError} the service's own access-denied error, worded as AWS words it.
   */
  async authorize(request: AuthenticatedRequest): Promise<void> {
    const { service, caller, operation, params } = request;
    const judged = await this.#judged(caller, service);
    if (!judged) return;
    const lookups = this.#lookups(caller, judged.policies);
    const accesses = await accessOf(service, { ...caller, operation, params }, lookups);
    this.#check(accesses, { judged, caller, service });
  }

  /**
   * Lets through what CloudFormation does for a caller, or refuses it.
   * @throws {AwsError} `AccessDenied`.
   */
  async authorizeAccesses(accesses: readonly Access[], caller: Caller): Promise<void> {
    const judged = accesses.length > 0 && (await this.#judged(caller, "cloudformation"));
    if (judged) this.#check(accesses, { judged, caller, service: "cloudformation" });
  }

  #check(
    accesses: readonly Access[],
    { judged, caller, service }: { judged: Judged; caller: Caller; service: ServiceName },
  ): void {
    for (const { action, resource, context: own = {} } of accesses) {
      const context = principalContext({ identity: judged.identity, caller, now: this.#clock.now() }).add(
        own,
      );
      const outcome = decideFor(judged.policies, { action, resource, context });
      if (outcome.decision === "allowed") continue;
      throw refusal(service, "access-denied", denial({ arn: caller.arn, action, resource, ...outcome }));
    }
  }

  /** Undefined for who is no session of a role. A session whose role was deleted is worth nothing any more. */
  async #judged(caller: Caller, service: ServiceName): Promise<Judged | undefined> {
    const identity = this.#keys.find(caller.accessKeyId);
    const session = identity?.role;
    if (!identity || !session) return undefined;
    const policies = await this.#policiesOf(session, caller.account);
    if (!policies) throw refusal(service, "unknown-key");
    return { identity, policies };
  }

  async #policiesOf({ name, id, policy }: SessionRole, accountId: string): Promise<Policies | undefined> {
    const account = await this.#accounts.of(accountId);
    const role = account.role(name);
    if (role?.id !== id) return undefined;
    const session = policy === undefined ? undefined : readPolicy(policy, "identity");
    return { ...account.policiesOf(role), session };
  }

  #lookups(caller: Caller, policies: Policies): Lookups {
    return {
      hashKeyOf: async (table) =>
        mentionsLeadingKeys(policies) ? this.#hashKeyOf(table, caller) : undefined,
      roleArnOf: async (name) => {
        const account = await this.#accounts.of(caller.account);
        return account.role(name)?.arn ?? `arn:aws:iam::${account.id}:role/${name}`;
      },
    };
  }
}

/** Asking DynamoDB for a table's keys costs something: only where it matters. */
function mentionsLeadingKeys({ identity, boundary = [], session = [] }: Policies): boolean {
  return [...identity, ...boundary, ...session].some(({ conditions }) =>
    Object.values(conditions).some((keys) =>
      Object.keys(keys).some((key) => /^dynamodb:leadingkeys$/i.test(key)),
    ),
  );
}
