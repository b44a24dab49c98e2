import {
  DescribeOrganizationCommand,
  ListRootsCommand,
  type OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from "@aws-sdk/client-organizations";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { toRegattaError } from "@regatta/accounts";
import { RegattaError } from "@regatta/foundation";
import type { SetupClients } from "../aws/setup-clients.ts";

/** An account as AWS Organizations has it. */
export interface OrganizationAccount {
  readonly id: string;
  readonly name: string;
  /** `ACTIVE`, or why it cannot be used: `SUSPENDED`, `PENDING_CLOSURE`, … */
  readonly state: string;
}

/** What is below one unit of an organization. */
export interface OrganizationPart {
  /** The root's or the organizational unit's id. */
  readonly parent: string;
  /** How many organizational units were looked into, the one named among them. */
  readonly units: number;
  /** All accounts below it, however deep. */
  readonly accounts: readonly OrganizationAccount[];
  /** The organization's management account, which no pool may have. */
  readonly management: string | undefined;
  /** The account this was asked from: the pool's own table is most likely there. */
  readonly caller: string | undefined;
}

/**
 * Reads every account below a root or an organizational unit, one call after the other.
 * @param parent `ou-…` or `r-…`; `root` for the organization's one root.
 * @throws RegattaError ORGANIZATION_UNIT_NOT_FOUND, ORGANIZATION_NOT_IN_USE, or as AWS failed.
 */
export async function readOrganization(clients: SetupClients, parent: string): Promise<OrganizationPart> {
  const { organizations, sts } = clients;
  const root = parent === "root" ? await ask("ListRoots", parent, () => rootOf(organizations)) : parent;
  const organization = await ask("DescribeOrganization", root, () =>
    organizations.send(new DescribeOrganizationCommand({})),
  );
  const identity = await askSts(() => sts.send(new GetCallerIdentityCommand({})));
  const accounts: OrganizationAccount[] = [];
  const units = [root];
  for (let at = 0; at < units.length; at++) {
    const unit = units[at] ?? root;
    accounts.push(...(await ask("ListAccountsForParent", unit, () => accountsIn(organizations, unit))));
    units.push(...(await ask("ListOrganizationalUnitsForParent", unit, () => unitsIn(organizations, unit))));
  }
  return {
    parent: root,
    units: units.length,
    accounts,
    management: organization.Organization?.MasterAccountId,
    caller: identity.Account,
  };
}

async function rootOf(client: OrganizationsClient): Promise<string> {
  const { Roots: roots = [] } = await client.send(new ListRootsCommand({}));
  return roots[0]?.Id ?? "root";
}

async function accountsIn(client: OrganizationsClient, parent: string): Promise<OrganizationAccount[]> {
  const accounts: OrganizationAccount[] = [];
  for await (const page of paginateListAccountsForParent({ client }, { ParentId: parent })) {
    for (const { Id: id, Name: name = "", State: state, Status: status } of page.Accounts ?? []) {
      // State replaces Status, and says more (API_Account).
      if (id) accounts.push({ id, name, state: state ?? status ?? "unknown" });
    }
  }
  return accounts;
}

async function unitsIn(client: OrganizationsClient, parent: string): Promise<string[]> {
  const units: string[] = [];
  for await (const page of paginateListOrganizationalUnitsForParent({ client }, { ParentId: parent })) {
    units.push(...(page.OrganizationalUnits ?? []).flatMap(({ Id: id }) => (id ? [id] : [])));
  }
  return units;
}

async function ask<T>(operation: string, unit: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw known(error, unit) ?? toRegattaError(error, { action: `organizations:${operation}`, target: unit });
  }
}

async function askSts<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toRegattaError(error, { action: "sts:GetCallerIdentity", target: "this account" });
  }
}

function known(error: unknown, unit: string): RegattaError | undefined {
  switch ((error as { name?: unknown })?.name) {
    case "ParentNotFoundException":
      return new RegattaError(`The organization has no root or organizational unit ${unit}.`, {
        code: "ORGANIZATION_UNIT_NOT_FOUND",
        source: "user",
        nextStep: "Take the id (ou-… or r-…) from the AWS Organizations console, or say root for all of it.",
        cause: error,
      });
    case "AWSOrganizationsNotInUseException":
      return new RegattaError("The account you are in belongs to no AWS organization.", {
        code: "ORGANIZATION_NOT_IN_USE",
        source: "user",
        nextStep: "Use credentials of the management account, or of a delegated administrator.",
        cause: error,
      });
    default:
      return undefined;
  }
}
