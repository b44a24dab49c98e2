import { knownSettings } from "../known-settings.ts";

interface Field {
  name: string;
  type: string;
  required: boolean;
  /** Its docstring, on one line. */
  text: string;
}

/**
 * Writes docs/configuration.md from the docstrings of the configuration's types and the defaults of its schema.
 * @param source the text of config-input.ts.
 */
export function configurationReference(source: string): string {
  const types = readInterfaces(source);
  const sections = (types.get("RegattaConfigInput") ?? []).map(({ name, type, text }) => {
    const ofMany = /^Record<string, (\w+)>$/.exec(type)?.[1];
    const fields = types.get(ofMany ?? type) ?? [];
    return section({ path: ofMany ? [name, "*"] : [name], text, fields });
  });
  return [introduction, ...sections, example].join("\n");
}

/** @returns the fields of every interface in the source, by the interface's name. */
function readInterfaces(source: string): Map<string, Field[]> {
  const interfaces = source.matchAll(/export interface (\w+) \{\n([\s\S]*?)\n\}/g);
  return new Map([...interfaces].map(([, name = "", body = ""]) => [name, readFields(body)]));
}

function readFields(body: string): Field[] {
  return [...body.matchAll(/\/\*\*([\s\S]*?)\*\/\s+(\w+)(\??): ([^;]+);/g)].map(
    ([, text = "", name = "", optional, type = ""]) => ({
      name,
      type,
      required: optional !== "?",
      text: text.replace(/\s*\n\s*\*?\s*/g, " ").trim(),
    }),
  );
}

function section({ path, text, fields }: { path: string[]; text: string; fields: Field[] }): string {
  const title = path.join(".").replace("*", "<name>");
  const rows = fields.map((field) => {
    const value = field.required ? "required" : defaultOf([...path, field.name]);
    return [`\`${field.name}\``, `\`${field.type.replaceAll("|", "\\|")}\``, value, field.text];
  });
  return [
    `## \`${title}\``,
    "",
    text,
    "",
    ...markdownTable(["setting", "type", "default", "meaning"], rows),
    "",
  ].join("\n");
}

function defaultOf(path: string[]): string {
  const setting = knownSettings().find((known) => known.path.join(".") === path.join("."));
  if (!setting) throw new Error(`the schema has no ${path.join(".")}`);
  return setting.default === undefined ? "–" : `\`${JSON.stringify(setting.default)}\``;
}

function markdownTable(head: string[], rows: string[][]): string[] {
  const width = (column: number) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(width(i))).join(" | ")} |`;
  return [line(head), line(head.map((_, i) => "-".repeat(width(i)))), ...rows.map(line)];
}

const introduction = `# Configuration

<!-- Written from the docstrings in packages/config/src/config-input.ts: change them, then run
     \`node packages/config/write-reference.mjs\`. A test compares. -->

One file, \`regatta.config.ts\`, \`.mts\`, \`.js\`, \`.mjs\`, \`.cjs\` or \`.json\` (in this order), is looked for in the
current folder and then upwards; \`--config <file>\` names another. \`regatta init\` writes one to begin with. Its default
export is the configuration:

\`\`\`ts
import { defineConfig } from "regatta";

export default defineConfig({ services: { orders: { directory: "services/orders" } } });
\`\`\`

Everything may be left out. Paths are relative to the file's folder unless said otherwise. What is not known, of the
wrong kind, or not there is refused before anything is touched, every problem at once (exit code 2).
`;

const example = `## An example

\`\`\`ts
import { defineConfig } from "regatta";

export default defineConfig({
  pool: { table: "regatta", region: "eu-west-1" },
  accounts: { max: 12, protected: ["123456789012"], waitSeconds: 600 },
  services: {
    payments: { directory: "services/payments", capabilities: ["CAPABILITY_IAM"] },
    orders: {
      directory: "services/orders",
      dependsOn: ["payments"],
      parameters: { Stage: "test", Workers: "2" },
      inputs: ["../shared/schema.json"],
    },
  },
  tests: { directory: "e2e", jest: ["--selectProjects", "integration"], fileTimeoutSeconds: 900 },
});
\`\`\`
`;
