import type { ServiceFailure } from "@regatta/stacks";

/** What is found out once a deploy has begun, and still before it touches a stack. */
const untouched = new Set([
  "SERVICE_EDITED",
  "TOOL_NOT_FOUND",
  "TOOL_ARGUMENT_REFUSED",
  "CDK_SYNTH_FAILED",
  "CDK_ASSEMBLY_UNREADABLE",
  "CDK_STACK_MISSING",
  "SERVERLESS_CONFIG_FIXED",
]);

/** Whether a failed deploy may have changed something in its account; a failed build, for one, has not. Pure. */
export function leavesTraces({ begun, error }: ServiceFailure): boolean {
  return begun && !untouched.has(error.code);
}
