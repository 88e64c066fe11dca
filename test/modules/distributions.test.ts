import { readFileSync } from 'node:fs';
import { expect } from 'chai';

import { localTransport } from '../../lib/connect/local.js';
import type { Dict } from '../../lib/core/value.js';
import { openSession } from '../../lib/remote/session.js';
import { valueToJson } from '../../lib/schema/index.js';
import {
  disguise,
  distributionSubsets,
  recordedFacts,
  systems,
  type Facts,
} from '../support/distributions.js';
import { moduleContext, runTask } from '../support/module-context.js';
import { skip } from '../support/skip.js';
import { throwAway } from '../support/throw-away.js';

const recorded = JSON.parse(readFileSync(recordedFacts, 'utf8')) as Record<string, Facts>;

describe('facts of other distributions are what the real setup tells', () => {
  before(function () {
    if (process.getuid?.() !== 0) skip(this, 'makes an overlay of /: needs root');
  });

  for (const system of systems()) {
    it(system.name, async () => {
      const session = await openSession({
        transport: localTransport(),
        openMs: 30_000,
        shell: '/bin/sh',
        wrap: (argv) => throwAway(argv, { shared: [], before: disguise(system) }),
      });
      try {
        const told = await runTask(
          'setup',
          { gather_subset: distributionSubsets },
          moduleContext({ session }),
        );
        const facts = valueToJson(told.get('ansible_facts') as Dict) as Facts;
        const named = Object.entries(facts).filter(([name]) => name.startsWith('ansible_'));
        expect(Object.fromEntries(named)).to.deep.equal(recorded[system.name]);
      } finally {
        await session.close();
      }
    });
  }
});
