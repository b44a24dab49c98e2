/** What stands for words of the reader's own, wherever a page has them. */
const MEANINGS: Record<string, string> = {
  account: "210000000001",
  "account id": "210000000001",
  command: "run",
  "external id": "our-tests",
  folder: "artifacts",
  hub: "100000000000",
  id: "210000000001",
  "k/n": "1/2",
  name: "anna",
  ou: "ou-rega-pool0001",
  role: "RegattaTest",
  run: "latest",
  "tests-1": "210000000001",
  "tests-2": "210000000002",
  unit: "ou-rega-pool0001",
  why: "its budget is blown",
};

/** What pages have for an example, and the embedded AWS by another name. */
const EXAMPLES: Record<string, string> = {
  "123456789012": "210000000001",
  "234567890123": "210000000002",
  "ou-ab12-34cd56ef": "ou-rega-pool0001",
  "/us-east-1": "/eu-west-1",
  // What CircleCI puts in by itself.
  "<< test.atoms >>": "tests/pay.test.ts",
};

const PLACEHOLDER = /<([a-z][^<>|&;\n]*)>|(?<= )(k\/n)\b/gi;

/** Puts what it stands for in the place of every `<account id>`, and of examples; one that nothing is said of stays as it is. */
export function fillPlaceholders(shell: string): string {
  const filled = shell.replaceAll(
    PLACEHOLDER,
    (whole, angled?: string, plain?: string) => MEANINGS[angled ?? plain ?? ""] ?? whole,
  );
  return Object.entries(EXAMPLES).reduce((text, [example, ours]) => text.replaceAll(example, ours), filled);
}

/** What is left of placeholders that nothing is said of. */
export function unknownPlaceholders(shell: string): string[] {
  return [...shell.matchAll(PLACEHOLDER)].map(([whole]) => whole);
}
