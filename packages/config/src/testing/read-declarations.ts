/** A setting, as its type declares it. */
export interface Field {
  name: string;
  type: string;
  required: boolean;
  /** Its docstring, on one line. */
  text: string;
}

/** An interface, or a union of interfaces. */
export interface Declaration {
  /** Its docstring, on one line. */
  text: string;
  fields: Field[];
  /** The members of a union, by name. */
  kinds: string[];
}

const declaration =
  /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?export (?:interface (\w+)[^{\n]* \{\n([\s\S]*?)\n\}|type (\w+) =([^;]+);)/g;

/** @returns what a source in TypeScript exports, by name; enough for files that hold types of settings only. */
export function readDeclarations(source: string): Map<string, Declaration> {
  return new Map(
    [...source.matchAll(declaration)].map(([, text = "", name, body = "", union = "", members = ""]) => [
      name ?? union,
      { text: oneLine(text), fields: readFields(body), kinds: members.match(/\b[A-Z]\w+Input\b/g) ?? [] },
    ]),
  );
}

function readFields(body: string): Field[] {
  return [...body.matchAll(/\/\*\*([\s\S]*?)\*\/\s+(\w+)(\??): ([^;]+);/g)].map(
    ([, text = "", name = "", optional, type = ""]) => ({
      name,
      type,
      required: optional !== "?",
      text: oneLine(text),
    }),
  );
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*\*?\s*/g, " ").trim();
}
