import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));

/** Pages whose blocks are typed in their order: by `npm run test:docs`, the first steps by `npm run test:packed`. */
const WALKED = ["docs/first-steps.md", "docs/real-pool.md", "docs/setup.md"];

/** What is typed elsewhere, or by nobody, and why. */
const KNOWN: Array<[line: RegExp, why: string]> = [
  [/^npm run /, "by `npm run test:docs -- --only scripts`"],
  [/^npm test$/, "by everybody"],
  [/^aws cloudformation deploy --template-file table\.yaml --stack-name regatta-pool$/, "with docs/setup.md"],
  [/^aws cloudformation create-stack-(?:set|instances) /, "with docs/setup.md, which has the same"],
  [/^aws sts assume-role-with-web-identity /, "with docs/setup.md"],
  [/^aws sts get-caller-identity/, "with docs/real-pool.md"],
  [/^aws (?:sso login|configure sso)/, "wants IAM Identity Center and a browser"],
  [
    /^git (?:commit --all|tag --annotate) /,
    "by `npm run test:docs -- --only scripts`, to a repository of its own",
  ],
  [/^npx changeset$/, "asks its user; what it writes is read by `npm run release:version`"],
  [/^npm (?:install|publish|exec|ci)\b/, "by `npm run test:packed` and `npm run release`"],
  [/^npx --package/, "by `npm run test:packed`, without npx"],
  [/^(?:npx tsc --build && )?node packages\/[\w-]+\/write-[\w-]+\.mjs$/, "compared by a test"],
  [/^export OTEL_EXPORTER_OTLP_ENDPOINT=/, "by packages/cli/src/whole-runs/telemetry.test.ts"],
  [/^ssh /, "wants another machine"],
  [/^aws cloudformation deploy --stack-name regatta-(?:table|ci) /, "with docs/setup.md, which has the same"],
  [/^git (?:add -A|clone|status)$/, "names a command of git's"],
  [/^npx jest --listTests$/, "with the recipes"],
  [/^git ls-remote <address>$/, "by packages/sources, which asks git the same"],
  [/^aws cloudformation (?:deploy|package)(?: --[a-z-]+)?$/, "names a command of the AWS CLI"],
  [/^cdk (?:bootstrap|deploy|synth)\b/, "names a command of the CDK; `npm run test:compat` has the real one"],
  [
    /^circleci (?:tests (?:run|split)|testsuite run)\b/,
    "names a command of CircleCI's; the recipes have a stand-in",
  ],
  [/^jest (?:-[iw]|--shard)\b/, "names an option of Jest's"],
  [/^pnpm (?:imports|test:compat)$/, "as `npm run`"],
];

const FENCE = /^ *```(\w*)\n([\s\S]*?)^ *```$/gm;
const PROGRAMS = "aws|cdk|circleci|docker|export|git|jest|node|npm|npx|pnpm|ssh";
const INLINE = new RegExp(`\`((?:${PROGRAMS}) [^\`\\n]+)\``, "g");

/** Lines of a page for a shell that are no command of Regatta's. */
export interface OtherLines {
  /** In blocks, to be typed as they stand. */
  blocks: string[];
  /** In sentences, which often only name a command. */
  sentences: string[];
}

/** The lines of a page for a shell that are no command of Regatta's. */
export function otherLinesOf(page: string, text = readFileSync(`${root}${page}`, "utf8")): OtherLines {
  const blocks = [...text.matchAll(FENCE)].flatMap(([, language, inside = ""]) => {
    const lines = inside.replaceAll(/\s*\\\n\s*/g, " ").split("\n");
    if (language === "sh") return lines;
    return language === "" ? lines.filter((line) => new RegExp(`^ *(?:${PROGRAMS}) `).test(line)) : [];
  });
  const sentences = [...text.replaceAll(FENCE, "").matchAll(INLINE)].map(([, line = ""]) => line);
  return { blocks: WALKED.includes(page) ? [] : others(blocks), sentences: others(sentences) };
}

function others(lines: string[]): string[] {
  return lines
    .map((line) => line.replace(/\s+#\s.*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("#") && !/(?:^|\s)regatta(?:\s|$)/.test(line));
}

/** Those of these lines that nothing is known of, with what to do. */
export function unknownLines(page: string, lines: string[]): string[] {
  return lines
    .filter((line) => !KNOWN.some(([pattern]) => pattern.test(line)))
    .map(
      (line) =>
        `\`${line}\` (${page}): type it in scripts/docs, or say why not in packages/cli/src/testing/documented/other-lines.ts`,
    );
}
