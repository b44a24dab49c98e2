import type { World } from "../../identity/world.ts";
import type { StateStore } from "../../state/state-store.ts";
import { IamAccount } from "./iam-account.ts";
import type { RoleRecord } from "./model.ts";

/** The IAM of every account there is. */
export class IamAccounts {
  readonly #world: World;
  readonly #state: StateStore;
  readonly #accounts = new Map<string, Promise<IamAccount>>();

  constructor(options: { world: World; state: StateStore }) {
    this.#world = options.world;
    this.#state = options.state;
  }

  /** @param id 12 digits. */
  of(id: string): Promise<IamAccount> {
    let account = this.#accounts.get(id);
    if (!account) {
      account = IamAccount.open({ id, state: this.#state, firstRoles: firstRoles(this.#world, id) });
      this.#accounts.set(id, account);
    }
    return account;
  }

  /** Whether there is such an account. */
  has(id: string): boolean {
    return id === this.#world.hub.id || this.#world.accounts.some((account) => account.id === id);
  }
}

/** Pool accounts start with the role the hub's user enters them by; it may do everything. */
function firstRoles({ accounts, hubUser }: World, id: string): RoleRecord[] {
  const account = accounts.find((one) => one.id === id);
  if (!account) return [];
  const statement = {
    Effect: "Allow",
    Principal: { AWS: hubUser.arn },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: { StringEquals: { "sts:ExternalId": account.externalId } },
  };
  return [
    {
      name: account.roleArn.split("/").pop() ?? "",
      path: "/",
      id: `AROAREGATTA${id.slice(-10)}`,
      arn: account.roleArn,
      createdAt: Date.parse("2026-01-01T00:00:00Z"),
      trust: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
      description: "",
      maxSessionSeconds: 43_200,
      tags: {},
      inline: {},
      attached: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    },
  ];
}
