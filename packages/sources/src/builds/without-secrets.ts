const telling = /TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|AUTH/i;
/** Shorter values are words of everyday output ("true", "dev"): hiding them would garble it. */
const SHORTEST = 8;

/** Hides the values of variables that hold secrets, by their names, where a text repeats them. */
export function withoutSecrets(text: string, env: NodeJS.ProcessEnv): string {
  const secrets = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && value.length >= SHORTEST && telling.test(name) ? [value] : [],
  );
  // The longest first: one may be part of another.
  secrets.sort((a, b) => b.length - a.length);
  return secrets.reduce((hidden, secret) => hidden.replaceAll(secret, "***"), text);
}
