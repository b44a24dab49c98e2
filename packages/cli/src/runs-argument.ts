/** How commands about what a run left behind take it, for commander. */
export const runsArgument = [
  "[runs...]",
  "the run's id (latest), or the path of its folder or of its events; those of its containers",
] as const;

/** The runs that were named; the latest where none was. */
export function namedRuns(runs: string[]): string[] {
  return runs.length > 0 ? runs : ["latest"];
}
