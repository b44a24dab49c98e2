import type { HeaderTexts } from "../header-texts.ts";
import { escapeHtml } from "./escape-html.ts";

/** The figures of a run in a row: exit code, time, files, deploys, accounts. */
export function renderFacts({ facts, bar }: HeaderTexts): string {
  const items = facts.map(({ name, value, more }) => {
    const aside = more && ` <span>${escapeHtml(more)}</span>`;
    return `<div><dt>${name}</dt><dd>${escapeHtml(value)}${aside}</dd></div>`;
  });
  return `<dl class="facts">${items.join("")}</dl>\n${renderBar(bar)}`;
}

// Decoration: the numbers are in words beside it.
function renderBar(bar: HeaderTexts["bar"]): string {
  if (bar.length === 0) return "";
  let x = 0;
  const pieces = bar.map(({ verdict, count }) => {
    const piece = `<rect class="v-${verdict}" x="${x}" y="0" width="${count}" height="1"/>`;
    x += count;
    return piece;
  });
  return `<svg class="bar" viewBox="0 0 ${x} 1" preserveAspectRatio="none" aria-hidden="true">${pieces.join("")}</svg>`;
}
