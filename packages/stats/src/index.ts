export type { Distribution } from "./basics/distribution.ts";
export type { CleanedAccount, CleaningRecord } from "./record/cleaning-record.ts";
export type {
  ContainerOfRun,
  FailureRecord,
  FileRecord,
  RunRecord,
  ServiceRecord,
  StayEnd,
  StayRecord,
} from "./record/run-record.ts";
export { recordVersion } from "./record/run-record.ts";
export { type RunRecordOptions, runRecordOf } from "./record/run-record-of.ts";
export type { RunSplit, StaySplit } from "./record/time-split.ts";
export { flakyFiles, growingFiles, redFiles, slowestFiles } from "./sums/rankings.ts";
export type {
  AccountStats,
  Cause,
  CleaningStats,
  CostStats,
  FileFailure,
  FileStats,
  GroupStats,
  Growth,
  HeldUp,
  Money,
  Period,
  PoolUse,
  Prices,
  PurposeStats,
  RunOutcome,
  RunPoint,
  RunStats,
  ServiceStats,
  TestStats,
} from "./sums/run-stats.ts";
export { type StatsOptions, statsOf } from "./sums/stats-of.ts";
export type { AnyRecord } from "./table/pack-record.ts";
export { type ReadRecords, RunRecords, type RunRecordsOptions } from "./table/run-records.ts";
