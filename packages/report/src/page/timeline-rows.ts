import type { ReportAccount, ReportData, ReportSpan } from "../report-data.ts";
import { type Lane, packLanes } from "./pack-lanes.ts";
import { durationText, momentText } from "./time-text.ts";

/** A stretch of time as it is drawn. */
export interface TimelineItem extends Lane {
  span: ReportSpan;
  from: number;
  to: number;
  /** Which colours it has. */
  look: string;
  /** What stands in it, where there is room. */
  label: string;
}

export interface TimelineRow {
  account: ReportAccount;
  label: string;
  /** What lies below the items: what the account as a whole was at. */
  base: TimelineItem[];
  /** In the order of their beginnings. */
  items: TimelineItem[];
}

/** One row an account, in the order they came. Pure. */
export function timelineRows(data: ReportData): TimelineRow[] {
  const regions = new Set(data.accounts.map(({ account }) => account.split("/")[1]));
  return data.accounts.map((account) => {
    const all = account.spans.map((span) => itemOf(span, data));
    const items = all.filter(({ span }) => !isBase(span));
    const lanes = packLanes(items);
    return {
      account,
      label: labelOfRow(account, regions.size > 1),
      base: all.filter(({ span }) => isBase(span)),
      items: items.map((item, i) => ({ ...item, ...lanes[i] })),
    };
  });
}

// On a page of several containers the number of the one that had it comes first.
function labelOfRow({ account, containers = [] }: ReportAccount, hasRegion: boolean): string {
  const name = hasRegion ? account : (account.split("/")[0] ?? account);
  return containers.length > 0 ? `${containers.join("+")} · ${name}` : name;
}

function isBase({ kind }: ReportSpan): boolean {
  return kind === "leasing" || kind === "preparing" || kind === "open";
}

function itemOf(span: ReportSpan, data: ReportData): TimelineItem {
  const to = span.to ?? data.run.durationMs;
  return {
    span,
    from: span.from,
    to,
    lane: 0,
    lanes: 1,
    look: lookOf(span, data),
    label: labelOf(span, data),
  };
}

function lookOf(span: ReportSpan, { files, deploys }: ReportData): string {
  if (span.kind === "file") return files[span.file ?? -1]?.attempts[span.attempt ?? -1]?.class ?? "cut-off";
  if (span.kind !== "deploying") return span.kind;
  const outcome = deploys[span.deploy ?? -1]?.outcome;
  return outcome === "failed" || outcome === "cut-off" ? `deploy-${outcome}` : "deploying";
}

function labelOf(span: ReportSpan, { files, deploys }: ReportData): string {
  switch (span.kind) {
    case "file":
      return (files[span.file ?? -1]?.file ?? "").split("/").at(-1) ?? "";
    case "deploying":
      return deploys[span.deploy ?? -1]?.stackName ?? "";
    default:
      return kindText[span.kind];
  }
}

/** What an account is at, in words. */
export const kindText: Record<ReportSpan["kind"], string> = {
  leasing: "leasing",
  preparing: "preparing",
  open: "taking files",
  deploying: "deploying",
  probing: "probing",
  "starting-worker": "starting its worker",
  file: "test file",
  freshening: "making its data fresh",
};

/** A stretch in words, one line each: what it is, how it went, and when. Pure. */
export function itemText({ span, from, to }: TimelineItem, data: ReportData): string[] {
  const when = `${momentText(from)} to ${momentText(to)}, ${durationText(to - from)}`;
  if (span.kind === "file") {
    const file = data.files[span.file ?? -1];
    const attempt = file?.attempts[span.attempt ?? -1];
    const tried = file && file.attempts.length > 1 ? `attempt ${(span.attempt ?? 0) + 1}: ` : "";
    const said = attempt?.class === "passed" ? "" : (file?.headline ?? "");
    const by = attempt?.container === undefined ? "" : `, container ${attempt.container}`;
    return [file?.file ?? "", `${tried}${attempt?.says ?? ""}${by}`, when, said].filter(Boolean);
  }
  if (span.kind === "deploying") {
    const deploy = data.deploys[span.deploy ?? -1];
    const how = deploy?.outcome === "failed" ? `failed: ${deploy.failure ?? ""}` : (deploy?.outcome ?? "");
    return [`deploy of ${deploy?.stackName ?? ""}`, how, `because ${deploy?.reason ?? "?"}`, when];
  }
  return [[kindText[span.kind], span.text].filter(Boolean).join(": "), when];
}
