import type { StateStore } from "./state-store.ts";

/** Keeps state for as long as the process lives. */
export class MemoryStateStore implements StateStore {
  readonly #texts = new Map<string, string>();

  async load(name: string): Promise<unknown | undefined> {
    const text = this.#texts.get(name);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async save(name: string, value: unknown): Promise<void> {
    this.#texts.set(name, JSON.stringify(value));
  }
}
