/** The text as a pattern that matches itself, also under the `u` flag. */
export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
