import type { ReportFile, ReportSpan } from "./report-data.ts";

/** Every attempt at a file as a stretch of time, in each of the accounts it had. Pure. */
export function attemptSpans(files: readonly ReportFile[]): Array<{ account: string; span: ReportSpan }> {
  return files.flatMap(({ attempts }, file) =>
    attempts.flatMap(({ account, others = [], from, to }, attempt) =>
      [account, ...others].map((one) => ({
        account: one,
        span: { kind: "file" as const, from, ...(to === undefined ? {} : { to }), file, attempt },
      })),
    ),
  );
}
