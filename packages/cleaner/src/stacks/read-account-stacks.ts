import {
  type CloudFormationClient,
  paginateDescribeStacks,
  paginateListImports,
  type Stack,
} from "@aws-sdk/client-cloudformation";
import { messageOf } from "@regatta/foundation";
import type { AccountStack, ExportUse } from "./account-stack.ts";

/**
 * Reads every root stack of an account with who imports from it: one DescribeStacks, page by page, which tells exports
 * and nesting too, and a ListImports for each export of a stack that does not stay.
 * @param isKept stacks whose exports nobody has to know of.
 * Throws the SDK's errors.
 */
export async function readAccountStacks(
  client: CloudFormationClient,
  isKept: (name: string) => boolean,
): Promise<AccountStack[]> {
  const stacks: Stack[] = [];
  for await (const page of paginateDescribeStacks({ client }, {})) stacks.push(...(page.Stacks ?? []));
  const rootOf = new Map(stacks.map((stack) => [stack.StackName ?? "", rootIdOf(stack)]));
  const roots = stacks.filter((stack) => stack.ParentId === undefined);
  return Promise.all(
    roots.map(async (root) => {
      const isOfRoot = (stack: Stack) => rootIdOf(stack) === rootIdOf(root);
      const family = isKept(root.StackName ?? "") ? [] : stacks.filter(isOfRoot);
      const exports = family.flatMap(({ Outputs = [] }) =>
        Outputs.flatMap(({ ExportName }) => ExportName ?? []),
      );
      const uses = await Promise.all(exports.map((name) => usesOf(client, name, rootOf)));
      return accountStack(root, uses.flat());
    }),
  );
}

function accountStack(root: Stack, uses: ExportUse[]): AccountStack {
  const id = root.StackId ?? "";
  return {
    id,
    name: root.StackName ?? "",
    status: root.StackStatus ?? "",
    createdAt: root.CreationTime?.getTime() ?? 0,
    uses: uses.filter(({ by }) => by !== id),
  };
}

function rootIdOf({ RootId, ParentId, StackId }: Stack): string {
  return RootId ?? ParentId ?? StackId ?? "";
}

async function usesOf(
  client: CloudFormationClient,
  exportName: string,
  rootOf: ReadonlyMap<string, string>,
): Promise<ExportUse[]> {
  const names: string[] = [];
  try {
    for await (const page of paginateListImports({ client }, { ExportName: exportName })) {
      names.push(...(page.Imports ?? []));
    }
  } catch (error) {
    if (!isUnused(error)) throw error;
  }
  return names.map((name) => ({ exportName, by: rootOf.get(name) ?? name }));
}

// CloudFormation answers an export nobody imports with an error that has no code of its own.
function isUnused(error: unknown): boolean {
  return (
    (error as Error).name === "ValidationError" && /is not imported by any stack/i.test(messageOf(error))
  );
}
