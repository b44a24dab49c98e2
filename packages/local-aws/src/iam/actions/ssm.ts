import { type AccessTable, textOf, textsOf } from "./access.ts";

/** Systems Manager's parameters, by name or by path. */
export const ssmAccess: AccessTable = ({ operation, params, account, region }) => {
  const one = textOf(params, "Name") ?? textOf(params, "Path");
  const names = one === undefined ? textsOf(params, "Names") : [one];
  const action = `ssm:${operation}`;
  if (names.length === 0) return [{ action, resource: "*" }];
  return names.map((name) => ({
    action,
    resource: `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, "")}`,
  }));
};
