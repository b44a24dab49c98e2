import { messageOf } from "@regatta/foundation";
import type { RunLog } from "@regatta/run-log";
import type { RunBasis } from "../basis/run-basis.ts";

/**
 * Keeps what went into the fingerprints of the services that were deployed, for `plan --explain` to compare with;
 * what cannot be kept is a problem told, and no more.
 */
export async function rememberFingerprints({ wanted, fingerprints }: RunBasis, log: RunLog): Promise<void> {
  if (!fingerprints) return;
  const deployed = log.state.deploys.flatMap(({ service, outcome }) =>
    outcome === "deployed" ? [service] : [],
  );
  try {
    await fingerprints.remember(
      [...new Set(deployed)].flatMap((name) => wanted.fingerprints.get(name) ?? []),
    );
  } catch (error) {
    log.append({ kind: "problem", code: "FINGERPRINTS_NOT_RECORDED", message: messageOf(error) });
  }
}
