/** A resource as aws-nuke names it. */
export interface NukedResource {
  /** `<region> <type> <name>` */
  readonly resource: string;
  readonly reason: string;
}

export interface NukeOutcome {
  /** What it removed, or in a dry run would remove. */
  readonly removed: string[];
  /** What it could not remove, and what was still going when it gave up. */
  readonly remaining: NukedResource[];
}

/** `<region> - <type> - <name> - [<properties>] - <state>`: libnuke's format of a resource's line. */
const itemLine =
  /^(\S+) - (\S+) - (.*) - \[.*\] - (would remove.*|triggered remove|waiting .*|failed|removed|filtered: .*)$/;

/** After this line aws-nuke lists what has failed, each followed by the reason. */
const failuresFollow = /^There are resources in failed state/;

/** Reads what aws-nuke (version 3, its standard format without colours) did from the lines it printed. */
export function parseNukeOutput(lines: readonly string[]): NukeOutcome {
  const states = new Map<string, string>();
  const reasons = new Map<string, string>();
  let failed: string | undefined;
  let atFailures = false;
  for (const line of lines) {
    const [, region, type, name, state] = itemLine.exec(line) ?? [];
    if (state !== undefined) {
      const resource = `${region} ${type} ${name}`;
      states.set(resource, state);
      failed = atFailures && state === "failed" ? resource : undefined;
    } else if (failuresFollow.test(line)) atFailures = true;
    else if (failed && !reasons.has(failed)) reasons.set(failed, line);
  }
  return outcome([...states], reasons);
}

function outcome(states: ReadonlyArray<[string, string]>, reasons: ReadonlyMap<string, string>): NukeOutcome {
  const removed = states.filter(([, state]) => state === "removed" || state.startsWith("would remove"));
  const remaining = states.filter(([, state]) => /^(failed|triggered|waiting)/.test(state));
  return {
    removed: removed.map(([resource]) => resource),
    remaining: remaining.map(([resource, state]) => ({
      resource,
      reason: reasons.get(resource) ?? (state === "failed" ? "it failed" : "it was still being removed"),
    })),
  };
}
