/**
 * What the user's Jest loads (`--runner`). CommonJS and free of static imports on purpose: Jest loads a runner
 * through the user's transform and with `require`, and both would trip over a module that must stay ESM.
 */
type Listener = (payload: unknown) => unknown;

class Runner {
  readonly supportsEventEmitters = true;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #runner: ReturnType<typeof load>;

  constructor(globalConfig: never, context: never) {
    this.#runner = load(globalConfig, context);
    this.#runner.catch(() => undefined);
  }

  /** Subscribes to an event of Jest's EmittingTestRunner; returns what unsubscribes. */
  on(event: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Resolves when every file was handed to Jest as a result or as a failure. */
  async runTests(tests: never, watcher: never): Promise<void> {
    const runner = await this.#runner;
    await runner.runTests(tests, watcher, async (event: string, payload: unknown) => {
      const listeners = [...(this.#listeners.get(event) ?? [])];
      await Promise.all(listeners.map(async (listener) => listener(payload)));
    });
  }
}

async function load(globalConfig: never, context: never) {
  const { AccountRunner } = await import("./account-runner.ts");
  return new AccountRunner(globalConfig, context);
}

module.exports = Runner;
