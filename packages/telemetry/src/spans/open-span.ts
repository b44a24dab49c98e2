import { firstLine } from "@regatta/foundation";
import type { Attributes, Result, Span, SpanKind } from "./span.ts";

/** How a span ended. `message` may have several lines: the first is kept. */
export interface Ending {
  result: Result;
  errorType?: string;
  message?: string;
  attributes?: Attributes;
}

export interface SpanStart {
  kind: SpanKind;
  id: string;
  name: string;
  account?: string;
  at: number;
  spanId?: string;
  attributes?: Attributes;
}

/** More of a reason nobody reads in a list of spans; the whole is in the log. */
const LONGEST_REASON = 500;

/** One line of a text, as long as an attribute should be at most. */
export function oneLine(text: string): string {
  return firstLine(text).slice(0, LONGEST_REASON);
}

/** A span whose end may not have come yet. */
export class OpenSpan {
  readonly #span: Span;
  readonly #open = new Map<string, OpenSpan>();
  #ended = false;

  constructor({ kind, id, name, account, at, spanId, attributes = {} }: SpanStart) {
    const where = {
      ...(account === undefined ? {} : { account }),
      ...(spanId === undefined ? {} : { spanId }),
    };
    const rest = { attributes: { ...attributes }, moments: [], children: [] };
    this.#span = { kind, id, name, ...where, from: at, to: at, result: "success", ...rest };
  }

  get from(): number {
    return this.#span.from;
  }

  get isEnded(): boolean {
    return this.#ended;
  }

  set(attributes: Attributes): void {
    Object.assign(this.#span.attributes, attributes);
  }

  /** @param at ms since the epoch. */
  note(at: number, name: string, attributes: Attributes = {}): void {
    this.#span.moments.push({ at, name, attributes });
  }

  /** Begins a child, which `child` finds under the key until it has ended; one that has that key ends. */
  begin(key: string, start: SpanStart): OpenSpan {
    this.child(key)?.end(start.at, unfinished);
    const child = new OpenSpan(start);
    this.#span.children.push(child.#span);
    this.#open.set(key, child);
    return child;
  }

  /** The child under that key that has not ended. */
  child(key: string): OpenSpan | undefined {
    const child = this.#open.get(key);
    return child?.isEnded ? undefined : child;
  }

  /** Ends it and what is still open in it. What was ended before keeps its end. */
  end(at: number, ending: Ending): void {
    for (const child of this.#open.values()) child.end(at, unfinished);
    if (this.#ended) return;
    this.#ended = true;
    this.#span.to = Math.max(at, this.#span.from);
    this.settle(ending);
  }

  /** Says how it ends, wherever its end is: the first trouble stands. */
  settle({ result, errorType, message, attributes }: Ending): void {
    this.set(attributes ?? {});
    if (this.#span.result !== "success") return;
    this.#span.result = result;
    if (errorType !== undefined) this.#span.errorType = errorType;
    if (message) this.#span.message = oneLine(message);
  }

  /**
   * The span as it stands, with its children in it: a file that was killed with its account ends a moment after it, and
   * makes the account's span as much longer.
   */
  closed(): Span {
    return enclosing(this.#span);
  }
}

/** Of what was under way when something around it ended. */
const unfinished: Ending = {
  result: "cancellation",
  errorType: "unfinished",
  message: "under way when what it belongs to ended",
};

function enclosing(span: Span): Span {
  const children = span.children.map(enclosing);
  const moments = span.moments.map(({ at }) => at);
  const from = Math.min(span.from, ...children.map((child) => child.from), ...moments);
  const to = Math.max(span.to, ...children.map((child) => child.to), ...moments);
  return { ...span, from, to, children };
}
