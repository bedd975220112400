/**
 * Characters that move a cursor, change colours or turn the direction of text: of C0 all but line
 * break and tab, DEL, C1, and the marks of direction.
 */
const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text as it may go to a terminal or a file: whatever else than text stands in it is shown as
 * `\u001b`, which JSON reads as what it was.
 */
export function printable(text: string): string {
  return text.replace(CONTROL, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
