/**
 * What is known of a request, by condition key; keys are the same in any case of letters. An empty list is a key that
 * is there and has no value (`aws:TagKeys` of a request without tags is not there at all).
 */
export class RequestContext {
  readonly #values = new Map<string, readonly string[]>();

  constructor(values: Readonly<Record<string, string | readonly string[] | undefined>> = {}) {
    this.add(values);
  }

  /** Adds what is not undefined. */
  add(values: Readonly<Record<string, string | readonly string[] | undefined>>): this {
    for (const [key, value] of Object.entries(values)) {
      if (value !== undefined)
        this.#values.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
    }
    return this;
  }

  get(key: string): readonly string[] | undefined {
    return this.#values.get(key.toLowerCase());
  }
}

/**
 * Puts values in the place of policy variables such as `${aws:PrincipalTag/team}`.
 * @returns undefined where a variable has no value: such a text fits nothing.
 */
export function substituted(text: string, context: RequestContext): string | undefined {
  let isComplete = true;
  const result = text.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const [value] = context.get(name) ?? [];
    if (value === undefined) isComplete = false;
    return value ?? "";
  });
  return isComplete ? result : undefined;
}
