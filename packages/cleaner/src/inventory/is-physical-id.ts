/** Whether CloudFormation's name of a resource, which may be an Arn, a URL or a name, means what the Arn means. */
export function isPhysicalId(physicalId: string, arn: string): boolean {
  const last = (text: string) => text.split(/[:/]/).at(-1);
  return physicalId === arn || (physicalId !== "" && last(physicalId) === last(arn));
}
