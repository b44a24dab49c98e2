export type {
  FileOutcome,
  FileResult,
  FromJest,
  TestCaseResult,
  ToJest,
} from "./protocol.ts";
export { runnerPath } from "./runner-path.ts";
