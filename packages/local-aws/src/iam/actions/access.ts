/** What a request does, as IAM sees it. */
export interface Access {
  /** Such as `dynamodb:PutItem`. */
  readonly action: string;
  /** An ARN, or `*` where the action is about no resource. */
  readonly resource: string;
  /** Condition keys only this request has. */
  readonly context?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** A request that is to be judged. */
export interface JudgedRequest {
  readonly operation: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Where it is asked: 12 digits. */
  readonly account: string;
  readonly region: string;
}

/** What has to be looked up for some requests. */
export interface Lookups {
  /** The name of a table's partition key; undefined where there is no such table, or nobody wants to know. */
  hashKeyOf(table: string): Promise<string | undefined>;
  /** The ARN of a role, which has its path in it. */
  roleArnOf(name: string): Promise<string>;
}

/** The requests of one service: every access a request comes to has to be allowed. */
export type AccessTable = (request: JudgedRequest, lookups: Lookups) => Access[] | Promise<Access[]>;

/** A parameter that is a text. */
export function textOf(params: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = params[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A parameter that is a list of texts. */
export function textsOf(params: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = params[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** `aws:RequestTag/…` and `aws:TagKeys` of a request's tags; nothing where it has none. */
export function tagContext(tags: unknown): Record<string, string | string[]> {
  if (!Array.isArray(tags) || tags.length === 0) return {};
  const pairs = (tags as Array<{ Key?: unknown; Value?: unknown }>).map(
    ({ Key: key, Value: value }) => [String(key), String(value ?? "")] as const,
  );
  return {
    ...Object.fromEntries(pairs.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    "aws:TagKeys": pairs.map(([key]) => key),
  };
}
