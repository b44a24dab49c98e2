import { readFileSync } from "node:fs";

/** The CloudFormation templates a pool is set up with, in the order they are deployed. */
export const templateNames = ["table", "ci-role", "account-role", "cleaner-role"] as const;

export type TemplateName = (typeof templateNames)[number];

/** The text of one of the templates. */
export function readTemplate(name: TemplateName): string {
  return readFileSync(new URL(`../templates/${name}.yaml`, import.meta.url), "utf8");
}
