import type { Meter } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import {
  MeterProvider,
  MetricReader,
  type PushMetricExporter,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import type { RunMeasures } from "../measures/run-measures.ts";

export interface RecordMetricsOptions {
  measures: RunMeasures;
  resource: Resource;
  /** Where they go: it knows whether it wants sums or differences. */
  exporter: Pick<PushMetricExporter, "selectAggregationTemporality">;
}

/** Durations of deploys and tests are seconds to an hour. */
const BOUNDARIES = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600];

/** The figures of a run as OpenTelemetry's SDK has them, ready to be exported. */
export async function recordMetrics(options: RecordMetricsOptions): Promise<ResourceMetrics> {
  const { measures, resource, exporter } = options;
  const reader = new ReadOnce({
    aggregationTemporalitySelector: (type) => exporter.selectAggregationTemporality?.(type) ?? CUMULATIVE,
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  record(provider.getMeter("regatta"), measures);
  const { resourceMetrics } = await reader.collect();
  return resourceMetrics;
}

/** `AggregationTemporality.CUMULATIVE`: an enumeration of types only under this compiler's rules. */
const CUMULATIVE = 1;

function record(meter: Meter, measures: RunMeasures): void {
  const { pool, purpose, result, errorType, attempts, deploys, files, accounts, waitMs, utilisation } =
    measures;
  const where = { "cicd.pipeline.name": `regatta ${purpose}`, "regatta.pool": pool };
  const seconds = (name: string, description: string) => {
    const histogram = meter.createHistogram(name, {
      unit: "s",
      description,
      advice: { explicitBucketBoundaries: BOUNDARIES },
    });
    return (ms: number, attributes: Record<string, string> = {}) =>
      histogram.record(ms / 1_000, { ...where, ...attributes });
  };
  const counts = (name: string, unit: string, description: string) => {
    const counter = meter.createCounter(name, { unit, description });
    return (by: number, attributes: Record<string, string>) => counter.add(by, { ...where, ...attributes });
  };

  // Named by OpenTelemetry's conventions for CI/CD: the result is known in the last of the three states.
  const run = seconds("cicd.pipeline.run.duration", "How long runs took, by state and result.");
  const error = errorType === undefined || result === "success" ? {} : { "error.type": errorType };
  run(measures.pendingMs, { "cicd.pipeline.run.state": "pending" });
  run(measures.executingMs, { "cicd.pipeline.run.state": "executing" });
  run(measures.finalizingMs, {
    "cicd.pipeline.run.state": "finalizing",
    "cicd.pipeline.result": result,
    ...error,
  });
  seconds("regatta.run.duration", "How long whole runs took.")(measures.durationMs, {
    "cicd.pipeline.result": result,
  });
  seconds("regatta.wait.duration", "For how long the pool had not enough accounts for a run.")(waitMs);

  const file = counts("regatta.files", "{file}", "Test files, by the final word on them.");
  for (const [verdict, count] of Object.entries(files)) file(count, { "regatta.verdict": verdict });
  const attempt = seconds(
    "regatta.attempt.duration",
    "How long attempts at test files took, by what they say.",
  );
  for (const { class: attemptClass, durationMs } of attempts) {
    attempt(durationMs, { "regatta.attempt.class": attemptClass });
  }
  const deploy = counts(
    "regatta.deploys",
    "{deploy}",
    "Services looked at in accounts, by what became of them.",
  );
  const deployTime = seconds("regatta.deploy.duration", "How long deploys took, by service.");
  for (const { service, outcome, durationMs } of deploys) {
    const attributes = { "regatta.service": service, "regatta.deploy.outcome": outcome };
    deploy(1, attributes);
    if (durationMs !== undefined) deployTime(durationMs, attributes);
  }
  const account = counts("regatta.accounts", "{account}", "Accounts leased, by how they left the run.");
  for (const [end, count] of Object.entries(accounts)) account(count, { "regatta.account.end": end });
  if (utilisation === undefined) return;
  meter
    .createGauge("regatta.utilisation", {
      unit: "1",
      description: "The share of the time accounts were held in which a test file ran in them.",
    })
    .record(utilisation, where);
}

/** Reads what was recorded when it is asked to, and never by itself. */
class ReadOnce extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}
