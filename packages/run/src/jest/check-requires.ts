import { didYouMean, RegattaError } from "@regatta/foundation";

/**
 * Refuses pragmas that cannot be what was meant, before anything is leased.
 * @param requires by file, the names behind its `@requires`; empty where the pragma names nothing.
 * @param services every service of the configuration.
 * @throws RegattaError UNKNOWN_SERVICE, naming every file concerned and the service that was likely meant.
 */
export function checkRequires(
  requires: Readonly<Record<string, readonly string[]>>,
  services: Iterable<string>,
): void {
  const known = new Set(services);
  const mistakes = Object.entries(requires).flatMap(([file, names]) =>
    names.length === 0
      ? [`${file}: @requires names no service.`]
      : names
          .filter((name) => !known.has(name))
          .map((name) => `${file}: @requires names "${name}", which is no service${guess(name, known)}`),
  );
  if (mistakes.length === 0) return;
  const listed = [...known].sort().join(", ");
  throw new RegattaError(mistakes.join("\n"), {
    code: "UNKNOWN_SERVICE",
    source: "user",
    nextStep: `Mend the comment at the top of the file. The services are: ${listed || "none"}.`,
  });
}

function guess(name: string, known: ReadonlySet<string>): string {
  return didYouMean(name, known) || ".";
}
