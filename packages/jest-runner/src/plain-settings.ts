import type { ToJest } from "./protocol.ts";

/** The settings of a run of which nothing special is asked, and nothing known. */
export const plainSettings: Extract<ToJest, { kind: "setup" }> = {
  kind: "setup",
  expectedMs: {},
  p95Ms: {},
  filesPerAccount: 1,
  retries: 0,
  backupCopies: false,
  canFreshen: false,
  claims: false,
  quarantine: [],
};
