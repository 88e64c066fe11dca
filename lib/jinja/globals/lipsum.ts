import { bindArgs } from '../python/bind-args.js';
import { indexOf } from '../python/index-of.js';
import { Markup } from '../python/py-object.js';
import { pyTruth } from '../python/truth.js';
import type { Kwargs } from '../types.js';

const WORDS =
  'lorem ipsum dolor sit amet consectetur adipisci elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam quis nostrud'.split(
    ' ',
  );

/** Filler text: `lipsum(n=5, html=True, min=20, max=100)`. */
export function lipsum(args: readonly unknown[], kwargs: Kwargs): unknown {
  const bound = bindArgs('generate_lorem_ipsum', ['n', 'html', 'min', 'max'], args, kwargs);
  const [least, most] = [indexOf(bound.min ?? 20), indexOf(bound.max ?? 100)];
  const paragraphs = Array.from({ length: indexOf(bound.n ?? 5) }, () => paragraph(least, most));
  if (bound.html !== undefined && !pyTruth(bound.html)) return paragraphs.join('\n\n');
  return new Markup(paragraphs.map((text) => `<p>${text}</p>`).join('\n'));
}

function paragraph(least: number, most: number): string {
  const count = least + Math.floor(Math.random() * Math.max(1, most - least));
  const words = Array.from({ length: count }, () => WORDS[Math.floor(Math.random() * WORDS.length)]!);
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
