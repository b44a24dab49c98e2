import type { World } from "../identity/world.ts";

/** An account of the organization. */
export interface OrganizationAccount {
  /** 12 digits. */
  readonly id: string;
  readonly name: string;
  /** Default `<id>@accounts.example`. */
  readonly email?: string;
  /** Default `ACTIVE`. */
  readonly status?: "ACTIVE" | "SUSPENDED" | "PENDING_CLOSURE";
}

/** An organizational unit, with what is in it. */
export interface OrganizationUnit {
  /** Such as `ou-rega-pool0001`. */
  readonly id: string;
  readonly name: string;
  readonly accounts?: readonly OrganizationAccount[];
  readonly units?: readonly OrganizationUnit[];
}

/** An organization as it is described to the embedded AWS; its management account is the hub, in the root. */
export interface Organization {
  readonly accounts?: readonly OrganizationAccount[];
  readonly units?: readonly OrganizationUnit[];
}

/** The root's id; an organization has one root. */
export const rootId = "r-rega";

/** The organization there is unless another is described: all pool accounts in one unit. */
export function defaultOrganization({ hub, accounts }: World): Organization {
  return {
    accounts: [{ id: hub.id, name: "hub" }],
    units: [
      {
        id: "ou-rega-pool0001",
        name: "Pool",
        accounts: accounts.map(({ id }, index) => ({ id, name: `pool-${index + 1}` })),
      },
    ],
  };
}

/**
 * Checks what came from outside.
 * @throws {TypeError} says what is wrong with it.
 */
export function parseOrganization(value: unknown): Organization {
  checkContents(value, "an organization");
  return value as Organization;
}

function checkContents(value: unknown, what: string): void {
  if (!isObject(value)) throw new TypeError(`${what} is an object, found ${JSON.stringify(value)}`);
  const { accounts = [], units = [] } = value;
  if (!Array.isArray(accounts) || !Array.isArray(units))
    throw new TypeError(`${what} has lists of accounts and units`);
  for (const account of accounts as Array<Record<string, unknown> | null>) {
    if (typeof account?.name !== "string" || !/^\d{12}$/.test(String(account.id)))
      throw new TypeError(`an account has a name and an id of 12 digits, found ${JSON.stringify(account)}`);
  }
  for (const unit of units as Array<Record<string, unknown> | null>) {
    if (typeof unit?.name !== "string" || !/^ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/.test(String(unit.id)))
      throw new TypeError(
        `a unit has a name and an id such as ou-rega-pool0001, found ${JSON.stringify(unit)}`,
      );
    checkContents(unit, `the unit ${unit.id}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
