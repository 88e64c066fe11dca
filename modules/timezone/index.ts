import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, makeResult, resultOf, scriptBeside } from '../../lib/module/index.js';
import { choice, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'timezone',
  collection: 'community.general',
  summary: 'Sets the time zone, and what the clock of the hardware shows',
  examples: `
- name: All nodes count in UTC
  timezone:
    name: Etc/UTC`,
  args: {
    name: text({ doc: 'The zone: Europe/Berlin' }),
    hwclock: choice(['local', 'UTC'], { doc: 'What the clock of the hardware shows', aliases: ['rtc'] }),
  },
  rules: [{ kind: 'required_one_of', names: ['hwclock', 'name'] }],
  returns: {},
  tellsDiff: true,
  script: scriptBeside(import.meta.url, 'timezone.sh'),
  prepare(args) {
    if (args.name !== undefined && !/^[A-Za-z0-9][A-Za-z0-9_+/-]*$/.test(args.name))
      throw new TsplayError({ code: 'bad-zone', message: `'${args.name}' is not the name of a time zone` });
    return {};
  },
  finish(reply, { name, hwclock }) {
    const result = resultOf(reply, {});
    const asAsked = makeResult({ name, hwclock });
    if (!result.has('diff') && result.get('failed') !== true)
      result.set('diff', makeResult({ before: asAsked, after: asAsked }));
    return result;
  },
});
