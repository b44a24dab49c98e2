import type { AccountState } from "@regatta/accounts";

export interface Colours {
  bold: (text: string) => string;
  green: (text: string) => string;
  yellow: (text: string) => string;
  red: (text: string) => string;
  dim: (text: string) => string;
}

/** The colour a state is shown in: green can be had, yellow is at work, red needs a cleaner or a person. */
export function colourOf(
  state: AccountState,
  { green, yellow, red, dim }: Colours,
): (text: string) => string {
  switch (state) {
    case "available":
      return green;
    case "leased":
    case "cleaning":
      return yellow;
    case "dirty":
    case "quarantined":
      return red;
    case "disabled":
      return dim;
  }
}
