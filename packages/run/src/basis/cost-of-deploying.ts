import type { PoolAccount } from "@regatta/accounts";
import { estimateDeploy } from "@regatta/stacks";
import type { RunBasis } from "./run-basis.ts";

/**
 * What it would cost to bring an account to what is wanted, ms, by what its item remembers of it: an estimate for
 * choosing, never a proof.
 */
export function costOfDeploying({ wanted, deployMs, config }: RunBasis): (account: PoolAccount) => number {
  return ({ fingerprints }) => {
    const missing = wanted.graph.order.filter(
      ({ name }) => wanted.force.has(name) || fingerprints[name] !== wanted.fingerprints.get(name)?.digest,
    );
    return estimateDeploy({
      graph: wanted.graph,
      services: missing.map(({ name }) => name),
      expectedMs: deployMs,
      slots: config.deploy.concurrency,
    });
  };
}
