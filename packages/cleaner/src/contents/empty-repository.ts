import { BatchDeleteImageCommand, type ImageIdentifier, paginateListImages } from "@aws-sdk/client-ecr";
import { accountKey } from "@regatta/accounts";
import { RegattaError } from "@regatta/foundation";
import type { AccountContext } from "../account/account-context.ts";

/** How many images one BatchDeleteImage takes (API_BatchDeleteImage). */
const batchSize = 100;

/**
 * Deletes all images of a repository. An image that a list of images refers to goes only after the list, so what was
 * refused is tried again as long as something else went.
 * @returns how many were deleted; none when there is no such repository.
 * @throws RegattaError REPOSITORY_NOT_EMPTIED, with ECR's reasons; the SDK's errors.
 */
export async function emptyRepository(context: AccountContext, repositoryName: string): Promise<number> {
  const { ecr } = context.clients;
  let deleted = 0;
  for (;;) {
    const digests = await imagesOf(context, repositoryName);
    if (digests.length === 0) return deleted;
    const reasons: string[] = [];
    for (let start = 0; start < digests.length; start += batchSize) {
      const imageIds = digests.slice(start, start + batchSize);
      const { failures = [] } = await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
      reasons.push(
        ...failures.map(({ imageId, failureReason }) => `${imageId?.imageDigest}: ${failureReason}`),
      );
    }
    if (reasons.length >= digests.length) throw notEmptied(context, repositoryName, reasons);
    deleted += digests.length - reasons.length;
  }
}

/** The images' digests: by a tag only the tag would be removed, and an image may have several. */
async function imagesOf(
  { clients: { ecr } }: AccountContext,
  repositoryName: string,
): Promise<ImageIdentifier[]> {
  const digests = new Set<string>();
  try {
    for await (const { imageIds = [] } of paginateListImages(
      { client: ecr, pageSize: 1_000 },
      { repositoryName },
    )) {
      for (const { imageDigest } of imageIds) if (imageDigest) digests.add(imageDigest);
    }
  } catch (error) {
    if ((error as Error).name !== "RepositoryNotFoundException") throw error;
  }
  return [...digests].map((imageDigest) => ({ imageDigest }));
}

function notEmptied({ account }: AccountContext, name: string, reasons: string[]): RegattaError {
  const message = `${reasons.length} images of repository ${name} cannot be deleted: ${reasons.slice(0, 3).join("; ")}`;
  return new RegattaError(message, {
    code: "REPOSITORY_NOT_EMPTIED",
    source: "service",
    account: accountKey(account),
    nextStep: "Mend what ECR says of them, then clean the account again.",
  });
}
