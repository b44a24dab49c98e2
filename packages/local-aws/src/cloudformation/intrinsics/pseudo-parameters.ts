/** What a stack's pseudo parameters are made of. */
export interface StackIdentity {
  account: string;
  region: string;
  stackId: string;
  stackName: string;
  notificationArns: string[];
}

const readers: Record<string, (stack: StackIdentity) => string | string[]> = {
  "AWS::AccountId": (stack) => stack.account,
  "AWS::NotificationARNs": (stack) => stack.notificationArns,
  "AWS::Partition": () => "aws",
  "AWS::Region": (stack) => stack.region,
  "AWS::StackId": (stack) => stack.stackId,
  "AWS::StackName": (stack) => stack.stackName,
  "AWS::URLSuffix": () => "amazonaws.com",
};

/** True for `AWS::Region` and its like, `AWS::NoValue` included. */
export function isPseudoParameter(name: string): boolean {
  return name === "AWS::NoValue" || name in readers;
}

/** A pseudo parameter's value; undefined for any other name. `AWS::NoValue` has none. */
export function pseudoParameter(name: string, stack: StackIdentity): string | string[] | undefined {
  return readers[name]?.(stack);
}
