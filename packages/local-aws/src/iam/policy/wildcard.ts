/**
 * Whether a text fits a pattern of IAM's: `*` is any characters, `?` is one.
 * @param options.ignoreCase for names of actions.
 */
export function fitsWildcard(pattern: string, text: string, options: { ignoreCase?: boolean } = {}): boolean {
  if (pattern === "*") return true;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, options.ignoreCase ? "is" : "s").test(text);
}
