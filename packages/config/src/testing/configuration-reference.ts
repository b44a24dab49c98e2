import { knownSettings } from "../known-settings.ts";
import { type Declaration, type Field, readDeclarations } from "./read-declarations.ts";

type Declarations = Map<string, Declaration>;

/** Where a chapter's settings stand. */
interface Place {
  /** As knownSettings has it. */
  path: string[];
  /** As one would write it. */
  title: string;
}

/**
 * Writes docs/configuration.md from the docstrings of the configuration's types and the defaults of its schema.
 * @param source the text of config-input.ts and service-input.ts.
 */
export function configurationReference(source: string): string {
  const types = readDeclarations(source);
  const fields = types.get("RegattaConfigInput")?.fields ?? [];
  const lone = fields.filter((field) => groupOf(field, types) === undefined);
  return [
    introduction,
    ...(lone.length === 0 ? [] : ["## At the top\n", fieldTable(lone, [])]),
    ...chapters(fields, { path: [], title: "" }, types),
    example,
  ].join("\n");
}

/** Chapters on the fields that hold settings of their own, and on what those hold in turn. */
function chapters(fields: Field[], above: Place, types: Declarations): string[] {
  return fields.flatMap((field) => {
    const group = groupOf(field, types);
    return group === undefined ? [] : chapter(field, group, placeOf(field, above), types);
  });
}

function chapter(field: Field, group: Declaration, place: Place, types: Declarations): string[] {
  const kinds = group.kinds.flatMap((kind) => types.get(kind) ?? []);
  const common = kinds.length === 0 ? group.fields : (types.get(`Common${typeOf(field)}`)?.fields ?? []);
  const depth = place.path.length > 2 ? "###" : "##";
  return [
    [
      `${depth} \`${place.title}\``,
      "",
      kinds.length === 0 ? field.text : `${field.text} ${group.text}`,
      "",
    ].join("\n"),
    fieldTable(common, place.path),
    ...kinds.map((kind) => kindSection(kind, `${depth}#`, place.path)),
    ...chapters([...common, ...kinds.flatMap(({ fields }) => fields)], place, types),
  ];
}

function kindSection({ text, fields }: Declaration, depth: string, path: string[]): string {
  const told = fields.find(({ type }) => /^"\w+"$/.test(type));
  const rest = fields.filter((field) => field !== told);
  const table = fieldTable(rest, path, told?.type.slice(1, -1));
  return [`${depth} \`${told?.name}: ${told?.type}\``, "", text, "", table].join("\n");
}

/** @returns the type of a field's settings when it has any. */
function groupOf(field: Field, types: Declarations): Declaration | undefined {
  const type = types.get(typeOf(field));
  return type !== undefined && type.fields.length + type.kinds.length > 0 ? type : undefined;
}

/** @returns what a field is, or is a list or a record of. */
function typeOf({ type }: Field): string {
  return /^Record<string, (\w+)>$/.exec(type)?.[1] ?? type.replace("[]", "");
}

function placeOf({ name, type }: Field, above: Place): Place {
  const title = above.title === "" ? name : `${above.title}.${name}`;
  if (type.endsWith("[]")) return { path: [...above.path, name, "*"], title: `${title}[]` };
  if (type.startsWith("Record<")) return { path: [...above.path, name, "*"], title: `${title}.<name>` };
  return { path: [...above.path, name], title };
}

/** @param kind in a group that comes in kinds: the one whose fields these are. */
function fieldTable(fields: Field[], path: string[], kind?: string): string {
  const rows = fields.map((field) => {
    const value = field.required ? "required" : defaultOf([...path, field.name], kind);
    return [`\`${field.name}\``, `\`${field.type.replaceAll("|", "\\|")}\``, value, field.text];
  });
  return [...markdownTable(["setting", "type", "default", "meaning"], rows), ""].join("\n");
}

function defaultOf(path: string[], kind?: string): string {
  const setting = knownSettings().find(
    (known) => known.path.join(".") === path.join(".") && (kind === undefined || known.of === kind),
  );
  if (!setting) throw new Error(`the schema has no ${path.join(".")}`);
  return setting.default === undefined ? "–" : `\`${JSON.stringify(setting.default)}\``;
}

function markdownTable(head: string[], rows: string[][]): string[] {
  const width = (column: number) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(width(i))).join(" | ")} |`;
  return [line(head), line(head.map((_, i) => "-".repeat(width(i)))), ...rows.map(line)];
}

const introduction = `# Configuration

<!-- Written from the docstrings in packages/config/src/config-input.ts and service-input.ts: change them, then run
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
    search: {
      source: { git: "https://git.example.com/team/search.git", ref: "main" },
      deployer: "cdk",
      stackNames: ["search-index", "search-api"],
      prepare: "npm ci",
      prepareOutputs: ["node_modules"],
      dependsOn: ["orders"],
      probes: [{ kind: "http", url: "\${Url}/health", timeoutSeconds: 60 }],
    },
  },
  tests: { directory: "e2e", jest: ["--selectProjects", "integration"], fileTimeoutSeconds: 900 },
});
\`\`\`
`;
