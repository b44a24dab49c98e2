import type { ServerResponse } from "node:http";
import { pageScript, pageStyle } from "../page-assets.ts";
import type { Door } from "./door.ts";

// Nothing comes from anywhere else, nothing may frame the page or be loaded into another, and it leads nobody else anywhere.
const headers = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Sets what every answer has. */
export function setHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** The files of the page, by their path below the base. */
export const files: Readonly<Record<string, { type: string; text: string }>> = {
  "": { type: "text/html", text: shell() },
  "page.js": { type: "text/javascript", text: pageScript },
  "page.css": { type: "text/css", text: pageStyle },
};

/** Answers with a text. @param type its media type. */
export function send(
  response: ServerResponse,
  status: number,
  { type, text }: { type: string; text: string },
): void {
  response.writeHead(status, { "content-type": `${type}; charset=utf-8` });
  response.end(text);
}

/**
 * Gives the browser its cookie, and leads it on. Not by a redirect: the cookie is not sent along with one that began on
 * another site, such as a link in a chat.
 * @param start what the page shows first: its address below the base, without anything that means something in HTML.
 */
export function letIn(response: ServerResponse, { base, cookie, secret }: Door, start: string): void {
  response.setHeader("set-cookie", `${cookie}=${secret}; Path=${base}; HttpOnly; SameSite=Strict`);
  const text = plainPage(
    "Regatta",
    `<meta http-equiv="refresh" content="0; url=${base}${start}">`,
    "<p>One moment.</p>",
  );
  send(response, 200, { type: "text/html", text });
}

/** Says why there is no answer, and what to do. */
export function refuse(response: ServerResponse, { status, why }: { status: number; why: string }): void {
  if (status === 405) response.setHeader("allow", "GET");
  const next =
    "Open the address that <code>regatta ui</code> printed when it started, whole, with its token.";
  send(response, status, { type: "text/html", text: plainPage("Not here", "", `<p>${why} ${next}</p>`) });
}

/** What was asked for is not there; it may have been, until the server was started again. */
export function notFound(response: ServerResponse): void {
  refuse(response, { status: 404, why: "There is nothing here." });
}

function shell(): string {
  const head = `<link rel="stylesheet" href="page.css"><script src="page.js" defer></script>`;
  return plainPage("Regatta", head, "<noscript><p>This page needs its script.</p></noscript>");
}

function plainPage(title: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
${body}
</body>
</html>
`;
}
