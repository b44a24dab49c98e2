import { createHash } from "node:crypto";
import { pageScript, pageStyle } from "../page-assets.ts";
import type { ReportData } from "../report-data.ts";
import { scriptJson } from "../script-json.ts";
import { escapeHtml } from "./escape-html.ts";
import { renderHeader } from "./render-header.ts";
import { renderWithoutScript } from "./render-without-script.ts";

/** The whole page: what matters most stands in it as it is, the rest is drawn by its script from the data in it. Pure. */
export function renderPage(data: ReportData): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(`${mark(data)} ${data.run.reason} · ${data.run.id}`)}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${renderHeader(data)}
<main id="main" tabindex="-1">
${renderWithoutScript(data)}
</main>
<script type="application/json" id="data">${scriptJson(data)}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

function mark({ run: { exitCode } }: ReportData): string {
  return exitCode === 0 ? "✓" : "✗";
}

// Nothing is loaded from anywhere, and no script runs but this page's own, whatever a test has printed.
const policy = [
  "default-src 'none'",
  `script-src '${hashOf(pageScript)}'`,
  `style-src '${hashOf(pageStyle)}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
