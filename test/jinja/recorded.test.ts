import { expect } from 'chai';
import { readFileSync } from 'node:fs';

import { runCase, type RecordedCase } from './run-case.js';

const file = new URL('../fixtures/vectors/jinja-engine.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: RecordedCase[] };

/** Complex numbers, last bits of pow() and the like: known to differ, at most this share. */
const TEXT_GOAL = 0.995;
/** Class and words of errors, letter by letter. */
const MESSAGE_GOAL = 0.97;

describe('answers recorded from Jinja2', () => {
  const texts = cases.filter(([, text]) => typeof text === 'string');
  const errors = cases.filter(([, text]) => text === null);

  it('gives the same text', () => {
    const wrong = texts.filter((recorded) => runCase(recorded).text !== recorded[1]);
    expect(texts.length).to.be.greaterThan(1000);
    expect(1 - wrong.length / texts.length, show(wrong)).to.be.at.least(TEXT_GOAL);
  });

  it('fails where Jinja2 fails', () => {
    const wrong = errors.filter((recorded) => runCase(recorded).error === undefined);
    expect(errors.length).to.be.greaterThan(500);
    expect(1 - wrong.length / errors.length, show(wrong)).to.be.at.least(TEXT_GOAL);
  });

  it('fails with the same class, words and line', () => {
    const wrong = errors.filter((recorded) => {
      const { error } = runCase(recorded);
      const [, , type, message, line] = recorded;
      return error?.type !== type || error?.reason !== message || (line !== null && error?.at.line !== line);
    });
    expect(1 - wrong.length / errors.length, show(wrong)).to.be.at.least(MESSAGE_GOAL);
  });
});

const show = (wrong: readonly RecordedCase[]): string =>
  wrong
    .slice(0, 10)
    .map((item) => JSON.stringify(item))
    .join('\n');
