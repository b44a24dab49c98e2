import type { RegattaConfig } from "@regatta/config";

/** What a command line says of how accounts are lent to a run; the configuration says what is left out. */
export interface LendingRequest {
  /** The most accounts to hold at once. */
  accounts?: number;
  /** Hold as many accounts as the run is worth, up to `accounts.max`. */
  autoAccounts?: boolean;
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
  /** The maximum is only what is allowed: a run of tests holds as many as it is worth. */
  isAuto?: true;
  waitMs: number;
  priority: number;
}

export interface LendingSettings {
  settings: Pick<RegattaConfig["accounts"], "min" | "max" | "waitSeconds" | "priority"> & { auto?: boolean };
  request: LendingRequest;
  /** How many accounts there are of those that were asked for by name; left out where none was. */
  named?: number | undefined;
}

/**
 * Puts what was asked for over what is configured. Who asks for fewer accounts than the configured minimum begins
 * with as many as asked for. Pure.
 */
export function lendingOf({ settings, request, named }: LendingSettings): Lending {
  const { accounts, autoAccounts, minAccounts, waitMs, priority } = request;
  const maximum = accounts ?? named ?? settings.max;
  const isAuto = accounts === undefined && named === undefined && (autoAccounts ?? settings.auto);
  return {
    minimum: Math.min(minAccounts ?? settings.min, maximum),
    maximum,
    ...(isAuto ? { isAuto } : {}),
    waitMs: waitMs ?? settings.waitSeconds * 1000,
    priority: priority ?? settings.priority,
  };
}
