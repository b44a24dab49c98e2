import { messageOf } from "@regatta/foundation";
import { deployResults, fileResults, type RunLog } from "@regatta/run-log";
import type { RunBasis } from "../basis/run-basis.ts";
import { rememberFingerprints } from "./remember-fingerprints.ts";

/** Keeps what later runs can use of this one, beside the pool. What cannot be kept is a problem told, and no more. */
export async function keepRecords(basis: RunBasis, log: RunLog): Promise<void> {
  await Promise.all([recordTimes(basis, log), rememberFingerprints(basis, log)]);
}

async function recordTimes({ history, deployHistory }: RunBasis, log: RunLog): Promise<void> {
  try {
    await Promise.all([
      history.record(fileResults(log.state)),
      deployHistory.record(deployResults(log.state)),
    ]);
  } catch (error) {
    log.append({ kind: "problem", code: "TIMES_NOT_RECORDED", message: messageOf(error) });
  }
}
