import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { choice, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'capabilities',
  collection: 'community.general',
  summary: 'Sets capabilities of programs',
  examples: `
- name: A web server that may listen on port 80
  capabilities:
    path: /usr/local/bin/server
    capability: cap_net_bind_service+ep`,
  args: {
    path: path({ doc: 'The program', required: true, aliases: ['key'] }),
    capability: text({
      doc: 'The capability, with operator and flags: cap_net_raw+ep',
      required: true,
      aliases: ['cap'],
    }),
    state: choice(['absent', 'present'], { doc: 'Should the program have it?', fallback: 'present' }),
  },
  returns: {
    msg: text({ doc: 'What was done' }),
    state: text({ doc: 'As asked' }),
    stdout: text({ doc: 'What setcap said' }),
  },
  script: scriptBeside(import.meta.url, 'capabilities.sh'),
  prepare(args) {
    const found = /^(cap_[a-z0-9_]+)(?:([=+-])([eip]*))?$/.exec(args.capability.trim().toLowerCase());
    if (!found || (args.state === 'present' && found[2] === undefined)) {
      const message = `Couldn't find operator (one of: ['=', '-', '+'])`;
      throw new TsplayError({ code: 'bad-capability', message, hint: 'cap_net_raw+ep' });
    }
    const flags = [...(found[3] ?? '')].sort().join('');
    return { cap: found[1], operator: found[2] ?? '+', flags };
  },
});
