const isUpper = (char: string): boolean => char !== char.toLowerCase();
const isCased = (char: string): boolean => char.toLowerCase() !== char.toUpperCase();

/** str.title: a letter after anything that is no letter starts a word. */
export function titleCase(text: string): string {
  let inWord = false;
  let result = '';
  for (const char of text) {
    result += inWord ? char.toLowerCase() : char.toUpperCase();
    inWord = isCased(char);
  }
  return result;
}

export function capitalize(text: string): string {
  const [first = '', ...rest] = text;
  return first.toUpperCase() + rest.join('').toLowerCase();
}

export function swapCase(text: string): string {
  return Array.from(text, (char) => (isUpper(char) ? char.toLowerCase() : char.toUpperCase())).join('');
}

export const casefold = (text: string): string => text.replaceAll('ß', 'ss').toLowerCase();
