// What could end a script element or begin a comment in one (https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements),
// and the line ends that are none in JSON.
const unsafe = /[<>&\u2028\u2029]/g;

/** A value as JSON that can stand in a script element whatever texts are in it. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
