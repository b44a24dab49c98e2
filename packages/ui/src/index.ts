export { historyFeed } from "./history-view/history-feed.ts";
export type { HistoryAsked, HistorySource } from "./history-view/history-source.ts";
export { renderHistory } from "./history-view/render-history.ts";
export type { Feed } from "./live/feed.ts";
export { poolFeed } from "./pool-view/pool-feed.ts";
export type { PoolGlance, PoolSource } from "./pool-view/pool-source.ts";
export type { FindingView, PoolView, StepView } from "./pool-view/pool-view.ts";
export { type RunFeedOptions, runFeed } from "./run-feed/run-feed.ts";
export { UiServer, type UiServerOptions } from "./server/ui-server.ts";
