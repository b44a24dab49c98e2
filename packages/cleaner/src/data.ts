/** The team's own command, without the rest of the cleaner and its SDK clients: for a run that wants clean data. */
export { type DataHook, type DataHookContext, runDataHook } from "./data/run-data-hook.ts";
