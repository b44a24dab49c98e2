export { type SetupClients, type SetupClientsOptions, setupClients } from "./aws/setup-clients.ts";
export { type CheckSetupOptions, checkSetup } from "./checks/check-setup.ts";
export type { Finding, Verdict } from "./checks/finding.ts";
export { type ImportPlan, type ImportRequest, planImport } from "./organization/plan-import.ts";
export {
  type OrganizationAccount,
  type OrganizationPart,
  readOrganization,
} from "./organization/read-organization.ts";
export { readTemplate, type TemplateName, templateNames } from "./read-template.ts";
