/** What the address says: which tab, and what its feed is asked for. */
export interface Address {
  tab: string;
  parameters: URLSearchParams;
}

/** Reads `?tab=history&since=30d`. Pure. @param tabs the names there are; the first is the usual one. */
export function readAddress(search: string, tabs: readonly string[]): Address {
  const parameters = new URLSearchParams(search);
  const wanted = parameters.get("tab");
  parameters.delete("tab");
  return { tab: tabs.find((name) => name === wanted) ?? tabs[0] ?? "", parameters };
}

/** The same the other way round. Pure. */
export function writeAddress({ tab, parameters }: Address): string {
  return `?${new URLSearchParams([["tab", tab], ...parameters])}`;
}
