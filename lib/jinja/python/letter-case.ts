const isUpper = (char: string): boolean => char !== char.toLowerCase();
const isCased = (char: string): boolean => char.toLowerCase() !== char.toUpperCase();

/** str.title: a letter after anything that is no letter starts a word. */
export function titleCase(text: string): string {
  let inWord = false;
  let result = '';
  for (const char of text) {
    result += inWord ? char.toLowerCase() : titleChar(char);
    inWord = isCased(char);
  }
  return result;
}

export function capitalize(text: string): string {
  const [first = '', ...rest] = text;
  return titleChar(first) + rest.join('').toLowerCase();
}

export function swapCase(text: string): string {
  return Array.from(text, (char) => (isUpper(char) ? char.toLowerCase() : char.toUpperCase())).join('');
}

// letters that are one character but stand for two have a title form of their own
function titleChar(char: string): string {
  const digraph = char === '' ? undefined : DIGRAPHS.find((forms) => forms.includes(char));
  if (digraph !== undefined) return digraph[1]!;
  const upper = char.toUpperCase();
  return upper.length > char.length && /^\p{Lu}\p{Lu}+$/u.test(upper) && char !== 'ŉ'
    ? upper[0]! + upper.slice(1).toLowerCase()
    : upper;
}

const DIGRAPHS = ['Ǆǅǆ', 'Ǉǈǉ', 'Ǌǋǌ', 'Ǳǲǳ'];

/** str.casefold: small letters, and what a capital letter and back makes of them. */
export const casefold = (text: string): string =>
  Array.from(text, (char) =>
    char === 'ı' ? char : char === 'ẞ' ? 'ss' : char.toUpperCase().toLowerCase(),
  ).join('');
