import { iamError } from "../store/iam-error.ts";
import { putProvider } from "../store/providers.ts";
import type { Operation } from "./operation.ts";
import { shownTags, tagsIn } from "./tags.ts";

export const providerOperations: Readonly<Record<string, Operation>> = {
  CreateOpenIDConnectProvider: async ({ account, params, now }) => {
    const spec = {
      url: params.requiredText("Url"),
      clientIds: params.texts("ClientIDList") ?? [],
      thumbprints: params.texts("ThumbprintList") ?? [],
      tags: tagsIn(params),
    };
    return { OpenIDConnectProviderArn: (await putProvider(account, spec, { now })).arn };
  },
  GetOpenIDConnectProvider: async ({ account, params }) => {
    const arn = params.requiredText("OpenIDConnectProviderArn");
    const provider = account.provider(arn);
    if (!provider) throw iamError.noSuchProvider(arn);
    return {
      Url: provider.url,
      ClientIDList: [...provider.clientIds],
      ThumbprintList: [...provider.thumbprints],
      CreateDate: new Date(provider.createdAt),
      Tags: shownTags(provider.tags),
    };
  },
  ListOpenIDConnectProviders: async ({ account }) => ({
    OpenIDConnectProviderList: account.providers().map(({ arn }) => ({ Arn: arn })),
  }),
  DeleteOpenIDConnectProvider: async ({ account, params }) => {
    await account.removeProvider(params.requiredText("OpenIDConnectProviderArn"));
    return undefined;
  },
};
