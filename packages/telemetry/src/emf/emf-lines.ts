import type { RunMeasures } from "../measures/run-measures.ts";
import { type EmfMetric, emfDocument } from "./emf-document.ts";

/** More values of one metric a document may not have (CloudWatch user guide, embedded metric format specification). */
const VALUES_AT_ONCE = 100;

/**
 * The figures of a run as lines in CloudWatch's embedded metric format, without line ends: one of the run, one or more with
 * the times of its attempts, one or more of each service that was looked at. Pure.
 */
export function emfLines(measures: RunMeasures): string[] {
  return [ofRun(measures), ...ofAttempts(measures), ...ofServices(measures)];
}

function ofRun(measures: RunMeasures): string {
  const { pool, purpose, runId, commit, exitCode, result, endedAt, utilisation } = measures;
  const seconds = (name: string, ms: number): EmfMetric => ({ name, unit: "Seconds", value: ms / 1_000 });
  const count = (name: string, value: number): EmfMetric => ({ name, unit: "Count", value });
  const failed = measures.result === "success" ? 0 : 1;
  return emfDocument({
    at: endedAt,
    dimensions: { Pool: pool, Purpose: purpose },
    metrics: [
      count("Runs", 1),
      count("RunsNotGreen", failed),
      seconds("RunDuration", measures.durationMs),
      seconds("WaitDuration", measures.waitMs),
      ...VERDICTS.map((verdict) => count(`Files${camel(verdict)}`, measures.files[verdict] ?? 0)),
      ...ENDS.map((end) => count(`Accounts${camel(end)}`, measures.accounts[end] ?? 0)),
      ...(utilisation === undefined
        ? []
        : [{ name: "Utilisation", unit: "Percent" as const, value: utilisation * 100 }]),
    ],
    properties: {
      RunId: runId,
      Result: result,
      ...(commit === undefined ? {} : { Commit: commit }),
      ...(exitCode === undefined ? {} : { ExitCode: exitCode }),
    },
  });
}

function ofAttempts({ pool, purpose, runId, endedAt, attempts }: RunMeasures): string[] {
  const values = attempts.map(({ durationMs }) => durationMs / 1_000);
  return inParts(values).map((part) =>
    emfDocument({
      at: endedAt,
      dimensions: { Pool: pool, Purpose: purpose },
      metrics: [{ name: "AttemptDuration", unit: "Seconds", value: part }],
      properties: { RunId: runId },
    }),
  );
}

function ofServices({ pool, runId, endedAt, deploys }: RunMeasures): string[] {
  const names = [...new Set(deploys.map(({ service }) => service))];
  return names.flatMap((service) => {
    const those = deploys.filter((deploy) => deploy.service === service);
    const counts = OUTCOMES.map(
      (outcome): EmfMetric => ({
        name: `Deploys${camel(outcome)}`,
        unit: "Count",
        value: those.filter((deploy) => deploy.outcome === outcome).length,
      }),
    );
    const times = inParts(
      those.flatMap(({ durationMs }) => (durationMs === undefined ? [] : [durationMs / 1_000])),
    );
    const lines = [
      counts,
      ...times.map((value): EmfMetric[] => [{ name: "DeployDuration", unit: "Seconds", value }]),
    ];
    const rest = { at: endedAt, dimensions: { Pool: pool, Service: service }, properties: { RunId: runId } };
    return lines.map((metrics) => emfDocument({ ...rest, metrics }));
  });
}

function inParts(values: number[]): number[][] {
  const parts = Math.ceil(values.length / VALUES_AT_ONCE);
  return Array.from({ length: parts }, (_, i) => values.slice(i * VALUES_AT_ONCE, (i + 1) * VALUES_AT_ONCE));
}

function camel(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}

const VERDICTS = [
  "passed",
  "flaky",
  "quarantined",
  "failed",
  "crashed",
  "timed-out",
  "cut-off",
  "never-run",
] as const;
const ENDS = ["released", "dirty", "kept", "rejected", "lost", "unknown"] as const;
const OUTCOMES = ["deployed", "unchanged", "skipped", "failed", "blocked"] as const;
