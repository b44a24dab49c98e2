export type {
  FileOutcome,
  FileResult,
  FromJest,
  TestCaseResult,
  ToJest,
} from "./protocol.ts";
export { launcherPath, runnerPath } from "./runner-path.ts";
