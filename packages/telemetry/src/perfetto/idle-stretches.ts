import type { Stretch } from "@regatta/foundation";
import type { Span } from "../spans/span.ts";

/** When an account could have run a file, and ran none. Pure. @param busy what it was busy with then. */
export function idleStretches(stay: Span, busy: readonly Stretch[]): Stretch[] {
  const ready = stay.moments.find(({ name }) => name === "ready")?.at ?? stay.to;
  let from = Math.min(ready, ...busy.map((one) => one.from));
  const idle: Stretch[] = [];
  for (const one of busy.toSorted((a, b) => a.from - b.from)) {
    if (one.from > from) idle.push({ from, to: one.from });
    from = Math.max(from, one.to);
  }
  return stay.to > from ? [...idle, { from, to: stay.to }] : idle;
}
