import type { Secrets } from "../secrets/secrets.ts";
import type { NamedKind } from "./named-resource.ts";
import type { HostedResource } from "./resource-host.ts";

/** `AWS::SecretsManager::Secret`; deleting it leaves it pending for days. */
export function secretKind(secrets: Secrets): NamedKind {
  return {
    type: "AWS::SecretsManager::Secret",
    nameProperty: "Name",
    create: async (name, { tags, caller }) => hosted(await secrets.create(caller, { name, tags })),
    configure: async (arn, { tags, caller }) => {
      const secret = await secrets.get(caller, arn);
      await secrets.save(caller, { ...secret, tags });
      return hosted(secret);
    },
    delete: async (arn, { caller }) => {
      await secrets.delete(caller, arn, { days: 30 });
    },
    nameIn: (arn) => arn.replace(/^.*:secret:(.*)-\w+$/, "$1"),
  };
}

function hosted({ arn }: { arn: string }): HostedResource {
  return { physicalId: arn, attributes: { Id: arn } };
}
