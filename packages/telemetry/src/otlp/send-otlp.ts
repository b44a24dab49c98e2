import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { SpanExporter } from "@opentelemetry/sdk-trace-base";
import { type Clock, firstLine, messageOf } from "@regatta/foundation";
import type { RunEvent } from "@regatta/run-log";
import { runMeasures } from "../measures/run-measures.ts";
import type { Span } from "../spans/span.ts";
import { spanTree } from "../spans/span-tree.ts";
import { metricExporter, spanExporter } from "./exporters.ts";
import type { OtlpSettings, Signal } from "./otlp-settings.ts";
import { recordMetrics } from "./record-metrics.ts";
import { recordSpans } from "./record-spans.ts";
import { resourceOf } from "./resource-of.ts";
import { traceContext } from "./trace-context.ts";

export interface SendOtlpOptions {
  /** Of the run, its end included. */
  events: readonly RunEvent[];
  settings: OtlpSettings;
  /** Where TRACEPARENT is looked up; the rest of `OTEL_*` the SDK reads from the process's own. */
  env: NodeJS.ProcessEnv;
  clock: Clock;
}

interface Sending extends SendOtlpOptions {
  root: Span;
  version: string;
  runId: string;
  /** Aborted: nobody waits any more. */
  signal: AbortSignal;
}

/** Collectors take 4 MB a request by default; a span with all its attributes has about 1 KB. */
const SPANS_AT_ONCE = 1_000;

/** Does what the package's face says of it. */
export async function sendOtlp(options: SendOtlpOptions): Promise<string[]> {
  const { events, settings, clock } = options;
  const started = events.find((event) => event.kind === "run-started");
  if (!started) return ["the log has no beginning"];
  const { version, runId } = started;
  const deadline = new AbortController();
  const late = clock.sleep(settings.deadlineMs, deadline.signal).then(
    () => `no answer within ${settings.deadlineMs / 1_000} s`,
    () => undefined,
  );
  try {
    const parts = await partsOf({
      ...options,
      root: spanTree(events),
      version,
      runId,
      signal: deadline.signal,
    });
    const sent = parts.map(async ({ signal, send }) => {
      const trouble = await Promise.race([send().then(nothing, messageOf), late]);
      return trouble === undefined ? [] : [`${signal}: ${firstLine(trouble).trim()}`];
    });
    return (await Promise.all(sent)).flat();
  } catch (error) {
    return [firstLine(messageOf(error))];
  } finally {
    deadline.abort();
  }
}

interface Part {
  signal: Signal;
  send: () => Promise<void>;
}

// One after the other: they load much of the same.
async function partsOf(sending: Sending): Promise<Part[]> {
  const { settings } = sending;
  const options = { timeoutMillis: settings.deadlineMs };
  const parts: Part[] = [];
  for (const { signal, protocol } of settings.signals) {
    if (signal === "traces") {
      const exporter = await spanExporter(protocol, options);
      parts.push({ signal, send: () => sendSpans(sending, exporter) });
    } else {
      const exporter = await metricExporter(protocol, options);
      parts.push({ signal, send: () => sendMetrics(sending, exporter) });
    }
  }
  return parts;
}

async function sendSpans(
  { root, runId, env, version, signal }: Sending,
  exporter: SpanExporter,
): Promise<void> {
  const pipeline = {
    "cicd.pipeline.name": String(root.attributes["cicd.pipeline.name"]),
    "cicd.pipeline.run.id": runId,
  };
  const resource = resourceOf(version, pipeline);
  const spans = recordSpans({ root, runId, context: traceContext(env, runId), resource });
  try {
    for (let done = 0; done < spans.length && !signal.aborted; done += SPANS_AT_ONCE) {
      await exported((tell) => exporter.export(spans.slice(done, done + SPANS_AT_ONCE), tell));
    }
  } finally {
    await exporter.shutdown();
  }
}

// The run's id is no part of them: each run would be a new series of every metric.
async function sendMetrics({ events, root, version }: Sending, exporter: PushMetricExporter): Promise<void> {
  const measures = runMeasures(events, root);
  const metrics = await recordMetrics({ measures, resource: resourceOf(version, {}), exporter });
  try {
    await exported((tell) => exporter.export(metrics, tell));
  } finally {
    // Channels of gRPC would keep the process.
    await exporter.shutdown();
  }
}

function exported(start: (tell: (result: ExportResult) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start(({ code, error }) => {
      if (code === ExportResultCode.SUCCESS) resolve();
      else reject(error ?? new Error("the exporter does not say why"));
    });
  });
}

function nothing(): undefined {
  return undefined;
}
