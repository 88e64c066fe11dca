import { PyError, type EvalContext, type Test, pyTruth } from '../../jinja/index.js';
import { isMapping, isSequence, numberOf } from '../python.js';
import { templarOf } from '../templar-scope.js';

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
  started: (result, _args, _kwargs, context) => ofJob('started', result, context),
  finished: (result, _args, _kwargs, context) => ofJob('finished', result, context),
  reachable: (result) => !truth(dictOf('unreachable', result).get('unreachable')),
  unreachable: (result) => truth(dictOf('unreachable', result).get('unreachable')),
};

function dictOf(test: string, result: unknown): Map<unknown, unknown> {
  if (!isMapping(result)) throw new PyError('AnsibleFilterError', `The '${test}' test expects a dictionary`);
  return result;
}

const truth = (value: unknown): boolean => value !== undefined && pyTruth(value);

function ofJob(test: string, result: unknown, { scope }: EvalContext): boolean {
  const value = dictOf(test, result).get(test);
  if (value !== undefined) return numberOf(value) === 1;
  const warning = `The '${test}' test expects an async task, but a non-async task was tested`;
  templarOf(scope).options.warn?.(warning);
  return true;
}
