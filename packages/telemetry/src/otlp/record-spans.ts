import {
  type Context,
  type HrTime,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import { BasicTracerProvider, type ReadableSpan } from "@opentelemetry/sdk-trace-base";
import type { Attributes, Span } from "../spans/span.ts";
import { spanIdOf, type TraceContext } from "./trace-context.ts";

export interface RecordSpansOptions {
  /** As `spanTree` gives it. */
  root: Span;
  runId: string;
  context: TraceContext;
  resource: Resource;
}

/**
 * The spans of a run as OpenTelemetry's SDK has them, ready to be exported, as far as the sampler that OTEL_TRACES_SAMPLER
 * names takes them. Their ids are the same whenever the run is recorded.
 */
export function recordSpans({ root, runId, context, resource }: RecordSpansOptions): ReadableSpan[] {
  const recorded: ReadableSpan[] = [];
  const ids = new GivenIds(context.traceId);
  const provider = new BasicTracerProvider({
    resource,
    idGenerator: ids,
    spanProcessors: [
      {
        onStart: () => {},
        onEnd: (span) => {
          if (span.spanContext().traceFlags & TraceFlags.SAMPLED) recorded.push(span);
        },
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  const tracer = provider.getTracer("regatta");
  const record = (span: Span, parent: Context) => {
    ids.next = span.spanId ?? spanIdOf(runId, span.id);
    const own = started(tracer, span, parent);
    const below = trace.setSpan(parent, own);
    for (const child of span.children) record(child, below);
    own.end(asTime(span.to));
  };
  record(root, contextOf(context));
  return recorded;
}

function started(tracer: Tracer, span: Span, parent: Context): OtelSpan {
  const own = tracer.startSpan(
    span.name,
    {
      // OpenTelemetry's conventions for CI/CD: a run is SERVER, what runs in it INTERNAL.
      kind: span.kind === "run" ? SpanKind.SERVER : SpanKind.INTERNAL,
      startTime: asTime(span.from),
      attributes: { ...span.attributes, ...resultAttributes(span) },
    },
    parent,
  );
  for (const { at, name, attributes } of span.moments) own.addEvent(name, attributes, asTime(at));
  if (isTrouble(span)) own.setStatus({ code: SpanStatusCode.ERROR, message: span.message ?? span.result });
  return own;
}

function resultAttributes(span: Span): Attributes {
  const error: Attributes =
    isTrouble(span) && span.errorType !== undefined ? { "error.type": span.errorType } : {};
  if (span.kind === "run") return { "cicd.pipeline.result": span.result, ...error };
  const reason: Attributes = span.message === undefined ? {} : { "regatta.reason": span.message };
  const isTask = span.attributes["cicd.pipeline.task.name"] !== undefined;
  const result = isTask ? "cicd.pipeline.task.run.result" : "regatta.result";
  return { [result]: span.result, ...reason, ...error };
}

// What was skipped or called off went as somebody wanted it.
function isTrouble({ result }: Span): boolean {
  return result === "failure" || result === "error" || result === "timeout";
}

function contextOf({ traceId, parent }: TraceContext): Context {
  if (!parent) return ROOT_CONTEXT;
  const traceFlags = parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: parent.spanId, traceFlags, isRemote: true });
}

// Not a number: the SDK takes small ones for times since the start of the process, and runs may be older.
function asTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1_000);
  return [seconds, Math.round((ms - seconds * 1_000) * 1_000_000)];
}

/** Ids that are given from outside. */
class GivenIds {
  next = "";
  readonly #traceId: string;

  constructor(traceId: string) {
    this.#traceId = traceId;
  }

  generateTraceId(): string {
    return this.#traceId;
  }

  generateSpanId(): string {
    return this.next;
  }
}
