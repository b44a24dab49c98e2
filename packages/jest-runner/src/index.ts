export type {
  FileOutcome,
  FileResult,
  FromJest,
  Quarantined,
  ServiceOutputs,
  TestCaseResult,
  ToJest,
} from "./protocol.ts";
export { requiresOfFiles } from "./read-requires.ts";
export { REFUSED_OPTIONS } from "./refused-options.ts";
export { launcherPath, runnerPath } from "./runner-path.ts";
