import type { RegattaConfig } from "@regatta/config";

/** What a command line says of how accounts are lent to a run; the configuration says what is left out. */
export interface LendingRequest {
  /** The most accounts to hold at once. */
  accounts?: number;
  /** The accounts to begin with, all at once. */
  minAccounts?: number;
  /** How long to wait in line for them, ms. */
  waitMs?: number;
  /** Whose turn it is when several wait: the highest first. */
  priority?: number;
}

/** How accounts are lent to a run. */
export interface Lending {
  minimum: number;
  maximum: number;
  waitMs: number;
  priority: number;
}

export interface LendingSettings {
  settings: Pick<RegattaConfig["accounts"], "min" | "max" | "waitSeconds" | "priority">;
  request: LendingRequest;
  /** How many accounts there are of those that were asked for by name; left out where none was. */
  named?: number | undefined;
}

/**
 * Puts what was asked for over what is configured. Who asks for fewer accounts than the configured minimum begins
 * with as many as asked for. Pure.
 */
export function lendingOf({ settings, request, named }: LendingSettings): Lending {
  const { accounts, minAccounts, waitMs, priority } = request;
  const maximum = accounts ?? named ?? settings.max;
  return {
    minimum: Math.min(minAccounts ?? settings.min, maximum),
    maximum,
    waitMs: waitMs ?? settings.waitSeconds * 1000,
    priority: priority ?? settings.priority,
  };
}
