type Handler = (args: never) => Promise<unknown>;

/** What of an SDK client is needed here; the clients' own types differ in their inputs. */
export interface Cuttable {
  readonly middlewareStack: unknown;
}

interface Stack {
  addRelativeTo(
    middleware: (next: Handler) => Handler,
    options: { name: string; relation: "before"; toMiddleware: string },
  ): void;
}

/**
 * Has the client ask the signal before each attempt of each call: nothing is sent once it is aborted, and the call
 * rejects with the signal's reason. A call that is under way by then ends as it ends.
 */
export function cutOffBy(client: Cuttable, signal: AbortSignal): void {
  const ask = (next: Handler): Handler => {
    return async (args) => {
      signal.throwIfAborted();
      return next(args);
    };
  };
  // Inside of the SDK's retries, and after whatever else the call had to wait for.
  (client.middlewareStack as Stack).addRelativeTo(ask, {
    name: "regattaCutOff",
    relation: "before",
    toMiddleware: "httpSigningMiddleware",
  });
}
