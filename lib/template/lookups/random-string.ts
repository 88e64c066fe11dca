import type { Dict } from '../../core/value.js';
import { pyStr, pyTruth } from '../../jinja/index.js';
import { LookupError } from '../lookup-error.js';
import { numberOf, toBool } from '../python.js';
import { shuffled, systemRandom } from '../seeded-random.js';

/** community.general's `random_string`. */
export function randomString(options: Dict): string {
  const all = options.get('override_all');
  const length = numberOf(options.get('length') ?? 8) ?? Number(pyStr(options.get('length')));
  const own = pyTruth(all ?? false) ? { least: '', chars: pyStr(all) } : charactersOf(options);
  const text = own.least + pick(own.chars, length - own.least.length);
  const mixed = shuffled([...text], systemRandom).join('');
  return toBool(options.get('base64') ?? false) ? Buffer.from(mixed, 'utf8').toString('base64') : mixed;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const KINDS = {
  numeric: { wanted: 'numbers', chars: '0123456789' },
  lower: { wanted: 'lower', chars: LETTERS },
  upper: { wanted: 'upper', chars: LETTERS.toUpperCase() },
  special: { wanted: 'special', chars: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' },
} as const;

function charactersOf(options: Dict): { least: string; chars: string } {
  let [least, chars] = ['', ''];
  for (const [name, { wanted, chars: usual }] of Object.entries(KINDS)) {
    const given = name === 'special' ? options.get('override_special') : undefined;
    const own = pyTruth(given ?? false) ? pyStr(given) : usual;
    if (toBool(options.get(wanted) ?? true)) chars += own;
    least += pick(own, Number(numberOf(options.get(`min_${name}`)) ?? 0));
  }
  return { least, chars };
}

function pick(chars: string, count: number): string {
  const pool = [...chars];
  if (pool.length === 0)
    throw new LookupError(
      'Available characters cannot be None, please change constraints',
      'AnsibleLookupError',
    );
  return Array.from({ length: Math.max(0, count) }, () => pool[systemRandom.below(pool.length)]!).join('');
}
