import { didYouMean, RegattaError } from "@regatta/foundation";

/** Which services are meant; all of them when nothing is said. */
export interface Selection {
  /** Names; all services when left out. */
  only?: readonly string[];
  /** Names, taken away from those. */
  skip?: readonly string[];
  /** Also what depends on the services of `only`, directly or not. */
  withDependents?: boolean;
}

interface Selectable {
  name: string;
  dependsOn: string[];
}

/**
 * The services a selection means, in the order given. What is not selected is left as it is in every account, so
 * nothing waits for it; but what lies behind it in the graph still comes first: of `web → api → base` without `api`,
 * `web` depends on `base`. Pure.
 * @throws RegattaError UNKNOWN_SERVICE naming the nearest, SELECTION_INVALID when nothing is left, or when dependents
 *   are asked for and nothing is named that they could depend on.
 */
export function selectServices<S extends Selectable>(services: readonly S[], selection: Selection): S[] {
  const { only, skip = [], withDependents = false } = selection;
  const byName = new Map(services.map((service) => [service.name, service]));
  for (const name of [...(only ?? []), ...skip]) refuseUnknown(name, byName);
  if (withDependents && only === undefined) {
    throw invalid(
      "Dependents of which services?",
      "Name them with --only, or leave --with-dependents out: without --only every service is meant.",
    );
  }
  const named = new Set(only ?? byName.keys());
  const selected = withDependents ? withTheirDependents(named, services) : named;
  for (const name of skip) selected.delete(name);
  if (services.length > 0 && selected.size === 0) {
    throw invalid("No service is left to deploy.", "Skip fewer services, or name others with --only.");
  }
  return services
    .filter(({ name }) => selected.has(name))
    .map((service) => ({ ...service, dependsOn: nearestSelected(service, selected, byName) }));
}

function withTheirDependents(names: Set<string>, services: readonly Selectable[]): Set<string> {
  const found = new Set(names);
  let before: number;
  do {
    before = found.size;
    for (const { name, dependsOn } of services) if (dependsOn.some((one) => found.has(one))) found.add(name);
  } while (found.size > before);
  return found;
}

/** The selected services that are reached from a service without passing through another selected one. */
function nearestSelected(
  { dependsOn }: Selectable,
  selected: ReadonlySet<string>,
  byName: ReadonlyMap<string, Selectable>,
): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const service = byName.get(name);
    // One that does not exist stays, for whoever makes the graph to complain of.
    if (!service || selected.has(name)) found.add(name);
    else for (const next of service.dependsOn) visit(next);
  };
  for (const name of dependsOn) visit(name);
  return [...found];
}

function refuseUnknown(name: string, byName: ReadonlyMap<string, Selectable>): void {
  if (byName.has(name)) return;
  const known = [...byName.keys()];
  throw new RegattaError(`There is no service "${name}"${didYouMean(name, known) || "."}`, {
    code: "UNKNOWN_SERVICE",
    source: "user",
    nextStep: `The services are: ${known.sort().join(", ") || "none"}.`,
  });
}

function invalid(message: string, nextStep: string): RegattaError {
  return new RegattaError(message, { code: "SELECTION_INVALID", source: "user", nextStep });
}
