export { DynamoDBStore, type DynamoDBStoreOptions } from "./dynamodb-store.ts";
export type { Container, ContainerTrouble, FileStanding, Look, QueueResult } from "./look.ts";
export { isAtWork, isComplete } from "./queue-rules.ts";
export type { QueueItem, QueueStore, QueueWrite } from "./queue-store.ts";
export { type QueueTiming, queueTiming } from "./queue-timing.ts";
export {
  type ClaimAnswer,
  type QueueListener,
  SharedQueue,
  type SharedQueueOptions,
} from "./shared-queue.ts";
