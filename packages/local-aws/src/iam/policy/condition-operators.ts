import { fitsWildcard } from "./wildcard.ts";

type Test = (wanted: string, found: string) => boolean;

const equals: Test = (wanted, found) => wanted === found;
const like: Test = (wanted, found) => fitsWildcard(wanted, found);
const equalsAnyCase: Test = (wanted, found) => wanted.toLowerCase() === found.toLowerCase();

/** Operators as they are in the IAM guide, "Condition operators"; each has a negation where there is one. */
const tests: Readonly<Record<string, Test>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsAnyCase,
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: equalsAnyCase,
  NumericEquals: (wanted, found) => Number(found) === Number(wanted),
  NumericLessThan: (wanted, found) => Number(found) < Number(wanted),
  NumericLessThanEquals: (wanted, found) => Number(found) <= Number(wanted),
  NumericGreaterThan: (wanted, found) => Number(found) > Number(wanted),
  NumericGreaterThanEquals: (wanted, found) => Number(found) >= Number(wanted),
  DateEquals: (wanted, found) => timeOf(found) === timeOf(wanted),
  DateLessThan: (wanted, found) => timeOf(found) < timeOf(wanted),
  DateLessThanEquals: (wanted, found) => timeOf(found) <= timeOf(wanted),
  DateGreaterThan: (wanted, found) => timeOf(found) > timeOf(wanted),
  DateGreaterThanEquals: (wanted, found) => timeOf(found) >= timeOf(wanted),
};

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
};

/** A condition operator, taken apart. */
export interface Operator {
  readonly test: Test;
  readonly isNegated: boolean;
  readonly ifExists: boolean;
  readonly set: "ForAllValues" | "ForAnyValue" | undefined;
}

/** Whether an operator's name is one this embedded AWS knows. */
export function isKnownOperator(name: string): boolean {
  return name === "Null" || operatorOf(name) !== undefined;
}

/** Takes an operator's name apart; undefined where there is no such operator. */
export function operatorOf(name: string): Operator | undefined {
  const [, set, plain = "", exists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const positive = negations[plain];
  const test = tests[positive ?? plain];
  return (
    test && {
      test,
      isNegated: positive !== undefined,
      ifExists: exists !== undefined,
      set: set as Operator["set"],
    }
  );
}

/** ISO 8601, or seconds since the epoch. */
function timeOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}
