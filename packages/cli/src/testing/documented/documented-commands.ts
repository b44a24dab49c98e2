import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CommandLine, commandLinesOfMarkdown, commandLinesOfShell } from "../command-lines.ts";
import { parseOnly } from "../parse-only.ts";
import { alsoTyped } from "./also-typed.ts";
import { fillPlaceholders } from "./placeholders.ts";

/** A command of Regatta's that pages tell their readers to type, with what stands for words of their own filled in. */
export interface DocumentedCommand {
  /** Its arguments, from the command's name on. */
  args: string[];
  /** The whole line of shell, without a comment. */
  shell: string;
  /** The pages that have it. */
  pages: string[];
}

/** What pages name without all that would have to be typed: `regatta run --retries`. */
export interface Mention {
  args: string[];
  pages: string[];
}

const root = fileURLToPath(new URL("../../../../../", import.meta.url));

/** The pages that have commands for readers to type: README.md, and docs with what is below it. */
export function documentedPages(): string[] {
  const names = readdirSync(`${root}docs`, { recursive: true, encoding: "utf8" });
  return ["README.md", ...names.filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)].sort();
}

/** Every command line of Regatta's in the pages, each once, and what they only mention. */
export async function documentedCommands(
  pages: string[] = documentedPages(),
): Promise<{ commands: DocumentedCommand[]; mentions: Mention[] }> {
  const commands = new Map<string, DocumentedCommand>();
  const mentions = new Map<string, DocumentedCommand>();
  for (const page of pages) {
    for (const line of commandLinesOfMarkdown(readFileSync(`${root}${page}`, "utf8"))) {
      for (const { args, shell, isWhole } of await commandsOf(line)) {
        const known = isWhole ? commands : mentions;
        const key = isWhole ? shell : args.join(" ");
        const before = known.get(key);
        if (before === undefined) known.set(key, { args, shell, pages: [page] });
        else if (!before.pages.includes(page)) before.pages.push(page);
      }
    }
  }
  for (const shell of alsoTyped) {
    const [line] = commandLinesOfShell(shell);
    if (line && !commands.has(shell)) commands.set(shell, { args: line.args, shell, pages: [] });
  }
  return { commands: [...commands.values()], mentions: [...mentions.values()] };
}

/** What stands behind `npm run` in the pages, each once, with the pages that have it. */
export function documentedScripts(pages: string[] = documentedPages()): Map<string, string[]> {
  const scripts = new Map<string, string[]>();
  for (const page of pages) {
    for (const { program, args } of commandLinesOfMarkdown(readFileSync(`${root}${page}`, "utf8"))) {
      if (program !== "npm run") continue;
      const words = args.join(" ");
      scripts.set(words, [...new Set([...(scripts.get(words) ?? []), page])]);
    }
  }
  return scripts;
}

/** The command as it is to be run; a sentence's counts as whole where the program takes it as it stands. */
async function commandsOf(line: CommandLine): Promise<CommandLine[]> {
  const [first] = line.args;
  if (line.program !== "regatta" || first === undefined || first.startsWith("(")) return [];
  const shell = fillPlaceholders(withoutComment(line.shell));
  const filled = commandLinesOfShell(shell).find(({ args }) => args[0] === first || line.isWhole === false);
  const args = filled?.args ?? line.args;
  if (line.isWhole) return [{ ...line, args, shell }];
  const { complaint } = await parseOnly(args);
  return [{ ...line, args, shell, isWhole: complaint === "" }];
}

const withoutComment = (shell: string) => shell.replace(/(^|\s)#\s.*$/, "").trim();
