export type { AccountContext } from "./account/account-context.ts";
export type { CleaningEvent, CleaningStep } from "./account/cleaning-event.ts";
export { CleanerClients, type CleanerClientsOptions } from "./clients/cleaner-clients.ts";
