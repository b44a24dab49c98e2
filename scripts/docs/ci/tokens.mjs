import { join } from "node:path";
import { root } from "../../bench/built.mjs";

const kit = () => import(join(root, "packages/setup/dist/testing/kit-world.js"));

const SUBJECT = "repo:shop/api:ref:refs/heads/main";

/** What a job of CircleCI finds in CIRCLE_OIDC_TOKEN. */
export const tokenOfCircle = async () => (await kit()).circleToken();

/** Parameters of CI roles for CircleCI beside the kit's first; those of a cleaner's name may clean. */
export async function rolesOfCircle(names) {
  const { organization, project } = await kit();
  return names.map((RoleName) => ({
    RoleName,
    Provider: "circleci",
    CircleOrganizationId: organization,
    CircleProjectIds: project,
    CreateProvider: "false",
    CleanerRoleName: RoleName.includes("cleaner") ? "regatta-cleaner" : "",
  }));
}

/** Parameters of the CI roles for GitHub, of which only one may clean. */
export async function rolesOfGitHub() {
  const common = { Provider: "github", GitHubSubjects: SUBJECT };
  return [
    { RoleName: "regatta-ci-github", ...common, CreateProvider: "true", CleanerRoleName: "" },
    {
      RoleName: "regatta-ci-cleaner",
      ...common,
      CreateProvider: "false",
      CleanerRoleName: "regatta-cleaner",
    },
  ];
}

/** As GitHub gives it to a job with `id-token: write`, but for the signature. */
export function gitHubToken() {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: "https://token.actions.githubusercontent.com",
    aud: "sts.amazonaws.com",
    sub: SUBJECT,
    exp: Math.floor(Date.now() / 1000) + 3600,
  };
  return [part({ alg: "RS256", typ: "JWT" }), part(claims), "unsigned"].join(".");
}
