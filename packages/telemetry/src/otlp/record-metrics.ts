import type { Meter } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import {
  AggregationTemporality,
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
    aggregationTemporalitySelector: (type) =>
      exporter.selectAggregationTemporality?.(type) ?? AggregationTemporality.CUMULATIVE,
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  const made = figures(provider.getMeter("regatta"), measures);
  recordRun(made, measures);
  recordFiles(made, measures);
  recordAccounts(made, measures);
  const { resourceMetrics } = await reader.collect();
  return resourceMetrics;
}

type Labels = Record<string, string>;

/** Ways to note a figure, each by what tells it from others of its name. */
interface Figures {
  seconds(name: string, description: string): (ms: number, labels?: Labels) => void;
  counts(name: string, unit: string, description: string): (by: number, labels: Labels) => void;
  gauge(name: string, description: string): (value: number) => void;
}

function figures(meter: Meter, { purpose, pool }: RunMeasures): Figures {
  const where = { "cicd.pipeline.name": `regatta ${purpose}`, "regatta.pool": pool };
  const advice = { explicitBucketBoundaries: BOUNDARIES };
  return {
    seconds: (name, description) => {
      const histogram = meter.createHistogram(name, { unit: "s", description, advice });
      return (ms, labels) => histogram.record(ms / 1_000, { ...where, ...labels });
    },
    counts: (name, unit, description) => {
      const counter = meter.createCounter(name, { unit, description });
      return (by, labels) => counter.add(by, { ...where, ...labels });
    },
    gauge: (name, description) => {
      const gauge = meter.createGauge(name, { unit: "1", description });
      return (value) => gauge.record(value, where);
    },
  };
}

// Named by OpenTelemetry's conventions for CI/CD, as far as they go: the result is known in the last of three states.
function recordRun({ seconds, gauge }: Figures, measures: RunMeasures): void {
  const { result, errorType, pendingMs, executingMs, finalizingMs, durationMs, waitMs, utilisation } =
    measures;
  const error: Labels = errorType === undefined ? {} : { "error.type": errorType };
  const ended = { "cicd.pipeline.result": result };
  const state = seconds("cicd.pipeline.run.duration", "How long runs were in each state.");
  state(pendingMs, { "cicd.pipeline.run.state": "pending" });
  state(executingMs, { "cicd.pipeline.run.state": "executing" });
  state(finalizingMs, { "cicd.pipeline.run.state": "finalizing", ...ended, ...error });
  seconds("regatta.run.duration", "How long whole runs took.")(durationMs, ended);
  seconds("regatta.wait.duration", "For how long the pool had not enough accounts for a run.")(waitMs);
  if (utilisation === undefined) return;
  gauge(
    "regatta.utilisation",
    "The share of the time accounts were held in which a test file ran.",
  )(utilisation);
}

function recordFiles({ seconds, counts }: Figures, { files, attempts }: RunMeasures): void {
  const file = counts("regatta.files", "{file}", "Test files, by the final word on them.");
  for (const [verdict, count] of Object.entries(files)) file(count, { "regatta.verdict": verdict });
  const attempt = seconds("regatta.attempt.duration", "How long attempts at test files took.");
  for (const one of attempts) attempt(one.durationMs, { "regatta.attempt.class": one.class });
}

function recordAccounts({ seconds, counts }: Figures, { deploys, accounts }: RunMeasures): void {
  const deploy = counts("regatta.deploys", "{deploy}", "Services looked at in accounts.");
  const took = seconds("regatta.deploy.duration", "How long deploys took.");
  for (const { service, outcome, durationMs } of deploys) {
    const labels = { "regatta.service": service, "regatta.deploy.outcome": outcome };
    deploy(1, labels);
    if (durationMs !== undefined) took(durationMs, labels);
  }
  const account = counts("regatta.accounts", "{account}", "Accounts leased, by how they left the run.");
  for (const [end, count] of Object.entries(accounts)) account(count, { "regatta.account.end": end });
}

/** Reads what was recorded when it is asked to, and never by itself. */
class ReadOnce extends MetricReader {
  protected override async onForceFlush(): Promise<void> {}
  protected override async onShutdown(): Promise<void> {}
}
