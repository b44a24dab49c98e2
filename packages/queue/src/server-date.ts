import type { Clock } from "@regatta/foundation";

interface Answer {
  response: unknown;
}
type Handler = (args: never) => Promise<Answer>;
interface Watchable {
  middlewareStack: {
    add(
      middleware: (next: Handler) => Handler,
      options: { step: "deserialize"; priority: "low"; name: string },
    ): void;
  };
}

/**
 * The server's time by the Date header of its last answer, carried on by the monotonic clock. Good to a second, for what
 * is kept for days: nobody's claim is judged by it.
 */
export function serverDate(clock: Clock): { observe(command: object): void; now(): number } {
  let offset: number | undefined;
  const watch = (next: Handler): Handler => {
    return async (args) => {
      const answer = await next(args);
      const { headers } = answer.response as { headers?: Record<string, string> };
      const at = Date.parse(headers?.date ?? headers?.Date ?? "");
      if (!Number.isNaN(at)) offset = at - clock.monotonic();
      return answer;
    };
  };
  return {
    observe: (command) =>
      (command as Watchable).middlewareStack.add(watch, {
        step: "deserialize",
        priority: "low",
        name: "regattaServerDate",
      }),
    // Before the first answer, or behind a proxy that takes the header away.
    now: () => (offset === undefined ? clock.now() : offset + clock.monotonic()),
  };
}
