export type {
  FileOutcome,
  FileResult,
  FromJest,
  ServiceOutputs,
  TestCaseResult,
  ToJest,
} from "./protocol.ts";
export { launcherPath, runnerPath } from "./runner-path.ts";
