import type { ReportAccount, ReportSpan } from "../report-data.ts";

/** How many accounts were at something, on average over one slice of the run. */
export interface Slice {
  /** Ran a file. */
  testing: number;
  /** Were leased, deployed to, cleaned or otherwise made ready, and ran no file. */
  preparing: number;
  /** Had nothing to do. */
  idle: number;
}

/** What the accounts were at over the run, in slices of equal length. Pure. @param total ms. */
export function utilisation(accounts: readonly ReportAccount[], total: number, slices: number): Slice[] {
  const length = total / slices;
  const all = Array.from({ length: slices }, (): Slice => ({ testing: 0, preparing: 0, idle: 0 }));
  for (const { spans } of accounts) {
    const held = coverage(spans, (kind) => kind === "leasing" || kind === "preparing" || kind === "open");
    const open = coverage(spans, (kind) => kind === "open");
    const testing = coverage(spans, (kind) => kind === "file");
    const busy = coverage(spans, (kind) => kind === "file" || kind === "freshening");
    all.forEach((slice, i) => {
      const ran = testing[i] ?? 0;
      const idle = Math.max(0, (open[i] ?? 0) - (busy[i] ?? 0));
      slice.testing += ran;
      slice.idle += idle;
      slice.preparing += Math.max(0, (held[i] ?? 0) - ran - idle);
    });
  }
  return all;

  // Of every slice the share in which something of these kinds was under way; at most all of it.
  function coverage(spans: readonly ReportSpan[], isMeant: (kind: ReportSpan["kind"]) => boolean): number[] {
    const covered = new Array<number>(slices).fill(0);
    for (const { from, to = total } of joined(spans.filter(({ kind }) => isMeant(kind)))) {
      const first = Math.max(0, Math.floor(from / length));
      for (let i = first; i < slices && i * length < to; i++) {
        const part = Math.min(to, (i + 1) * length) - Math.max(from, i * length);
        covered[i] = Math.min(1, (covered[i] ?? 0) + Math.max(0, part) / length);
      }
    }
    return covered;
  }

  function joined(spans: ReportSpan[]): ViewOfSpan[] {
    const joinedSpans: ViewOfSpan[] = [];
    for (const { from, to = total } of spans) {
      const last = joinedSpans.at(-1);
      if (last && from <= last.to) last.to = Math.max(last.to, to);
      else joinedSpans.push({ from, to });
    }
    return joinedSpans;
  }
}

interface ViewOfSpan {
  from: number;
  to: number;
}
