import type { StateStore } from "./state-store.ts";

/** Keeps nothing, at no cost: services hold what they know in memory for as long as the process lives. */
export class ForgetfulStateStore implements StateStore {
  async load(): Promise<undefined> {
    return undefined;
  }

  async save(): Promise<void> {}
}
