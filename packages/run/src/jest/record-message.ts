import type { FromJest } from "@regatta/jest-runner";
import type { AccountRecord } from "../fleet/account-record.ts";

/** Notes what Jest tells of an account, as far as it decides how the account goes back. */
export function recordMessage(record: AccountRecord, message: FromJest): void {
  switch (message.kind) {
    case "file-started":
      record.fileStarted(message.file);
      break;
    case "file-finished":
      record.fileEnded(message.file);
      if (message.outcome !== "passed") record.fileFailed(message.file);
      if (message.outcome === "crashed") record.incident(`${message.file} crashed its worker`);
      if (message.outcome === "timed-out") record.incident(`${message.file} timed out`);
      break;
    case "file-cut-off":
      record.incident(`${message.file} was cut off: ${message.reason}`);
      break;
    case "account-suspect":
      record.suspect(message.files);
      break;
    default:
      break;
  }
}
