import { InvalidArgumentError } from 'commander';

/** An option or argument that is a whole number or one of the words; anything else is told with the option's name. */
export const wholeNumberOr =
  <const W extends string>(...words: readonly W[]) =>
  (text: string): number | W => {
    const word = words.find((one) => one === text);
    if (word !== undefined) return word;
    if (/^\d+$/.test(text)) return Number(text);
    throw new InvalidArgumentError(`It is not ${['a whole number', ...words].join(' or ')}.`);
  };

export const wholeNumber: (text: string) => number = wholeNumberOr<never>();
