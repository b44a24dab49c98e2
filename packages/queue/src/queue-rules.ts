import type { Container, FileStanding, Lock, Look } from "./look.ts";

/** Whether a container may still be at work: neither taken for dead, nor through with its files. */
export function isAtWork({ isDead, said }: Container): boolean {
  return !isDead && said === undefined;
}

/** Whether every file has its result. */
export function isComplete({ files }: Look): boolean {
  for (const { kind } of files.values()) if (kind !== "done") return false;
  return true;
}

/** Whether nobody is at work any more: what has no result now gets none. */
export function isOver({ containers }: Look): boolean {
  for (const container of containers.values()) if (isAtWork(container)) return false;
  return true;
}

/** Claims and locks nobody will end who holds them. */
export interface Strays {
  files: Array<{ file: string; claim: string }>;
  locks: Lock[];
}

/**
 * Those of containers that are no more at work, and of ours those we do not know of: an answer got lost, or a write came
 * later than it was given up.
 * @param ours whether a claim is one of ours that we hold, or ask for.
 */
export function straysIn(
  { files, locks, containers }: Look,
  me: string,
  ours: (claim: string) => boolean,
): Strays {
  const isStray = ({ claim, by }: { claim: string; by: string }) => {
    if (by === me) return !ours(claim);
    const holder = containers.get(by);
    return holder === undefined || !isAtWork(holder);
  };
  const claimed = [...files].filter(
    (entry): entry is [string, Extract<FileStanding, { kind: "claimed" }>] => entry[1].kind === "claimed",
  );
  return {
    files: claimed.filter(([, standing]) => isStray(standing)).map(([file, { claim }]) => ({ file, claim })),
    locks: locks.filter(isStray),
  };
}
