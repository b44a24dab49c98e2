import { emptyRepository } from "../contents/empty-repository.ts";
import type { Obstacle } from "./obstacle.ts";

/** A repository with images in it cannot be deleted, unless its template says EmptyOnDelete. */
export const fullRepositories: Obstacle = {
  types: ["AWS::ECR::Repository"],
  async clear(context, repositories) {
    for (const { id } of repositories) {
      const deleted = await emptyRepository(context, id);
      if (deleted === 0) continue;
      context.onEvent({
        kind: "obstacle-cleared",
        resource: `repository ${id}`,
        what: `emptied of ${deleted} images`,
      });
    }
  },
};
