export type { AccountContext } from "./account/account-context.ts";
export type { CleaningEvent, CleaningStep } from "./account/cleaning-event.ts";
export type {
  CleaningDepth,
  CleaningSettings,
} from "./account/cleaning-settings.ts";
export { BaselineStore, type BaselineStoreOptions } from "./baseline/baseline-store.ts";
export { CleanerClients, type CleanerClientsOptions } from "./clients/cleaner-clients.ts";
export { type DataHook, runDataHook } from "./data/run-data-hook.ts";
export { type NukeOptions, nuke } from "./everything/nuke.ts";
export { type NukeConfigInput, nukeConfig } from "./everything/nuke-config.ts";
export type { NukedResource, NukeOutcome } from "./everything/parse-nuke-output.ts";
export { compareInventories, type InventoryDifference } from "./inventory/compare-inventories.ts";
export { describeResource, type Inventory, inventoryOf, type Resource } from "./inventory/inventory.ts";
export { takeInventory } from "./inventory/take-inventory.ts";
export { type Leftover, sweepLeftovers } from "./leftovers/sweep-leftovers.ts";
export { type ClearingOptions, clearObstacles } from "./obstacles/clear-obstacles.ts";
export { type CleanPoolOptions, cleanPool } from "./pool/clean-pool.ts";
export type { CleanedAccountReport, CleaningReport } from "./pool/cleaning-report.ts";
export { type PlanCleaningOptions, type PlannedCleaning, planCleaning } from "./pool/plan-cleaning.ts";
export { recordBaseline } from "./pool/record-baseline.ts";
export { whatToClean } from "./pool/what-to-clean.ts";
export { revokeOlderSessions } from "./revoke/revoke-older-sessions.ts";
export { onlyTimeRemoves } from "./waiting/only-time-removes.ts";
export { Parked } from "./waiting/parked.ts";
