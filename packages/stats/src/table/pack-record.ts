import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { CleaningRecord } from "../record/cleaning-record.ts";
import { type FileRecord, type RunRecord, recordVersion } from "../record/run-record.ts";

export type AnyRecord = RunRecord | CleaningRecord;

/** A run as the table keeps it: most files passed at once, of which only the time is to be kept. */
interface PackedRun extends RunRecord {
  /** ms by file. */
  passed: Record<string, number>;
}

/**
 * A record as the table keeps it: some bytes a file.
 * @param mostBytes what does not fit loses the passed files that took least time, then what failed attempts said.
 */
export async function packRecord(record: AnyRecord, mostBytes: number): Promise<Uint8Array> {
  const packed = await pack(record);
  if (packed.length <= mostBytes || record.kind === "cleaning") return packed;
  const smaller = withoutSomeFiles(record) ?? withoutFailures(record);
  return smaller ? packRecord(smaller, mostBytes) : packed;
}

/** @returns undefined for what cannot be read: damaged, or of a later version. */
export async function unpackRecord(data: Uint8Array | undefined): Promise<AnyRecord | undefined> {
  try {
    const text = (await promisify(gunzip)(data ?? new Uint8Array())).toString("utf8");
    const record = JSON.parse(text) as PackedRun | CleaningRecord;
    if (record.version > recordVersion) return undefined;
    if (record.kind === "cleaning") return Array.isArray(record.accounts) ? record : undefined;
    return record.kind === "run" ? unpackRun(record) : undefined;
  } catch {
    return undefined;
  }
}

function pack(record: AnyRecord): Promise<Uint8Array> {
  return promisify(gzip)(JSON.stringify(record.kind === "run" ? packRun(record) : record));
}

function packRun({ files, ...record }: RunRecord): PackedRun {
  const passed = files.flatMap((file) => (isPlain(file) ? [[file.file, file.ms] as const] : []));
  return { ...record, files: files.filter((file) => !isPlain(file)), passed: Object.fromEntries(passed) };
}

function unpackRun({ passed, ...record }: PackedRun): RunRecord {
  const plain = Object.entries(passed).map(
    ([file, ms]): FileRecord => ({ file, verdict: "passed", ms, attempts: 1 }),
  );
  return { ...record, files: [...record.files, ...plain] };
}

/** It passed at once: name and time are all there is to say of it. */
function isPlain(file: FileRecord): file is FileRecord & { ms: number } {
  return (
    file.verdict === "passed" &&
    file.attempts === 1 &&
    file.ms !== undefined &&
    !file.failures &&
    !file.repeatedMs
  );
}

function withoutSomeFiles(record: RunRecord): RunRecord | undefined {
  const plain = record.files.filter(isPlain).sort((a, b) => b.ms - a.ms);
  if (plain.length === 0) return undefined;
  const kept = plain.slice(0, Math.floor(plain.length / 2));
  const filesLeftOut = (record.filesLeftOut ?? 0) + plain.length - kept.length;
  return { ...record, files: [...record.files.filter((file) => !isPlain(file)), ...kept], filesLeftOut };
}

function withoutFailures(record: RunRecord): RunRecord | undefined {
  if (record.files.every(({ failures }) => !failures)) return undefined;
  return { ...record, files: record.files.map(({ failures: _, ...file }) => file) };
}
