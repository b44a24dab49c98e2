import { type Clock, watchAnswers } from "@regatta/foundation";

/**
 * The server's time by the Date header of its last answer, carried on by the monotonic clock. Good to a second, for what
 * is kept for days: nobody's claim is judged by it.
 */
export function serverDate(clock: Clock): { observe(command: object): void; now(): number } {
  let offset: number | undefined;
  const onAnswer = (date: string | undefined) => {
    const at = Date.parse(date ?? "");
    if (!Number.isNaN(at)) offset = at - clock.monotonic();
  };
  return {
    observe: (command) => watchAnswers(command, () => onAnswer),
    // Before the first answer, or behind a proxy that takes the header away.
    now: () => (offset === undefined ? clock.now() : offset + clock.monotonic()),
  };
}
