import { createHash } from "node:crypto";

/** Where a run stands in the traces of others. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** The span of the CI's that started the run, and whether it is to be recorded. */
  parent?: { spanId: string; sampled: boolean };
}

/**
 * The trace a run belongs to: that of `TRACEPARENT` (W3C Trace Context, handed on by a CI in the environment), or one of its
 * own, the same whenever it is asked for. Pure.
 */
export function traceContext(env: NodeJS.ProcessEnv, runId: string): TraceContext {
  const [, traceId, spanId, flags = ""] = TRACEPARENT.exec(env.TRACEPARENT?.trim() ?? "") ?? [];
  if (!traceId || !spanId) return { traceId: digest(`trace ${runId}`).slice(0, 32) };
  return { traceId, parent: { spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 } };
}

/** The id of a span of a run, 16 hexadecimal digits: the same in every process that knows the run. Pure. */
export function spanIdOf(runId: string, id: string): string {
  return digest(`span ${runId} ${id}`).slice(0, 16);
}

/**
 * The `TRACEPARENT` of a span of a run, for what runs below it.
 * @param id as in `Span`; the run itself is `run`. Pure.
 */
export function traceparentOf(env: NodeJS.ProcessEnv, runId: string, id: string): string {
  const { traceId, parent } = traceContext(env, runId);
  return `00-${traceId}-${spanIdOf(runId, id)}-${(parent?.sampled ?? true) ? "01" : "00"}`;
}

// Version ff and ids of zeros only are invalid; what a later version adds behind is passed over.
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:-.*)?$/;

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
