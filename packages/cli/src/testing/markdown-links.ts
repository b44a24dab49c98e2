import GithubSlugger from "github-slugger";
import { lexer, type Token, walkTokens } from "marked";

/** Where the links and the pictures of a page lead to, as they are written. */
export function linksOf(markdown: string): string[] {
  const found: string[] = [];
  // Its promises would be those of the function, which makes none.
  void walkTokens(lexer(markdown), (token) => {
    if (token.type === "link" || token.type === "image") found.push((token as { href: string }).href);
    if (token.type === "html") {
      found.push(
        ...[...token.raw.matchAll(/\b(?:href|src|srcset)="([^"]+)"/g)].map(([, href]) => href ?? ""),
      );
    }
  });
  return found;
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(markdown: string): string[] {
  const slugger = new GithubSlugger();
  return lexer(markdown).flatMap((token) => (token.type === "heading" ? slugger.slug(textOf(token)) : []));
}

function textOf(token: Token): string {
  if ("tokens" in token && token.tokens) return token.tokens.map(textOf).join("");
  return "text" in token ? token.text : "";
}
