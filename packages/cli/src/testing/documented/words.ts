/** Whether an option is among arguments. */
export function has(args: string[], option: string): boolean {
  return args.some((word) => word === option || word.startsWith(`${option}=`));
}

/** What an option is given; undefined where it is not there. */
export function valueAfter(args: string[], option: string): string | undefined {
  const at = args.indexOf(option);
  return at < 0 ? args.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1) : args[at + 1];
}

/** The 12 digits of every account that is named, in order. */
export function accountIds(args: string[]): string[] {
  return args.flatMap((word) => /^(\d{12})(?:\/[\w-]+)?$/.exec(word)?.[1] ?? []);
}
