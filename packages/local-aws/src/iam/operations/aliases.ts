import type { Operation } from "./operation.ts";

/** An account's alias, the name in its sign-in address. */
export const aliasOperations: Readonly<Record<string, Operation>> = {
  CreateAccountAlias: async ({ account, params }) => {
    await account.setAlias(params.requiredText("AccountAlias"));
    return undefined;
  },
  ListAccountAliases: async ({ account }) => ({ AccountAliases: account.aliases(), IsTruncated: false }),
  DeleteAccountAlias: async ({ account }) => {
    await account.setAlias(undefined);
    return undefined;
  },
};
