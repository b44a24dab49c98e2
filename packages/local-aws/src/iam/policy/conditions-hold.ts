import { operatorOf } from "./condition-operators.ts";
import type { Conditions } from "./policy-document.ts";
import { type RequestContext, substituted } from "./request-context.ts";

/** Every operator and every key of a statement's conditions has to hold. */
export function conditionsHold(conditions: Conditions, context: RequestContext): boolean {
  return Object.entries(conditions).every(([name, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(name, context.get(key), wanted, context)),
  );
}

function holds(
  name: string,
  found: readonly string[] | undefined,
  wanted: readonly string[],
  context: RequestContext,
): boolean {
  if (name === "Null") return wanted.some((value) => (found === undefined) === (value === "true"));
  const operator = operatorOf(name);
  if (!operator) return false;
  const { set, ifExists, isNegated, test } = operator;
  if (found === undefined) return ifExists || set === "ForAllValues" || (isNegated && set === undefined);
  const values = wanted.flatMap((value) => substituted(value, context) ?? []);
  const fits = (one: string): boolean => values.some((value) => test(value, one)) !== isNegated;
  return set === "ForAllValues"
    ? found.every(fits)
    : set
      ? found.some(fits)
      : ofOneValue(found, fits, isNegated);
}

/** Without a set operator a key has one value; where it has more, a negation has to hold for each. */
function ofOneValue(found: readonly string[], fits: (one: string) => boolean, isNegated: boolean): boolean {
  return isNegated ? found.every(fits) : found.some(fits);
}
