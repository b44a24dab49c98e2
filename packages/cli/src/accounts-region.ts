import { RegattaError } from "@regatta/foundation";

/**
 * The region of accounts that are added without naming one.
 * @throws RegattaError NO_REGION when neither the configuration nor the environment has one.
 */
export function accountsRegion({ region }: { region?: string | undefined }, env: NodeJS.ProcessEnv): string {
  const found = region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION);
  if (found) return found;
  throw new RegattaError("The region of the accounts is not known.", {
    code: "NO_REGION",
    source: "user",
    nextStep: "Name it with --region, set AWS_REGION, or set pool.region in the configuration.",
  });
}
