import { messageOf } from "@regatta/foundation";
import { explainChange, type FingerprintStore } from "@regatta/stacks";
import type { WantedServices } from "../basis/wanted-services.ts";
import type { Explanation, PlannedAccount } from "./run-plan.ts";

/** Explains every deploy that is planned because a service changed; each pair of fingerprints is read once. Never throws. */
export async function explainPlan(
  accounts: PlannedAccount[],
  { wanted, fingerprints }: { wanted: WantedServices; fingerprints?: FingerprintStore },
): Promise<Explanation[]> {
  return Promise.all(
    changedServices(accounts).map(async ({ service, before }) => {
      const now = wanted.fingerprints.get(service)?.inputs ?? [];
      try {
        const inputs = await fingerprints?.read(service, before);
        return { service, before, ...(inputs ? { changes: explainChange(inputs, now) } : {}) };
      } catch (error) {
        return { service, before, problem: messageOf(error) };
      }
    }),
  );
}

function changedServices(accounts: PlannedAccount[]): Explanation[] {
  const found = new Map<string, Explanation>();
  for (const { service, decision } of accounts.flatMap(({ services = [] }) => services)) {
    if (!("reason" in decision) || decision.reason.kind !== "changed") continue;
    const { before } = decision.reason;
    found.set(`${service} ${before}`, { service, before });
  }
  return [...found.values()];
}
