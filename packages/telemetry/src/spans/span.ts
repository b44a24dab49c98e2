/** What a span is about, for who draws it. */
export type SpanKind =
  | "run"
  /** Jest says which files there are. */
  | "selection"
  /** The pool has not enough accounts for the run. */
  | "waiting"
  /** One account of the run, from its lease until it was handed back or lost. */
  | "account"
  | "session"
  | "stacks"
  | "deploy"
  | "probe"
  | "worker"
  /** The account's data is made what it was. */
  | "freshening"
  /** One attempt at a test file. */
  | "file";

/**
 * How it ended, in the words of OpenTelemetry's conventions for CI/CD: `failure` is the tested thing's, `error` the
 * infrastructure's, `cancellation` somebody's will.
 */
export type Result = "success" | "failure" | "error" | "timeout" | "cancellation" | "skip";

export type AttributeValue = string | number | boolean | string[];
export type Attributes = Record<string, AttributeValue>;

/** Something that happened at one time of a span. */
export interface Moment {
  /** ms since the epoch. */
  at: number;
  name: string;
  attributes: Attributes;
}

/** A stretch of a run's time. Its children lie within it. */
export interface Span {
  kind: SpanKind;
  /** Unique in the run, and the same whenever its log is read. */
  id: string;
  /** 16 hexadecimal digits, where it was named while it was under way. */
  spanId?: string;
  name: string;
  /** `<id>/<region>`, where it is about one. */
  account?: string;
  /** ms since the epoch. */
  from: number;
  /** Never before `from`. */
  to: number;
  result: Result;
  /** Where it is no success: which kind of trouble, one of few. */
  errorType?: string;
  /** Where it is no success: why, in one line. */
  message?: string;
  /** Named as OpenTelemetry's conventions have it; what they have no name for begins with `regatta.`. */
  attributes: Attributes;
  moments: Moment[];
  children: Span[];
}

/** The span and all below it, parents first. */
export function* everySpan(span: Span): Generator<Span> {
  yield span;
  for (const child of span.children) yield* everySpan(child);
}
