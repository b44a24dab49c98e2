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
 * Has every answer to a command of an AWS SDK client told, retries and refusals included.
 *
 * It sits on the command and not on its client, so that a client may be shared by those with clocks of their own.
 * Lowest priority of the deserialize step is the place next to the wire: each attempt passes it by itself, before
 * an error answer becomes an exception.
 * @param onSend called as an attempt is sent; what it returns is called with the Date header of the answer.
 */
export function watchAnswers(command: object, onSend: () => (date: string | undefined) => void): void {
  const watch = (next: Handler): Handler => {
    return async (args) => {
      const onAnswer = onSend();
      const answer = await next(args);
      onAnswer(dateOf(answer.response));
      return answer;
    };
  };
  (command as Watchable).middlewareStack.add(watch, {
    step: "deserialize",
    priority: "low",
    name: "regattaWatchAnswers",
  });
}

function dateOf(response: unknown): string | undefined {
  const { headers } = response as { headers?: Record<string, string> };
  return headers?.date ?? headers?.Date;
}
