import { defineModule, resultOf, scriptBeside, type Result } from '../../lib/module/index.js';
import { bool, choice, int, text } from '../../lib/schema/index.js';

const returns = {
  result: text({ doc: 'What is true now, as `Module rewrite enabled`' }),
  rc: int({ doc: 'Exit code of a2enmod or a2dismod, when it failed' }),
  stdout: text({ doc: 'What it said, when it failed' }),
  stderr: text({ doc: 'What it said on standard error, when it failed' }),
};

export const module = defineModule({
  name: 'apache2_module',
  collection: 'community.general',
  summary: 'Switches modules of the Apache web server on and off (a2enmod, a2dismod)',
  examples: `
- name: Addresses can be rewritten
  community.general.apache2_module:
    name: rewrite`,
  notes: [
    'What is enabled is asked of `apache2ctl -M`, so the configuration must be one that Apache can read.',
    'A server that runs goes on with the modules it has until it is restarted.',
  ],
  args: {
    name: text({ doc: 'The module, as a2enmod names it', required: true }),
    identifier: text({ doc: 'Its name in `apache2ctl -M`; by default the name with `_module`' }),
    state: choice(['absent', 'present'], { doc: 'Should it be enabled?', fallback: 'present' }),
    force: bool({ doc: 'Disable what Debian takes for essential, too (a2dismod -f)', fallback: false }),
    ignore_configcheck: bool({
      doc: 'Go on when the configuration cannot be read, as between two mpm_* modules',
      fallback: false,
    }),
    warn_mpm_absent: bool({
      doc: 'With ignore_configcheck: warn when there is no mpm_* module',
      fallback: true,
    }),
  },
  returns,
  script: scriptBeside(import.meta.url, 'apache2_module.sh'),
  prepare: ({ name, identifier, state }) => ({
    identifier: identifier ?? identifierOf(name),
    wanted: state === 'present' ? 'enabled' : 'disabled',
    tool: state === 'present' ? 'a2enmod' : 'a2dismod',
  }),
  finish(reply): Result {
    const result = resultOf(reply, returns);
    if (result.get('failed') !== true) for (const key of ['rc', 'stdout', 'stderr']) result.delete(key);
    return result;
  },
});

/** Few modules have another name within Apache; PHP's has no number since version 8. */
function identifierOf(name: string): string {
  if (name.includes('shib')) return 'mod_shib';
  if (name.includes('evasive')) return 'evasive20_module';
  const php = /^php(\d+)\./.exec(name)?.[1];
  if (php !== undefined) return Number(php) < 8 ? `php${php}_module` : 'php_module';
  return `${name}_module`;
}
