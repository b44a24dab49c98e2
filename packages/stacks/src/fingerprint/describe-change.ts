import type { Change } from "./explain-change.ts";

/** A change in words, for people: "`src/handler.ts` changed", "parameter Stage added". */
export function describeChange(change: Change): string {
  const { kind, name, what } = change;
  switch (kind) {
    case "file":
      return describeFile(`\`${name}\``, change);
    case "template":
      return describeFile(`template \`${name}\``, change);
    case "environment":
      return `variable ${name} ${variables[what] ?? what}`;
    case "parameter":
      return `parameter ${name} ${what}`;
    case "definition":
      return `${definitions[name] ?? name} ${what}`;
    case "format":
      return "another version of Regatta takes fingerprints in another way";
    case "service":
      return `the service's name ${what}`;
  }
}

function describeFile(file: string, { what, to }: Change): string {
  if (what === "renamed") return `${file} renamed to \`${to}\``;
  return what === "mode" ? `mode of ${file} changed` : `${file} ${what}`;
}

const variables: Partial<Record<Change["what"], string>> = {
  added: "is new in `environment`",
  removed: "is no longer in `environment`",
  unset: "no longer set",
};

const definitions: Record<string, string> = {
  stackNames: "names of its stacks",
  template: "path of its template",
  config: "path of its configuration",
};
