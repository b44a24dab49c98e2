/**
 * A new run's id: sortable by start, unique among concurrent runs, and short enough for a role session name
 * (64 characters with its prefix, by the STS API reference).
 * @param now ms since the epoch. @param random in [0, 1).
 */
export function newRunId(now: number, random: () => number = Math.random): string {
  const time = new Date(now).toISOString().replace(/[-:]/g, "").slice(0, 15);
  const suffix = Array.from({ length: 6 }, () => Math.floor(random() * 36).toString(36)).join("");
  return `${time}-${suffix}`;
}
