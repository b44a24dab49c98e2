import type { Tags } from "../wire/tags.ts";

/** What a function's tags tell this stand-in, for traps that real functions set by what they do. */
export interface FunctionBehaviour {
  /** `local-aws:late-logs`: how often its log group comes back right after being deleted, once the function is gone. */
  lateLogs: number;
  /** `local-aws:late-log-ms`: how long after its deletion the log group comes back by itself. */
  lateLogMs?: number;
  /** `local-aws:replica-ms`: how long, from the first try on, deleting it is refused; `never` for ever. */
  replicaMs: number;
  /** `local-aws:interface-ms`: how long its interfaces stay; `never`: Lambda does not remove them, anybody may. */
  interfaceMs?: number;
}

export function readBehaviour(tags: Tags): FunctionBehaviour {
  const lateLogMs = ms(tags["local-aws:late-log-ms"]);
  const interfaceMs = ms(tags["local-aws:interface-ms"]);
  return {
    lateLogs: Number(tags["local-aws:late-logs"] ?? 0),
    replicaMs: ms(tags["local-aws:replica-ms"]) ?? 0,
    ...(lateLogMs === undefined ? {} : { lateLogMs }),
    ...(interfaceMs === undefined ? {} : { interfaceMs }),
  };
}

function ms(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text === "never" ? Number.POSITIVE_INFINITY : Number(text);
}
