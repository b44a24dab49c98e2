/**
 * The second face of this package: services and their fingerprints, without what talks to AWS. Loading the AWS SDK takes
 * several times as long as taking fingerprints.
 */
export type { Fingerprint, FingerprintInput } from "./fingerprint/fingerprint.ts";
export { fingerprintServices } from "./fingerprint/fingerprint-services.ts";
export { UnchangedServices, type UnchangedServicesOptions } from "./fingerprint/unchanged-services.ts";
export { type Selection, selectServices } from "./service/select-services.ts";
export type { ServiceDefinition } from "./service/service-definition.ts";
export { ServiceGraph } from "./service/service-graph.ts";
export { validateTemplates } from "./validate/validate-templates.ts";
