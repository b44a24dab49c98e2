import { createHash } from "node:crypto";

/** A repository somewhere else, with what it may be called in messages and on command lines. */
export interface Remote {
  /** What git is given: the user's words, without anything secret. */
  url: string;
  /** One line for git's `store` credential helper; undefined when the URL held nothing secret. */
  credentials?: string;
  /** A folder name: the same for every way of writing credentials, another for every other repository. */
  key: string;
}

/**
 * Takes what is secret out of a repository's address: git would put it on command lines.
 * @param git a URL, `user@host:path` or an absolute path.
 */
export function parseRemote(git: string): Remote {
  const [, scheme, secret] = /^(https?:\/\/)([^/@]+)@/.exec(git) ?? [];
  const url = secret === undefined ? git : git.replace(`${secret}@`, "");
  const key = `${nameOf(url)}-${createHash("sha256").update(url).digest("hex").slice(0, 12)}`;
  if (scheme === undefined || secret === undefined) return { url, key };
  // The helper wants a password, if an empty one.
  const pair = secret.includes(":") ? secret : `${secret}:`;
  return { url, key, credentials: `${scheme}${pair}@${url.slice(scheme.length).split("/")[0]}` };
}

function nameOf(url: string): string {
  const last =
    url
      .replace(/\/+$/, "")
      .split(/[/:\\]/)
      .at(-1) ?? "";
  return last.replace(/\.git$/, "").replace(/[^\w.-]+/g, "-") || "repository";
}

/** Hides what looks like credentials in URLs, whoever wrote them. */
export function withoutCredentials(text: string): string {
  return text.replace(/(\b[a-z][a-z+.-]*:\/\/)[^/@\s]+@/gi, "$1***@");
}
