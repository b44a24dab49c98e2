/** The most files that ran in one account at the same time; at least 1. Pure. */
export function mostAtOnce(ended: ReadonlyArray<{ account: string; from: number; to: number }>): number {
  const changes = ended
    .flatMap(({ account, from, to }) => [
      { account, at: from, by: 1 },
      { account, at: to, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.by - b.by);
  const running = new Map<string, number>();
  let most = 1;
  for (const { account, by } of changes) {
    const now = (running.get(account) ?? 0) + by;
    running.set(account, now);
    most = Math.max(most, now);
  }
  return most;
}
