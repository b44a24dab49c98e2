import { constraintError, validationError } from "../errors.ts";
import { isJsonObject } from "../json.ts";

/** The members of one request, decoded to text, lists and objects; every reader says what it found wrong. */
export class Params {
  readonly #values: Record<string, unknown>;

  constructor(values: Record<string, unknown>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return value === undefined || value === null ? undefined : String(value);
  }

  /** @throws ValidationError where the member is missing or empty. */
  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined) {
      throw validationError(
        `1 validation error detected: Value null at '${memberName(name)}' failed to satisfy constraint: Member must not be null`,
      );
    }
    if (value === "") throw constraintError("", memberName(name), "have length greater than or equal to 1");
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : value.toLowerCase() === "true";
  }

  number(name: string): number | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : Number(value);
  }

  /** @returns undefined where the list was not sent; sent empty (`Tags=`) it is an empty list. */
  list(name: string): unknown[] | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null) return undefined;
    return Array.isArray(value) ? value : [];
  }

  texts(name: string): string[] | undefined {
    return this.list(name)?.map(String);
  }

  /** A structure's or a list of structures' members. */
  group(name: string): Params | undefined {
    const value = this.#values[name];
    return isJsonObject(value) ? new Params(value) : undefined;
  }

  groups(name: string): Params[] | undefined {
    return this.list(name)?.map((item) => new Params(isJsonObject(item) ? item : {}));
  }
}

function memberName(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
