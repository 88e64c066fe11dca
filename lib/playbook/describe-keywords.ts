import type { Json } from '../core/json.js';
import { TsplayError } from '../core/problem.js';
import { didYouMean } from '../core/suggest.js';
import { keywords, type KeywordDeclaration, type KeywordPlace } from './keywords.js';

const places: readonly KeywordPlace[] = ['play', 'role', 'block', 'task', 'handler'];

/** Every keyword with what becomes of it here, place by place. */
export const describeKeywords = (only: readonly string[] = []): string =>
  places
    .map((place) => {
      const here = chosen(only).filter(([, { on }]) => on.includes(place));
      const lines = here.map(([name, one]) => `  ${name.padEnd(22)}${stateOf(one).padEnd(14)}${textOf(one)}`);
      return lines.length === 0 ? '' : [place.toUpperCase(), ...lines, ''].join('\n');
    })
    .filter(Boolean)
    .join('\n');

export const keywordsJson = (only: readonly string[] = []): Json =>
  Object.fromEntries(
    chosen(only).map(([name, one]) => [
      name,
      { on: [...one.on], type: one.type, state: stateOf(one), description: textOf(one) },
    ]),
  );

// all of them, or those that were asked for
function chosen(only: readonly string[]): [string, KeywordDeclaration][] {
  const all = Object.entries<KeywordDeclaration>(keywords);
  const unknown = only.find((name) => !Object.hasOwn(keywords, name));
  if (unknown !== undefined)
    throw new TsplayError({
      code: 'unknown-keyword',
      message: `there is no keyword '${unknown}'`,
      hint: didYouMean(unknown, Object.keys(keywords)),
    });
  return only.length === 0 ? all : all.filter(([name]) => only.includes(name));
}

const stateOf = ({ differs }: KeywordDeclaration): 'supported' | 'differently' =>
  differs === undefined ? 'supported' : 'differently';

const textOf = ({ doc, differs }: KeywordDeclaration): string =>
  differs === undefined ? doc : `${doc} (${differs})`;
