const UNITS = /^(Seconds|Count|Percent|None)$/;

/**
 * What is wrong with a line by CloudWatch's "Specification: Embedded metric format" (its JSON schema and its text), and the
 * limits of PutMetricData it points to. Empty: nothing.
 */
export function emfProblems(line: string): string[] {
  const root = JSON.parse(line) as Record<string, unknown>;
  const problems: string[] = [];
  const need = (holds: boolean, what: string) => {
    if (!holds) problems.push(what);
  };
  need(!line.includes("\n") && Buffer.byteLength(line) <= 256 * 1024, "one line of 256 KB at most");
  const meta = root._aws as { Timestamp: unknown; CloudWatchMetrics: Directive[] };
  need(Number.isInteger(meta.Timestamp), "Timestamp is a whole number of ms");
  need(meta.CloudWatchMetrics.length > 0, "there is a MetricDirective");
  for (const { Namespace, Dimensions, Metrics } of meta.CloudWatchMetrics) {
    need(/^[\w./#:-]{1,255}$/.test(Namespace) && !Namespace.startsWith("AWS/"), "Namespace");
    need(Dimensions.length > 0, "there is a DimensionSet");
    for (const name of Dimensions.flat()) {
      const value = root[name];
      need(
        typeof value === "string" && /^[\x20-\x7e]{1,1024}$/.test(value) && /\S/.test(value),
        `dimension ${name}`,
      );
    }
    for (const set of Dimensions) need(set.length >= 1 && set.length <= 30, "1 to 30 dimensions");
    need(Metrics.length >= 1 && Metrics.length <= 100, "1 to 100 metrics");
    need(new Set(Metrics.map(({ Name }) => Name)).size === Metrics.length, "a metric once");
    for (const { Name, Unit } of Metrics) {
      need(/^[\x20-\x7e]{1,255}$/.test(Name) && UNITS.test(Unit), `definition of ${Name}`);
      const values = [root[Name]].flat();
      need(values.length >= 1 && values.length <= 100 && values.every(Number.isFinite), `values of ${Name}`);
    }
  }
  return problems;
}

interface Directive {
  Namespace: string;
  Dimensions: string[][];
  Metrics: Array<{ Name: string; Unit: string }>;
}
