import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'rpm_key',
  summary: 'Adds keys that rpm trusts, or removes them',
  examples: `
- name: The key of a vendor
  rpm_key:
    key: https://vendor.example.com/key.asc
    fingerprint: EBC6 E12C 62B1 C734 026B 2122 A20E 5214 6B8D 79E6`,
  args: {
    key: text({ doc: 'A file of the host, an address, or the id of a key (to remove it)', required: true }),
    state: choice(['absent', 'present'], { doc: 'Should it be trusted?', fallback: 'present' }),
    fingerprint: text({ doc: 'The fingerprint it must have' }),
    validate_certs: bool({ doc: 'Does the certificate of the address matter?', fallback: true }),
  },
  returns: {},
  script: scriptBeside(import.meta.url, 'rpm_key.sh', 'fetch-url'),
  prepare(args) {
    const isId = /^(0x)?[0-9a-fA-F]{8}([0-9a-fA-F]{8})?$/i.test(args.key);
    if (!isId && !args.key.includes('/'))
      throw new TsplayError({ code: 'bad-key', message: `Not a valid key ${args.key}` });
    return { is_id: isId, fingerprint: args.fingerprint?.replaceAll(' ', '').toUpperCase() };
  },
});
