import type { Clock } from "@regatta/foundation";
import type { ServerTime } from "./server-time.ts";

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
 * Has every answer to a command, retries and refusals included, noted in `time`.
 *
 * It sits on the command and not on its client, so that a client may be shared by pools with clocks of their own.
 * Lowest priority of the deserialize step is the place next to the wire: each attempt passes it by itself, before
 * an error answer becomes an exception.
 */
export function watchServerTime(command: object, time: ServerTime, clock: Clock): void {
  const watch = (next: Handler): Handler => {
    return async (args) => {
      const sentAt = clock.monotonic();
      const answer = await next(args);
      time.observe(dateOf(answer.response), sentAt, clock.monotonic());
      return answer;
    };
  };
  (command as Watchable).middlewareStack.add(watch, {
    step: "deserialize",
    priority: "low",
    name: "regattaServerTime",
  });
}

function dateOf(response: unknown): string | undefined {
  const { headers } = response as { headers?: Record<string, string> };
  return headers?.date ?? headers?.Date;
}
