import { messageOf, RegattaError } from "@regatta/foundation";

/** Nothing is where a package should be, or nothing that could be one. */
export function packageNotFound(message: string): RegattaError {
  return new RegattaError(message, {
    code: "PACKAGE_NOT_FOUND",
    source: "user",
    nextStep: "Correct the path, or build what should be there first (the service's build steps).",
  });
}

/** Something is there, but it cannot be packaged. */
export function packageUnreadable(message: string, cause?: unknown): RegattaError {
  const why = cause === undefined ? "" : `: ${messageOf(cause)}`;
  return new RegattaError(`${message}${why}`, {
    code: "PACKAGE_UNREADABLE",
    source: "user",
    nextStep: "Mend what is named, and let nothing write there while a run packages it.",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The same error, beginning with where in a template it comes from. */
export function inTemplate(where: string, error: RegattaError): RegattaError {
  const { code, source, nextStep, account, stackName } = error;
  return new RegattaError(`${where}: ${error.message}`, {
    code,
    source,
    ...(nextStep === undefined ? {} : { nextStep }),
    ...(account === undefined ? {} : { account }),
    ...(stackName === undefined ? {} : { stackName }),
    cause: error,
  });
}
