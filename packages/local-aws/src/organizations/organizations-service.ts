import { jsonAnswer, operationIn } from "../gateway/json-service.ts";
import { AwsError, type AwsService, type ServiceAnswer, type ServiceRequest } from "../gateway/service.ts";
import type { World } from "../identity/world.ts";
import { type JsonParams, pageSize, requiredText, textOf } from "../wire/json-params.ts";
import {
  defaultOrganization,
  type Organization,
  type OrganizationAccount,
  type OrganizationUnit,
  rootId,
} from "./organization.ts";
import { OrganizationTree } from "./organization-tree.ts";

const organizationId = "o-regatta000";

type Operation = (tree: OrganizationTree, params: JsonParams) => unknown;

/** Organizations, as the management account (the hub) sees them; nobody else may ask. */
export class OrganizationsService implements AwsService {
  readonly name = "organizations";
  readonly #managementId: string;
  #tree: OrganizationTree;

  /** @param options.organization default: all pool accounts in one unit. */
  constructor({ world, organization }: { world: World; organization?: Organization | undefined }) {
    this.#managementId = world.hub.id;
    this.#tree = new OrganizationTree(organization ?? defaultOrganization(world));
  }

  /** Puts another organization in the place of this one. */
  replace(organization: Organization): void {
    this.#tree = new OrganizationTree(organization);
  }

  async handle({ operation, params, caller }: ServiceRequest): Promise<ServiceAnswer> {
    const run = operationIn(this.#operations, operation, "organizations");
    if (caller.account !== this.#managementId && operation !== "DescribeOrganization")
      throw new AwsError("AccessDeniedException", "You don't have permissions to access this resource.");
    return jsonAnswer("organizations", run(this.#tree, params));
  }

  readonly #operations: Readonly<Record<string, Operation>> = {
    DescribeOrganization: () => ({
      Organization: {
        Id: organizationId,
        Arn: `arn:aws:organizations::${this.#managementId}:organization/${organizationId}`,
        FeatureSet: "ALL",
        MasterAccountId: this.#managementId,
        MasterAccountArn: this.#accountArn(this.#managementId),
        MasterAccountEmail: emailOf(this.#managementId),
      },
    }),
    ListRoots: (_, params) =>
      page([{ Id: rootId, Arn: this.#arn("root", rootId), Name: "Root", PolicyTypes: [] }], params, "Roots"),
    ListOrganizationalUnitsForParent: (tree, params) => {
      const parentId = parentIn(tree, params);
      return page(tree.unitsIn(parentId).map(this.#unit), params, "OrganizationalUnits");
    },
    ListAccountsForParent: (tree, params) => {
      const parentId = parentIn(tree, params);
      return page(tree.accountsIn(parentId).map(this.#account), params, "Accounts");
    },
    ListAccounts: (tree, params) =>
      page(
        tree.accounts.map(({ item }) => this.#account(item)),
        params,
        "Accounts",
      ),
    ListChildren: (tree, params) => {
      const parentId = parentIn(tree, params);
      const isUnit = requiredText(params, "ChildType") === "ORGANIZATIONAL_UNIT";
      const children = isUnit ? tree.unitsIn(parentId) : tree.accountsIn(parentId);
      const Type = isUnit ? "ORGANIZATIONAL_UNIT" : "ACCOUNT";
      return page(
        children.map(({ id }) => ({ Id: id, Type })),
        params,
        "Children",
      );
    },
    ListParents: (tree, params) => {
      const parentId = tree.parentOf(requiredText(params, "ChildId"));
      const Type = parentId === rootId ? "ROOT" : "ORGANIZATIONAL_UNIT";
      return page([{ Id: parentId, Type }], params, "Parents");
    },
    DescribeAccount: (tree, params) => ({
      Account: this.#account(tree.account(requiredText(params, "AccountId"))),
    }),
    DescribeOrganizationalUnit: (tree, params) => {
      const id = requiredText(params, "OrganizationalUnitId");
      const found = tree.units.find(({ item }) => item.id === id);
      if (!found)
        throw new AwsError("OrganizationalUnitNotFoundException", "You specified an OU that doesn't exist.");
      return { OrganizationalUnit: this.#unit(found.item) };
    },
  };

  readonly #unit = ({ id, name }: OrganizationUnit) => ({ Id: id, Arn: this.#arn("ou", id), Name: name });

  readonly #account = ({ id, name, email, status = "ACTIVE" }: OrganizationAccount) => ({
    Id: id,
    Arn: this.#accountArn(id),
    Name: name,
    Email: email ?? emailOf(id),
    Status: status,
    State: status,
    JoinedMethod: "CREATED",
    JoinedTimestamp: Date.parse("2026-01-01T00:00:00Z") / 1000,
  });

  #arn(kind: "root" | "ou", id: string): string {
    return `arn:aws:organizations::${this.#managementId}:${kind}/${organizationId}/${id}`;
  }

  #accountArn(id: string): string {
    return `arn:aws:organizations::${this.#managementId}:account/${organizationId}/${id}`;
  }
}

function parentIn(tree: OrganizationTree, params: JsonParams): string {
  const id = requiredText(params, "ParentId");
  tree.assertParent(id);
  return id;
}

/** Pages of at most 20, as in AWS; an empty page may have a token there, which is not imitated. */
function page(items: readonly unknown[], params: JsonParams, name: string): unknown {
  const size = pageSize(params, { name: "MaxResults", most: 20 });
  const start = Number(textOf(params, "NextToken") ?? 0);
  if (!Number.isInteger(start))
    throw new AwsError("InvalidInputException", "You specified an invalid value.");
  const next = start + size;
  return { [name]: items.slice(start, next), ...(next < items.length && { NextToken: String(next) }) };
}

function emailOf(id: string): string {
  return `${id}@accounts.example`;
}
