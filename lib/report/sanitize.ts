/**
 * Text from hosts with its control characters made visible, so that only our own escapes reach a terminal.
 * Line breaks and tabs stay.
 *
 * @example sanitize('\u001b]0;x\u0007') // '\\x1b]0;x\\x07'
 */
export function sanitize(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, escape);
}

function escape(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}
