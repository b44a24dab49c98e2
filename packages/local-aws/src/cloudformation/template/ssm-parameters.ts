import { validationError } from "../errors.ts";
import type { Template } from "./template.ts";

/** The value of a parameter in the account's own parameter store; undefined where there is none. */
export type SsmValue = (name: string) => string | undefined;

/** `AWS::SSM::Parameter::Value<T>` → T. */
export function ssmValueType(type: string): string | undefined {
  return /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1];
}

/**
 * Looks up the parameters that are names in the parameter store, as every change of a stack does anew.
 * @param values the template's parameters, as given.
 * @returns the values looked up, by the template parameter's key.
 * @throws ValidationError where one is not there.
 */
export function lookUpSsmParameters(
  template: Template,
  values: Record<string, string>,
  ssmValue: SsmValue,
): Record<string, string> {
  const names = Object.entries(template.parameters).filter(([, { isSsmName }]) => isSsmName);
  const found = names.map(([key]) => [key, ssmValue(values[key] ?? "")] as const);
  const missing = found.filter(([, value]) => value === undefined).map(([key]) => values[key]);
  if (missing.length > 0) {
    throw validationError(
      `Unable to fetch parameters [${missing.join(",")}] from parameter store for this account.`,
    );
  }
  return Object.fromEntries(found) as Record<string, string>;
}
