/** Named at most; an account's reason is short. */
const most = 3;

/** The first few of some texts, and how many more there are. */
export function namesOf(texts: readonly string[]): string {
  const more = texts.length - most;
  return texts.slice(0, most).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
