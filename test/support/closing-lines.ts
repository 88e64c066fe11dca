import { appendFileSync, writeSync } from 'node:fs';
import Mocha from 'mocha';
import { reasonOf } from './skip.js';

/**
 * Mocha's spec reporter, then why each skipped test was skipped, then `N passed, N failed, N skipped`. These closing
 * lines go to the file of $CLOSING_LINES where that is set: bin/test.sh adds up those of two runs.
 */
export default class ClosingLines extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const skipped: string[] = [];
    runner.on('pending', (test) =>
      skipped.push(`${test.fullTitle()}: ${reasonOf(test) ?? 'no reason given'}`),
    );
    // written synchronously: mocha exits the process right after this event
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      const lines = skipped.map((title) => `skipped: ${title}`);
      const text = [...lines, `${passes} passed, ${failures} failed, ${pending} skipped`, ''].join('\n');
      const file = process.env['CLOSING_LINES'];
      if (file) appendFileSync(file, text);
      else writeSync(1, text);
    });
  }
}
