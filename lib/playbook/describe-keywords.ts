import type { Json } from '../core/json.js';
import { keywords, type KeywordDeclaration, type KeywordPlace } from './keywords.js';

const places: readonly KeywordPlace[] = ['play', 'role', 'block', 'task', 'handler'];

/** Every keyword with what becomes of it here, place by place. */
export const describeKeywords = (): string =>
  places
    .map((place) => {
      const here = Object.entries(keywords).filter(([, { on }]) => on.includes(place));
      const lines = here.map(([name, one]) => `  ${name.padEnd(22)}${stateOf(one).padEnd(14)}${textOf(one)}`);
      return [place.toUpperCase(), ...lines, ''].join('\n');
    })
    .join('\n');

export const keywordsJson = (): Json =>
  Object.fromEntries(
    Object.entries(keywords).map(([name, one]) => [
      name,
      { on: [...one.on], type: one.type, state: stateOf(one), description: textOf(one) },
    ]),
  );

const stateOf = ({ ignored, differs }: KeywordDeclaration): 'supported' | 'differently' | 'ignored' =>
  ignored !== undefined ? 'ignored' : differs === undefined ? 'supported' : 'differently';

function textOf({ doc, ignored, differs }: KeywordDeclaration): string {
  const note = ignored ?? differs;
  return note === undefined ? doc : `${doc} (${note})`;
}
