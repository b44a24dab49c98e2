import { AwsError } from "../gateway/service.ts";
import {
  type Organization,
  type OrganizationAccount,
  type OrganizationUnit,
  rootId,
} from "./organization.ts";

/** Where in the tree something is. */
export interface ParentOf<Item> {
  readonly parentId: string;
  readonly item: Item;
}

/** An organization laid flat, to be asked by id. */
export class OrganizationTree {
  readonly units: ReadonlyArray<ParentOf<OrganizationUnit>>;
  readonly accounts: ReadonlyArray<ParentOf<OrganizationAccount>>;

  constructor(organization: Organization) {
    const { units, accounts } = flattened(organization, rootId);
    this.units = units;
    this.accounts = accounts;
  }

  /** @throws {AwsError} `ParentNotFoundException` unless it is the root or a unit. */
  assertParent(id: string): void {
    if (id === rootId || this.units.some(({ item }) => item.id === id)) return;
    throw new AwsError("ParentNotFoundException", "You specified parent that doesn't exist.");
  }

  unitsIn(parentId: string): OrganizationUnit[] {
    return this.units.filter((unit) => unit.parentId === parentId).map(({ item }) => item);
  }

  accountsIn(parentId: string): OrganizationAccount[] {
    return this.accounts.filter((account) => account.parentId === parentId).map(({ item }) => item);
  }

  /** @throws {AwsError} `ChildNotFoundException`. */
  parentOf(childId: string): string {
    const found = [...this.units, ...this.accounts].find(({ item }) => item.id === childId);
    if (!found) throw new AwsError("ChildNotFoundException", "You specified a child that doesn't exist.");
    return found.parentId;
  }

  /** @throws {AwsError} `AccountNotFoundException`. */
  account(id: string): OrganizationAccount {
    const found = this.accounts.find(({ item }) => item.id === id);
    if (!found)
      throw new AwsError("AccountNotFoundException", "You specified an account that doesn't exist.");
    return found.item;
  }
}

function flattened(
  { units = [], accounts = [] }: Organization,
  parentId: string,
): { units: ParentOf<OrganizationUnit>[]; accounts: ParentOf<OrganizationAccount>[] } {
  const below = units.map((unit) => flattened(unit, unit.id));
  return {
    units: [...units.map((item) => ({ parentId, item })), ...below.flatMap((one) => one.units)],
    accounts: [...accounts.map((item) => ({ parentId, item })), ...below.flatMap((one) => one.accounts)],
  };
}
