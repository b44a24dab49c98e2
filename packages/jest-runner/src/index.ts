export type {
  FileOutcome,
  FileResult,
  FromJest,
  Quarantined,
  ServiceOutputs,
  TestCaseResult,
  ToJest,
} from "./protocol.ts";
export { type Pragmas, pragmasOfFiles } from "./read-pragmas.ts";
export { REFUSED_OPTIONS } from "./refused-options.ts";
export { launcherPath, runnerPath } from "./runner-path.ts";
