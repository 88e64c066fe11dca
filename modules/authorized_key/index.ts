import {
  bytesOfData,
  contentDiff,
  dataOf,
  defineModule,
  expandPaths,
  failure,
  failureOf,
  fileReturns,
  makeResult,
  placeFile,
  resultOf,
  scriptBeside,
  type Result,
} from '../../lib/module/index.js';
import type { Value } from '../../lib/core/value.js';
import { bytesOf, textOf } from '../../lib/remote/bytes.js';
import { bool, choice, path, text } from '../../lib/schema/index.js';
import { ensureKeys, readKeys } from './ensure-keys.js';
import { fetchKeys } from './fetch-keys.js';

const script = scriptBeside(import.meta.url, 'authorized_key.sh', 'attributes', 'refuse-link');

export const module = defineModule({
  name: 'authorized_key',
  collection: 'ansible.posix',
  summary: 'Manages the ssh keys that may log in as a user',
  examples: `
- name: One key and no other may log in as deploy
  authorized_key:
    user: deploy
    key: "{{ lookup('file', 'files/deploy.pub') }}"
    exclusive: true`,
  args: {
    user: text({ doc: 'The user', required: true }),
    key: text({
      doc: 'Public keys, one a line, or the URL of a page of them, which the host asks for',
      required: true,
    }),
    state: choice(['absent', 'present'], { doc: 'Should they be there?', fallback: 'present' }),
    path: path({ doc: 'The file; default is .ssh/authorized_keys of the user' }),
    manage_dir: bool({ doc: 'Make the directory and set its owner and mode', fallback: true }),
    exclusive: bool({ doc: 'No other keys', fallback: false }),
    key_options: text({ doc: 'Options before the key' }),
    comment: text({ doc: 'Comment behind the key' }),
    follow: bool({ doc: 'Write to what a link points to', fallback: false }),
    validate_certs: bool({ doc: 'With a URL: check the certificate', fallback: true }),
  },
  returns: { path: text({ doc: 'The file' }), user: text({ doc: 'The user' }) },
  async run(args, ctx): Promise<Result> {
    const given = /^https?:\/\//.test(args.key)
      ? await fetchKeys(args.key, args.validate_certs, ctx)
      : args.key;
    if (given instanceof Map) return given;
    const keys = readKeys(given, args.key_options, args.comment);
    if (typeof keys === 'string') return failure(keys);
    const params = {
      user: args.user,
      path: args.path,
      manage_dir: args.manage_dir && args.state === 'present',
    };
    const look = await ctx.call(expandPaths({ path: path({}) }, { path: args.path }) + script.text(), params);
    const problem = failureOf(look);
    if (problem !== undefined) return failure(problem);
    const looked = resultOf(look, fileReturns);
    const file = dataOf(look, 'file')!;
    const before = textOf(bytesOfData(look, 'content') ?? new Uint8Array());
    const after = ensureKeys(before, keys, args);
    const { user, key, key_options, comment, state, exclusive, manage_dir, validate_certs, follow } = args;
    const unset = { key_options: key_options ?? null, comment: comment ?? null, path: args.path ?? null };
    const asked = { user, key, ...unset, exclusive, manage_dir, validate_certs, follow };
    const common = { state, ...asked, keyfile: file };
    const isChanged = looked.get('changed') === true;
    if (after === before)
      return makeResult({ ...common, ...aboutFile(looked, args.path), changed: isChanged });
    const [owner, group] = [dataOf(look, 'uid')!, dataOf(look, 'gid')!];
    const placed = await placeFile(
      {
        dest: file,
        content: bytesOf(after),
        from: file,
        owner,
        group,
        mode: '0600',
        follow: args.follow,
        parentIsMade: args.manage_dir,
        makesParents: true,
      },
      ctx,
    );
    if (placed.get('failed') === true) return placed;
    return makeResult({
      ...common,
      ...aboutFile(placed, args.path),
      changed: true,
      diff: contentDiff(file, before, after),
    });
  },
});

// told when the file was named, as the real module does
const aboutFile = (result: Result, named: string | undefined): Record<string, Value> =>
  named === undefined || result.get('state') === 'absent'
    ? {}
    : Object.fromEntries([...result].filter(([name]) => name in fileReturns && name !== 'dest'));
