const UNRELEASED = /^## .*\(unreleased\)$/m;

/**
 * The changelog with a version in it: what was noted as unreleased becomes that version's, and the notes join it.
 * @param notes one text each, as people wrote them into changesets.
 * @param date as it is to be shown: 2026-03-04.
 */
export function withRelease(changelog, { version, date, notes }) {
  const heading = `## ${version} (${date})`;
  const rows = notes.map((note) => `- ${note.trim().replaceAll(/\n(?=.)/g, "\n  ")}`).join("\n");
  if (!UNRELEASED.test(changelog)) {
    return changelog.replace(/^(# .*\n)/, (title) => `${title}\n${heading}\n\n${rows}\n`);
  }
  const dated = changelog.replace(UNRELEASED, heading);
  if (rows === "") return dated;
  const [before, section, after] = around(dated, heading);
  return `${before}${section.trimEnd()}\n${rows}\n${after === "" ? "" : `\n${after}`}`;
}

/** What the changelog says of a version; undefined where it has no dated section for it. */
export function notesOf(changelog, version) {
  const heading = changelog.split("\n").find((line) => line.startsWith(`## ${version} (`));
  if (heading === undefined || heading.includes("(unreleased)")) return undefined;
  return around(changelog, heading)[1].replace(heading, "").trim();
}

/** What stands before a heading's section, the section, and what stands behind it. */
function around(text, heading) {
  const start = text.indexOf(`${heading}\n`);
  const next = text.indexOf("\n## ", start + heading.length);
  const end = next < 0 ? text.length : next + 1;
  return [text.slice(0, start), text.slice(start, end), text.slice(end)];
}

/** What a changeset says: all but the packages and kinds of change at its head. */
export function noteOf(changeset) {
  return changeset.replace(/^---\n[\s\S]*?^---$/m, "").trim();
}
