/** What is known of a run's work tree: then, or now. */
export interface WorkTreeThen {
  commit?: string | undefined;
  /** By service, the first digits of its fingerprint. */
  fingerprints?: Readonly<Record<string, string>> | undefined;
}

const NAMED = 5;

/** A run that is run again. */
export interface RunThen extends WorkTreeThen {
  runId?: string | undefined;
  /** Its test files that are not there any more. */
  missing: readonly string[];
}

/** What differs from a run that was, in lines; empty where nothing is known to. Pure. */
export function whatDiffers({ missing, ...then }: RunThen, now: WorkTreeThen): string[] {
  const lines: string[] = [];
  if (then.commit !== undefined && then.commit !== now.commit) {
    lines.push(`the commit: ${then.commit.slice(0, 10)} then, ${now.commit?.slice(0, 10) ?? "none"} now`);
  }
  const services = changedServices(then.fingerprints, now.fingerprints);
  if (services.length > 0) lines.push(`services with another fingerprint: ${some(services)}`);
  if (missing.length > 0) lines.push(`test files that are gone: ${some(missing)}`);
  return lines;
}

function changedServices(then: WorkTreeThen["fingerprints"], now: WorkTreeThen["fingerprints"]): string[] {
  if (!then || !now) return [];
  // One that only one of them has may just not have been selected in the other.
  return Object.keys(then)
    .filter((name) => name in now && then[name] !== now[name])
    .sort();
}

function some(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
