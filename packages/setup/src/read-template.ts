import { readFileSync } from "node:fs";

/** The text of one of the CloudFormation templates a pool is set up with. @param name its file's, without `.yaml`. */
export function readTemplate(name: string): string {
  return readFileSync(new URL(`../templates/${name}.yaml`, import.meta.url), "utf8");
}
