import type { Clock } from "@regatta/foundation";
import { Params } from "../cloudformation/wire/params.ts";
import { refusal } from "../gateway/refusal.ts";
import type { AwsService, ServiceAnswer, ServiceRequest } from "../gateway/service.ts";
import { queryAnswer } from "../wire/query-answer.ts";
import { operations } from "./operations/operations.ts";
import type { IamAccounts } from "./store/iam-accounts.ts";

const namespace = "https://iam.amazonaws.com/doc/2010-05-08/";

/** IAM of every account: roles and their policies, which the gateway honours, and OpenID Connect providers. */
export class IamService implements AwsService {
  readonly name = "iam";
  readonly #accounts: IamAccounts;
  readonly #clock: Clock;

  constructor(options: { accounts: IamAccounts; clock: Clock }) {
    this.#accounts = options.accounts;
    this.#clock = options.clock;
  }

  async handle({ operation, caller, params }: ServiceRequest): Promise<ServiceAnswer> {
    const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (!run)
      throw refusal(
        "iam",
        "unknown-operation",
        `Could not find operation ${operation} for version 2010-05-08`,
      );
    const account = await this.#accounts.of(caller.account);
    const result = await run({ account, caller, params: new Params(params), now: this.#clock.now() });
    return queryAnswer({ operation, namespace, result });
  }
}
