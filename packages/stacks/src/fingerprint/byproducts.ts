/**
 * What deploys leave in a service's folder: the packages of `serverless` and `sam`, which hold times, and the
 * configuration Regatta makes for `serverless`. Usually ignored by git; where not, every deploy would ask for the next.
 */
const byproducts = /(^|\/)(\.serverless|\.aws-sam)\/|(^|\/)regatta-serverless\.(ya?ml|json|[cm]?[jt]s)$/;

/** Whether a file, named relative to its service, was made by a deploy. */
export function isByproduct(name: string): boolean {
  return byproducts.test(name);
}
