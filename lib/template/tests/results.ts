import { PyError, type Test } from '../../jinja/index.js';
import { isMapping, isSequence, numberOf, pyTruth } from '../python.js';

const failed: Test = (result) => truth(dictOf('failed', result).get('failed'));
const success: Test = (result) => !truth(dictOf('failed', result).get('failed'));
const changed: Test = (result) => {
  const dict = dictOf('changed', result);
  const results = dict.get('results');
  if (!dict.has('changed') && isSequence(results)) {
    return results.some((item) => isMapping(item) && truth(item.get('changed')));
  }
  return truth(dict.get('changed'));
};
const skipped: Test = (result) => truth(dictOf('skipped', result).get('skipped'));

/** Tests of registered results. */
export const resultTests: Readonly<Record<string, Test>> = {
  failed,
  failure: failed,
  success,
  succeeded: success,
  successful: success,
  changed,
  change: changed,
  skipped,
  skip: skipped,
  started: (result) => flag(dictOf('started', result).get('started'), 0),
  finished: (result) => flag(dictOf('finished', result).get('finished'), 1),
  reachable: (result) => !truth(dictOf('unreachable', result).get('unreachable')),
  unreachable: (result) => truth(dictOf('unreachable', result).get('unreachable')),
};

function dictOf(test: string, result: unknown): Map<unknown, unknown> {
  if (!isMapping(result)) throw new PyError('AnsibleFilterError', `The '${test}' test expects a dictionary`);
  return result;
}

const truth = (value: unknown): boolean => value !== undefined && pyTruth(value);
const flag = (value: unknown, otherwise: number): boolean =>
  (value === undefined ? otherwise : (numberOf(value) ?? 0)) !== 0;
