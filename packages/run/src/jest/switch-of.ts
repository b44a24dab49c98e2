/**
 * What arguments for Jest say of an option that is on or off; the last word counts, as it does in Jest. Its name may
 * be written with dashes, and its value behind `=` or as the next argument; any value but `false` counts as on.
 * @param name as in Jest's configuration.
 * @returns undefined where they do not name it.
 */
export function switchOf(args: readonly string[], name: string): boolean | undefined {
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  let said: boolean | undefined;
  for (const [at, argument] of args.entries()) {
    const [option = "", value] = argument.split("=", 2);
    if (option === `--${name}` || option === `--${dashed}`) said = (value ?? args[at + 1]) !== "false";
    if (option === `--no-${name}` || option === `--no-${dashed}`) said = false;
  }
  return said;
}
