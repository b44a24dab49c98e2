import { type Repositories, repositoryArn } from "../ecr/repositories.ts";
import type { NamedKind, Wanted } from "./named-resource.ts";
import type { HostedResource } from "./resource-host.ts";

/** `AWS::ECR::Repository`; deleted with its images only where `EmptyOnDelete` says so. */
export function repositoryKind(repositories: Repositories): NamedKind {
  return {
    type: "AWS::ECR::Repository",
    nameProperty: "RepositoryName",
    create: async (wantedName, { tags, caller }) => {
      const { name } = await repositories.create(caller, { name: wantedName.toLowerCase(), tags });
      return hosted(name, caller);
    },
    configure: async (name, { tags, caller }) => {
      const repository = await repositories.get(caller, name);
      await repositories.save(caller, { ...repository, tags });
      return hosted(name, caller);
    },
    delete: async (name, { properties, caller }) => {
      const isForced = String(properties.EmptyOnDelete) === "true";
      await repositories.delete(caller, name, { isForced });
    },
  };
}

function hosted(name: string, caller: Wanted["caller"]): HostedResource {
  const RepositoryUri = `${caller.account}.dkr.ecr.${caller.region}.amazonaws.com/${name}`;
  return { physicalId: name, attributes: { Arn: repositoryArn(caller, name), RepositoryUri } };
}
