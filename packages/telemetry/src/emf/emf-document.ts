/** Of CloudWatch's units those that are used here. */
export type EmfUnit = "Seconds" | "Count" | "Percent";

export interface EmfMetric {
  name: string;
  unit: EmfUnit;
  /** One value, or up to 100 of which CloudWatch keeps the distribution. */
  value: number | number[];
}

export interface EmfDocument {
  /** ms since the epoch. */
  at: number;
  /** Every metric is kept by these, all together. */
  dimensions: Record<string, string>;
  metrics: EmfMetric[];
  /** Beside the metrics, for who looks at the log. */
  properties: Record<string, string | number>;
}

/** CloudWatch user guide, "Specification: Embedded metric format": a dimension has 1 to 1,024 characters of ASCII. */
const LONGEST_DIMENSION = 1_024;

/** A document in CloudWatch's embedded metric format, on one line. Pure. */
export function emfDocument({ at, dimensions, metrics, properties }: EmfDocument): string {
  const values = Object.entries(dimensions).map(([name, value]) => [name, asDimension(value)]);
  return JSON.stringify({
    ...properties,
    ...Object.fromEntries(values),
    ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
    _aws: {
      Timestamp: Math.round(at),
      CloudWatchMetrics: [
        {
          Namespace: "Regatta",
          Dimensions: [Object.keys(dimensions)],
          Metrics: metrics.map(({ name, unit }) => ({ Name: name, Unit: unit })),
        },
      ],
    },
  });
}

// An empty one would have the whole document refused.
function asDimension(value: string): string {
  const ascii = value.replace(/[^\x20-\x7e]/g, "?").trim();
  return ascii.slice(0, LONGEST_DIMENSION) || "none";
}
