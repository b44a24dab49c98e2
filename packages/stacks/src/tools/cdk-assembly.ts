import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, RegattaError } from "@regatta/foundation";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { partsOf } from "./tool-command.ts";

/** A stack of a cloud assembly. */
export interface CdkStack {
  /** What the CLI selects it by: its path in the app, which need not be the stack's name. */
  id: string;
  stackName: string;
  /** `aws://<account>/<region>`, either of them `unknown-…` when the app leaves it open. */
  environment: string;
  /** The stack tags the app gives it. */
  tags: Record<string, string>;
}

interface Artifact {
  type?: string;
  displayName?: string;
  environment?: string;
  properties?: { stackName?: string; directoryName?: string; tags?: Record<string, string> };
}

/**
 * The stacks of a cloud assembly, stages included (by the schema of `manifest.json`, @aws-cdk/cloud-assembly-schema).
 * @param folder absolute.
 * @throws RegattaError CDK_ASSEMBLY_UNREADABLE.
 */
export async function readCdkStacks(folder: string): Promise<CdkStack[]> {
  const stacks: CdkStack[] = [];
  for (const [name, artifact] of Object.entries(await readArtifacts(folder))) {
    const { type, displayName, environment = "", properties = {} } = artifact;
    if (type === "aws:cloudformation:stack") {
      const { stackName = name, tags = {} } = properties;
      stacks.push({ id: displayName ?? name, stackName, environment, tags });
    } else if (type === "cdk:cloud-assembly" && properties.directoryName) {
      stacks.push(...(await readCdkStacks(join(folder, properties.directoryName))));
    }
  }
  return stacks;
}

async function readArtifacts(folder: string): Promise<Record<string, Artifact>> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
    return (manifest as { artifacts?: Record<string, Artifact> }).artifacts ?? {};
  } catch (error) {
    throw new RegattaError(`The cloud assembly in ${folder} cannot be read: ${messageOf(error)}`, {
      code: "CDK_ASSEMBLY_UNREADABLE",
      source: "user",
      nextStep: 'Name in "app" a command that synthesises, or the folder that `cdk synth` has written.',
      cause: error,
    });
  }
}

/**
 * The stacks of a service among those of its app, for one account.
 * @param account `<id>/<region>`.
 * @throws RegattaError CDK_STACK_MISSING when the app has no stack of a wanted name for this account.
 */
export function chooseCdkStacks(stacks: CdkStack[], service: ServiceDefinition, account: string): CdkStack[] {
  return service.stackNames.flatMap((stackName) => {
    const found = stacks.filter((stack) => stack.stackName === stackName && isFor(stack, account));
    if (found.length > 0) return found;
    const there = stacks.map((stack) => `${stack.stackName} (${stack.environment})`).join(", ") || "none";
    throw new RegattaError(`The CDK app of "${service.name}" has no stack ${stackName} for ${account}.`, {
      code: "CDK_STACK_MISSING",
      source: "user",
      nextStep: `Name the stacks of the app in "stackNames"; it has: ${there}.`,
      account,
      stackName,
    });
  });
}

function isFor({ environment }: CdkStack, account: string): boolean {
  const [id = "", region = ""] = environment.replace("aws://", "").split("/");
  const wanted = partsOf(account);
  return [
    [id, wanted.id],
    [region, wanted.region],
  ].every(([said, want]) => !said || said.startsWith("unknown-") || said === want);
}
