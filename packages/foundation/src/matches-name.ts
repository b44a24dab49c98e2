/**
 * Whether a name is of a form in which `*` stands for any text, none too, and everything else for itself. Names of tests
 * have brackets and question marks, which other globs take for more than themselves.
 */
export function matchesName(form: string, name: string): boolean {
  const [first = "", ...others] = form.split("*");
  const last = others.pop();
  if (last === undefined) return name === form;
  if (!name.startsWith(first) || !name.slice(first.length).endsWith(last)) return false;
  // Each at its first place: whatever follows then has the most room.
  let from = first.length;
  for (const part of others) {
    const at = name.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from + last.length <= name.length;
}
