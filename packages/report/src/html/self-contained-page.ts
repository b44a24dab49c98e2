import { createHash } from "node:crypto";
import { scriptJson } from "../script-json.ts";
import { escapeHtml } from "./escape-html.ts";

export interface SelfContainedPageOptions {
  title: string;
  style: string;
  script: string;
  /** What the script finds as JSON in the element `data`. */
  data: unknown;
  /** What the link for keyboards leads to, in words: `the report`. */
  skipTo: string;
  /** Markup before the main part. */
  header?: string;
  /** Markup in the main part. */
  main: string;
}

/**
 * A page in one file that needs nothing else. Nothing is loaded from anywhere, and no script runs but its own, whatever is in
 * the data. Pure.
 */
export function selfContainedPage(options: SelfContainedPageOptions): string {
  const { title, style, script, data, skipTo, header = "", main } = options;
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to ${skipTo}</a>
${header}
<main id="main" tabindex="-1">
${main}
</main>
<script type="application/json" id="data">${scriptJson(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
