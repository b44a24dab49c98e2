const minute = 60_000;

/**
 * What only time removes, by the words of the service that refuses to delete it.
 * Lambda: "Lambda was unable to delete <arn> because it is a replicated function": replicas of Lambda@Edge go some hours
 * after their distribution lets go of them (CloudFront developer guide, "Delete Lambda@Edge functions and replicas").
 * EC2: "has a dependent object", "is currently in use": Lambda takes its network interfaces back 20 to 40 minutes after
 * the last function that used them.
 */
const patterns: ReadonlyArray<{ words: RegExp; lookAgainAfterMs: number }> = [
  { words: /replicated function|Lambda@Edge Functions and Replicas/i, lookAgainAfterMs: 60 * minute },
  { words: /network interface '?eni-[0-9a-f]+'? is currently in use/i, lookAgainAfterMs: 15 * minute },
];

/**
 * Whether a resource whose deletion was refused in these words goes in time, and only so.
 * @param reason what the service said, or a stack's event about the resource.
 * @returns when it is worth looking again, ms from now; undefined when waiting is no help.
 */
export function onlyTimeRemoves(reason: string): { lookAgainAfterMs: number } | undefined {
  const found = patterns.find(({ words }) => words.test(reason));
  return found && { lookAgainAfterMs: found.lookAgainAfterMs };
}
