import type { AttributeValue } from "@aws-sdk/client-dynamodb";

export type Item = Record<string, AttributeValue>;

export interface Placeholders {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, AttributeValue> | undefined;
}

/** Judges a condition of the few forms the pool uses: parts joined by AND. An unknown form throws. */
export function holds(condition: string, item: Item | undefined, given: Placeholders): boolean {
  return condition.split(" AND ").every((part) => partHolds(part, item, given));
}

function partHolds(part: string, item: Item | undefined, given: Placeholders): boolean {
  const [, not, attribute] = /^attribute_(not_)?exists\((\w+)\)$/.exec(part) ?? [];
  if (attribute) return (item?.[attribute] === undefined) === (not !== undefined);
  const [, name, test, rest] = /^(#?\w+) (=|<=|<|IN) (.+)$/.exec(part) ?? unknown(part);
  const value = item?.[attributeNamed(name as string, given)];
  if (value === undefined) return false;
  const wanted = (rest as string)
    .replace(/[()]/g, "")
    .split(", ")
    .map((key) => valueNamed(key, given));
  if (test === "=" || test === "IN") return wanted.some((other) => same(value, other));
  const [a, b] = [Number(value.N), Number(wanted[0]?.N)];
  return test === "<" ? a < b : a <= b;
}

/** Applies `SET … REMOVE …` as the pool writes it. */
export function updated(expression: string, item: Item, given: Placeholders): Item {
  const [, sets, removes] = /^SET (.+?)(?: REMOVE (.+))?$/.exec(expression) ?? unknown(expression);
  const after = { ...item };
  for (const set of (sets as string).split(", ")) {
    const [, name, from, plus] = /^(#?\w+) = (?:(#\w+) \+ )?(:\w+)$/.exec(set) ?? unknown(set);
    const value = valueNamed(plus as string, given);
    const base = from === undefined ? undefined : item[attributeNamed(from, given)]?.N;
    after[attributeNamed(name as string, given)] =
      base === undefined ? value : { N: String(Number(base) + Number(value.N)) };
  }
  for (const name of removes?.split(", ") ?? []) delete after[attributeNamed(name, given)];
  return after;
}

function attributeNamed(name: string, { ExpressionAttributeNames: names }: Placeholders): string {
  return name.startsWith("#") ? (names?.[name] ?? unknown(name)) : name;
}

function valueNamed(key: string, { ExpressionAttributeValues: values }: Placeholders): AttributeValue {
  return values?.[key] ?? unknown(key);
}

function same(a: AttributeValue, b: AttributeValue): boolean {
  return a.S !== undefined ? a.S === b.S : a.N !== undefined && Number(a.N) === Number(b.N);
}

function unknown(what: string): never {
  throw new Error(`the simulated DynamoDB does not know: ${what}`);
}
