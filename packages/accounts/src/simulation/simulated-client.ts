import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventLoop } from "./event-loop.ts";
import type { Machine } from "./machine.ts";
import type { Network } from "./network.ts";
import type { Random } from "./random.ts";
import type { SimulatedTable } from "./simulated-table.ts";

/** What of a command passes here: its input, and the middleware the pool put on it. */
export interface SentCommand {
  input: object;
  middlewareStack: {
    resolve(
      handler: (args: object) => Promise<Answer>,
      context: object,
    ): (args: { input: object; request: object }) => Promise<Answer>;
  };
}

interface Answer {
  response: { headers: { date: string } };
  output: object;
}

/** What a broken variant spoils: each function gets what would be right. */
export interface Spoiling {
  /** The command as it reaches the table. */
  command?: (command: SentCommand, machine: Machine, now: number) => SentCommand;
  /** The answer as it reaches the pool. */
  answer?: (output: object, machine: Machine, now: number) => object;
  /** The time in the Date header, ms. */
  date?: (now: number, machine: Machine) => number;
}

export interface SimulatedClientOptions {
  loop: EventLoop;
  machine: Machine;
  network: Network;
  table: SimulatedTable;
  random: Random;
  spoiling: Spoiling;
  /** Told of each command before it is sent; what it returns is called with the answer when the command was done. */
  onSend: (command: SentCommand) => (output: object) => void;
}

// As createDynamoDBClient sets them.
const ATTEMPTS = 5;
const TIMEOUT_MS = 10_000;
// A reason of our own: the default one is made anew, with a stack, each time.
const OVER = new Error("the attempt is over");

/**
 * Stands where the SDK's client does: sends a command over the simulated network, again and again like the SDK's
 * standard retries, each attempt through the command's middleware, which is how the pool learns the server's time.
 */
export class SimulatedClient {
  readonly #options: SimulatedClientOptions;

  constructor(options: SimulatedClientOptions) {
    this.#options = options;
  }

  /** For the pool, which knows only the SDK's client. */
  get asDynamoDB(): DynamoDBClient {
    return this as unknown as DynamoDBClient;
  }

  async send(command: SentCommand, { abortSignal }: { abortSignal?: AbortSignal } = {}): Promise<object> {
    const { machine, random } = this.#options;
    const handler = command.middlewareStack.resolve(() => this.#attempt(command, abortSignal), {});
    const done = this.#options.onSend(command);
    for (let attempt = 1; ; attempt++) {
      try {
        const { output } = await handler({ input: command.input, request: {} });
        if (output instanceof Error) throw output;
        done(output);
        return this.#options.spoiling.answer?.(output, machine, this.#options.loop.now) ?? output;
      } catch (error) {
        if (attempt === ATTEMPTS || !isPassing(error)) throw error;
        await machine.sleep(random.next() * 100 * 2 ** attempt, abortSignal);
      }
    }
  }

  /** One request: rejects when no answer came; a refusal is an answer. */
  #attempt(command: SentCommand, signal: AbortSignal | undefined): Promise<Answer> {
    const { loop, machine, network } = this.#options;
    const { requestMs, answerMs, throttled, brokenAfterMs } = network.fate(machine);
    const done = new AbortController();
    return new Promise<Answer>((resolve, reject) => {
      const give = (answer: Answer) => machine.hears(() => resolve(answer));
      const fail = (code: string) => reject(Object.assign(new Error(code), { code }));
      signal?.addEventListener("abort", () => reject(abortError()), { once: true, signal: done.signal });
      machine.sleep(TIMEOUT_MS, done.signal).then(
        () => fail("ETIMEDOUT"),
        () => undefined,
      );
      if (brokenAfterMs !== undefined)
        loop.after(brokenAfterMs, () => machine.hears(() => fail("ECONNRESET")));
      if (requestMs === "lost") return;
      loop.after(requestMs, () => {
        const answer = this.#serve(command, throttled);
        if (answerMs !== "lost") loop.after(answerMs, () => give(answer));
      });
    }).finally(() => done.abort(OVER));
  }

  #serve(command: SentCommand, throttled: boolean): Answer {
    const { loop, machine, table, spoiling } = this.#options;
    const date = spoiling.date?.(loop.now, machine) ?? loop.now;
    const output = throttled
      ? slowDown()
      : executed(table, spoiling.command?.(command, machine, loop.now) ?? command);
    return { response: { headers: { date: new Date(date).toUTCString() } }, output };
  }
}

function executed(table: SimulatedTable, command: object): object {
  try {
    return table.execute(command);
  } catch (error) {
    if ((error as Error).name === "ConditionalCheckFailedException") return error as Error;
    throw error;
  }
}

function slowDown(): Error {
  return Object.assign(new Error("slow down"), { name: "ProvisionedThroughputExceededException" });
}

function abortError(): Error {
  return Object.assign(new Error("Request aborted"), { name: "AbortError" });
}

function isPassing(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string };
  return code !== undefined || name === "ProvisionedThroughputExceededException";
}
