export type { Feed } from "./live/feed.ts";
export { UiServer, type UiServerOptions } from "./server/ui-server.ts";
