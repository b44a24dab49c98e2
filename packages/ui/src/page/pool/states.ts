import type { AccountState } from "@regatta/accounts";

/** Every state, in the order in which they are counted and drawn. */
export const states = [
  "leased",
  "cleaning",
  "available",
  "dirty",
  "quarantined",
  "disabled",
] as const satisfies readonly AccountState[];

/** What somebody may have to look after comes first. */
export const byConcern: readonly AccountState[] = [
  "quarantined",
  "dirty",
  "cleaning",
  "leased",
  "disabled",
  "available",
];
