import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { causeName } from "../aws/cause-name.ts";
import type { PoolTable } from "./pool-table.ts";

/** `unknown` where DynamoDB is one that does not know the setting: DynamoDB Local, an emulator. */
export type Setting = "on" | "off" | "unknown";

/** What of a table keeps its items safe, and small in number. */
export interface TableSettings {
  /** The table can be put back to any second of the last 35 days. */
  pointInTimeRecovery: Setting;
  /** Records that nobody used for long go by themselves, by their `expiresAt`. */
  expiry: Setting;
}

const EXPIRES_AT = "expiresAt";
// A table just made answers that its backups are being enabled, for some seconds
// (API_UpdateContinuousBackups, ContinuousBackupsUnavailableException).
const PATIENCE_MS = 60_000;
const LOOK_AGAIN_MS = 2_000;

/** Reads which settings are on. @throws RegattaError as AWS failed. */
export async function readTableSettings(table: PoolTable): Promise<TableSettings> {
  const [pointInTimeRecovery, expiry] = await Promise.all([
    known(() => readRecovery(table)),
    known(() => readExpiry(table)),
  ]);
  return { pointInTimeRecovery, expiry };
}

/** Switches on what is off. @returns the settings afterwards. @throws RegattaError as AWS failed. */
export async function switchOnTableSettings(table: PoolTable): Promise<TableSettings> {
  const { pointInTimeRecovery, expiry } = await readTableSettings(table);
  return {
    pointInTimeRecovery:
      pointInTimeRecovery === "off" ? await known(() => switchOnRecovery(table)) : pointInTimeRecovery,
    expiry: expiry === "off" ? await known(() => switchOnExpiry(table)) : expiry,
  };
}

async function readRecovery(table: PoolTable): Promise<Setting> {
  const command = new DescribeContinuousBackupsCommand({ TableName: table.table });
  const { ContinuousBackupsDescription: described } = await table.send("DescribeContinuousBackups", command);
  const status = described?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  return status === "ENABLED" ? "on" : "off";
}

async function readExpiry(table: PoolTable): Promise<Setting> {
  const command = new DescribeTimeToLiveCommand({ TableName: table.table });
  const { TimeToLiveDescription: described } = await table.send("DescribeTimeToLive", command);
  const isOn = ["ENABLED", "ENABLING"].includes(described?.TimeToLiveStatus ?? "");
  return isOn && described?.AttributeName === EXPIRES_AT ? "on" : "off";
}

async function switchOnRecovery(table: PoolTable): Promise<Setting> {
  const command = () =>
    new UpdateContinuousBackupsCommand({
      TableName: table.table,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  const giveUpAt = table.clock.monotonic() + PATIENCE_MS;
  for (;;) {
    try {
      await table.send("UpdateContinuousBackups", command());
      return "on";
    } catch (error) {
      const isBusy = causeName(error) === "ContinuousBackupsUnavailableException";
      if (!isBusy || table.clock.monotonic() >= giveUpAt) throw error;
      await table.clock.sleep(LOOK_AGAIN_MS);
    }
  }
}

async function switchOnExpiry(table: PoolTable): Promise<Setting> {
  const command = new UpdateTimeToLiveCommand({
    TableName: table.table,
    TimeToLiveSpecification: { Enabled: true, AttributeName: EXPIRES_AT },
  });
  await table.send("UpdateTimeToLive", command);
  return "on";
}

async function known(setting: () => Promise<Setting>): Promise<Setting> {
  try {
    return await setting();
  } catch (error) {
    if (causeName(error) === "UnknownOperationException") return "unknown";
    throw error;
  }
}
