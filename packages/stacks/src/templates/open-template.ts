import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from "yaml";

/** A template as it is written: its text, what it means, and where each thing stands. */
export interface OpenTemplate {
  text: string;
  document: Document.Parsed;
  /** The line of a node, or of an offset into the text; from 1. */
  lineOf(where: unknown): number;
}

/** One resource of a template that has a type. */
export interface TemplateResource {
  logicalId: string;
  type: string;
  line: number;
  /** Undefined when there are none, or a function stands in their place. */
  properties: YAMLMap | undefined;
}

/** Opens a template, YAML with CloudFormation's tags or JSON; what is wrong with it is in `document.errors`. */
export function openTemplate(text: string): OpenTemplate {
  const lines = new LineCounter();
  // Tags such as !Ref are unknown to YAML, which only warns: their values are what matters here.
  const document = parseDocument(text, { lineCounter: lines, logLevel: "error", merge: true });
  const offsetOf = (where: unknown) =>
    typeof where === "number" ? where : ((where as Node | null)?.range?.[0] ?? 0);
  return { text, document, lineOf: (where) => lines.linePos(offsetOf(where)).line };
}

/** The resources of a template that have a type, in its order. Loops, which only AWS can unroll, are left out. */
export function resourcesOf({ document, lineOf }: OpenTemplate): TemplateResource[] {
  const resources = document.get("Resources", true) as unknown;
  if (!isMap(resources)) return [];
  return resources.items.flatMap(({ key, value }) => {
    const type = isMap(value) ? value.get("Type") : undefined;
    if (!isMap(value) || typeof type !== "string") return [];
    const properties = value.get("Properties", true) as unknown;
    return [
      {
        logicalId: nameOf(key),
        type,
        line: lineOf(key),
        properties: isMap(properties) ? properties : undefined,
      },
    ];
  });
}

/** The text of a key. */
export function nameOf(key: Pair["key"]): string {
  return String(isScalar(key) ? key.value : key);
}
