import type { Stack } from "@aws-sdk/client-cloudformation";

/** What DescribeStacks says of one stack. */
export interface StackState {
  name: string;
  /** The ARN: unlike the name it still finds the stack once it is deleted. */
  id: string;
  /** One of CloudFormation's StackStatus values. */
  status: string;
  statusReason?: string;
  /** Of a nested stack: the ARN of the one it belongs to in the end. */
  rootId?: string;
  tags: Record<string, string>;
  outputs: Record<string, string>;
  /** Its last operation was an express one. */
  express?: true;
  /** When the last operation on it began, creation included. */
  lastUpdated?: Date;
}

/** Takes what matters from an answer of DescribeStacks. */
export function stackState(stack: Stack): StackState {
  const lastUpdated = latest([stack.CreationTime, stack.LastUpdatedTime, stack.DeletionTime]);
  return {
    name: stack.StackName ?? "",
    id: stack.StackId ?? stack.StackName ?? "",
    status: stack.StackStatus ?? "",
    tags: Object.fromEntries((stack.Tags ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""])),
    outputs: Object.fromEntries(
      (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey ?? "", OutputValue ?? ""]),
    ),
    ...(stack.DeploymentConfig?.Mode === "EXPRESS" ? { express: true } : {}),
    ...(stack.RootId === undefined ? {} : { rootId: stack.RootId }),
    ...(stack.StackStatusReason === undefined ? {} : { statusReason: stack.StackStatusReason }),
    ...(lastUpdated === undefined ? {} : { lastUpdated }),
  };
}

function latest(dates: Array<Date | undefined>): Date | undefined {
  return dates.reduce((last, date) => (date && (!last || date > last) ? date : last), undefined);
}

/** Whether an operation on the stack is under way (a stack in REVIEW_IN_PROGRESS has one ahead of it). */
export function isInProgress(status: string): boolean {
  return status.endsWith("_IN_PROGRESS");
}
