import { type ParseEntry, parse } from "shell-quote";
import { parseAllDocuments, visit } from "yaml";

/** A command that a document tells its readers to type. */
export interface CommandLine {
  program: "regatta" | "npm run";
  args: string[];
  /** The whole line of shell that it stands in. */
  shell: string;
  /** Whether it is one to be typed as it stands; in the middle of a sentence some of it may be left out. */
  isWhole: boolean;
}

/** Where words of the reader's own go: `<account id>`. */
export const PLACEHOLDER = "placeholder";

const FENCE = /^ *```(\w*)\n([\s\S]*?)^ *```$/gm;
const INLINE = /`((?:npx )?regatta |npm run )([^`\n]+)`/g;

/** The commands in a page: in its blocks of shell, of YAML and of a terminal's text, and in its sentences. */
export function commandLinesOfMarkdown(markdown: string): CommandLine[] {
  const blocks = [...markdown.matchAll(FENCE)].flatMap(([, language, text = ""]) => {
    if (language === "sh" || language === "cron") return commandLinesOfShell(text);
    if (language === "yaml") return commandLinesOfYaml(text);
    return language === "" ? commandLinesOfTerminal(text) : [];
  });
  const sentences = [...markdown.replaceAll(FENCE, "").matchAll(INLINE)].flatMap(([, start, rest]) =>
    commandLinesOfShell(`${start}${rest}`).map((line) => ({ ...line, isWhole: false })),
  );
  return [...blocks, ...sentences];
}

/** The commands in whatever texts a YAML file has. */
export function commandLinesOfYaml(text: string): CommandLine[] {
  const found: CommandLine[] = [];
  for (const document of parseAllDocuments(text)) {
    if (document.errors[0]) throw document.errors[0];
    visit(document, {
      Scalar: (_, { value }) => {
        if (typeof value === "string") found.push(...commandLinesOfShell(value));
      },
    });
  }
  return found;
}

/** What a terminal showed: an explanation may stand behind a command, two spaces off. */
function commandLinesOfTerminal(text: string): CommandLine[] {
  return text.split("\n").flatMap((line) => {
    const typed = line.trim().replace(/^\$ /, "");
    return commandLinesOfShell(typed.replace(/ {2,}.*/, ""));
  });
}

/** The commands in a shell script. */
export function commandLinesOfShell(script: string): CommandLine[] {
  return script
    .replaceAll(/\\\n\s*|(?<=\||&&)\s*\n\s*/g, " ")
    .split("\n")
    .flatMap((line) =>
      commandsIn(parse(withoutTemplates(line), (name) => `$${name}`)).map((found) => ({
        ...found,
        shell: line.trim(),
      })),
    );
}

// Of CircleCI, of GitHub, and ours: what stands there is a number as often as not.
function withoutTemplates(line: string): string {
  return line.replaceAll(/<<.*?>>|\$\{\{.*?\}\}/g, "1").replaceAll(/<[a-z][^<>|&;]*>/gi, PLACEHOLDER);
}

function commandsIn(entries: ParseEntry[]): Array<Omit<CommandLine, "shell">> {
  return entries.flatMap((entry, at): Array<Omit<CommandLine, "shell">> => {
    if (typeof entry !== "string") return [];
    if (/\bregatta /.test(entry)) return commandLinesOfShell(entry.replace(/^--\w+=/, ""));
    const before = entries[at - 1];
    if (entry === "regatta" && startsCommand(before)) {
      return [{ program: "regatta", args: wordsFrom(entries, at + 1), isWhole: true }];
    }
    if (entry === "run" && before === "npm") {
      return [{ program: "npm run", args: wordsFrom(entries, at + 1), isWhole: true }];
    }
    return [];
  });
}

function startsCommand(before: ParseEntry | undefined): boolean {
  return typeof before !== "string" || before === "npx" || before === "--no-install" || /^\w+=/.test(before);
}

/** Up to the end of the command: a comment, a pipe, a redirection. */
function wordsFrom(entries: ParseEntry[], start: number): string[] {
  const rest = entries.slice(start);
  const end = rest.findIndex((entry) => typeof entry !== "string");
  return (end < 0 ? rest : rest.slice(0, end)) as string[];
}
