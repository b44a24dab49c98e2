import { DeleteRepositoryCommand, paginateDescribeRepositories } from "@aws-sdk/client-ecr";
import { unlessGone } from "../contents/unless-gone.ts";
import { collect, type Kind } from "./kind.ts";

/** Repositories of container images (ECR). */
export const repository: Kind = {
  name: "repository",
  type: "AWS::ECR::Repository",
  arn: /^arn:[^:]+:ecr:[^:]*:[^:]*:repository\//,
  async list({ clients }) {
    const pages = paginateDescribeRepositories({ client: clients.ecr }, {});
    const repositories = await collect(pages, (page) => page.repositories);
    return repositories.map(({ repositoryName = "", repositoryArn }) => ({
      name: repositoryName,
      arn: repositoryArn,
    }));
  },
  async remove({ clients }, repositoryName) {
    const call = new DeleteRepositoryCommand({ repositoryName, force: true });
    await unlessGone(clients.ecr.send(call), "RepositoryNotFoundException");
  },
};
