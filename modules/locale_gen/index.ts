import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { choice, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'locale_gen',
  collection: 'community.general',
  summary: 'Generates locales, or removes them',
  examples: `
- name: German with the euro sign
  locale_gen:
    name: de_DE.UTF-8`,
  args: {
    name: text({ doc: 'The locale, de_DE.UTF-8', required: true }),
    state: choice(['absent', 'present'], { doc: 'Should it be there?', fallback: 'present' }),
  },
  returns: { name: text({ doc: 'The locale' }) },
  script: scriptBeside(import.meta.url, 'locale_gen.sh'),
  prepare(args) {
    if (!/^[A-Za-z][A-Za-z0-9_.@-]*$/.test(args.name))
      throw new TsplayError({ code: 'bad-locale', message: `'${args.name}' is not the name of a locale` });
    return {};
  },
});
