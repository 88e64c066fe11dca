import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, failure, failedResult, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, list, path, text } from '../../lib/schema/index.js';

const returns = {
  id: text({ doc: 'The id asked for' }),
  key_id: text({ doc: 'The id as asked for, or of 16 digits' }),
  short_id: text({ doc: 'The id of 8 digits' }),
  fp: text({ doc: 'The last 16 digits of the id' }),
  before: list(text({}), { doc: 'Keys before, by their last 16 digits' }),
  after: list(text({}), { doc: 'Keys after a change' }),
};

export const module = defineModule({
  name: 'apt_key',
  summary: 'Adds keys of package sources that apt trusts, or removes them',
  notes: ['Keys of one source are better kept with it: see deb822_repository.'],
  examples: `
- name: The key of a vendor
  apt_key:
    url: https://vendor.example.com/key.asc
    keyring: /etc/apt/trusted.gpg.d/vendor.gpg`,
  args: {
    id: text({ doc: 'Id of the key, 8 digits or more' }),
    data: text({ doc: 'The key itself, armored' }),
    file: path({ doc: 'A file of the host with the key' }),
    url: text({ doc: 'An address to fetch the key from' }),
    keyserver: text({ doc: 'A key server to fetch the key with `id` from' }),
    keyring: path({ doc: 'The file that holds it; tsplay.gpg in trusted.gpg.d by default' }),
    state: choice(['absent', 'present'], { doc: 'Should it be trusted?', fallback: 'present' }),
    validate_certs: bool({ doc: 'Does the certificate of the address matter?', fallback: true }),
  },
  rules: [{ kind: 'mutually_exclusive', names: ['data', 'file', 'keyserver', 'url'] }],
  returns,
  script: scriptBeside(import.meta.url, 'apt_key.sh', 'fetch-url'),
  prepare(args) {
    const id = args.id?.replace(/^0[xX]/, '').toUpperCase();
    if (id !== undefined && !/^[0-9A-F]{8,}$/.test(id))
      throw new TsplayError({ code: 'bad-key-id', message: `Invalid key_id: ${args.id}` });
    if (id === undefined && args.state === 'absent' && !(args.data ?? args.file ?? args.url))
      return failure('key is required: id, data, file or url');
    if (args.state === 'present' && !(args.data ?? args.file ?? args.url ?? args.keyserver))
      return failure(
        id === undefined
          ? 'one of data, file, keyserver, url is required'
          : 'no key to add: give data, file, keyserver or url',
      );
    return { id };
  },
  finish(reply, _args, { check }) {
    const failed = failedResult(reply);
    if (failed) return failed;
    const result = resultOf(reply, returns);
    const told = result.get('changed') === true && !check ? ['before', 'after'] : ['before'];
    for (const key of told) if (!result.has(key)) result.set(key, []);
    return result;
  },
});
