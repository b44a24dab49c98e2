import { median } from "@regatta/foundation";

/**
 * How long each service's deploy is expected to take, ms: as measured, else the median of what is known of these
 * services, else 1 (then only their number counts). Pure.
 */
export function expectedTimes(services: string[], measuredMs: Record<string, number>): Map<string, number> {
  const measured = new Map(
    services.flatMap((name) =>
      Object.hasOwn(measuredMs, name) ? [[name, measuredMs[name] ?? 0] as const] : [],
    ),
  );
  const unknown = median([...measured.values()]) ?? 1;
  return new Map(services.map((name) => [name, Math.max(0, measured.get(name) ?? unknown)]));
}
