import {
  bytesOfData,
  dataOf,
  defineModule,
  expandPaths,
  failure,
  failureOf,
  makeResult,
  placeFile,
  resultOf,
  scriptBeside,
  type Result,
} from '../../lib/module/index.js';
import { bytesOf, textOf } from '../../lib/remote/bytes.js';
import { bool, choice, path, text } from '../../lib/schema/index.js';
import { ensureKeys, readKeys } from './ensure-keys.js';

const script = scriptBeside(import.meta.url, 'authorized_key.sh');

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
    key: text({ doc: 'Public keys, one a line', required: true }),
    state: choice(['absent', 'present'], { doc: 'Should they be there?', fallback: 'present' }),
    path: path({ doc: 'The file; default is .ssh/authorized_keys of the user' }),
    manage_dir: bool({ doc: 'Make the directory and set its owner and mode', fallback: true }),
    exclusive: bool({ doc: 'No other keys', fallback: false }),
    key_options: text({ doc: 'Options before the key' }),
    comment: text({ doc: 'Comment behind the key' }),
    follow: bool({ doc: 'Write to what a link points to', fallback: false }),
    validate_certs: bool({ doc: 'Accepted for compatibility', fallback: true }),
  },
  returns: { path: text({ doc: 'The file' }), user: text({ doc: 'The user' }) },
  async run(args, ctx): Promise<Result> {
    const keys = readKeys(args.key, args.key_options, args.comment);
    if (typeof keys === 'string') return failure(keys);
    const params = {
      user: args.user,
      path: args.path,
      manage_dir: args.manage_dir && args.state === 'present',
    };
    const look = await ctx.call(expandPaths({ path: path({}) }, { path: args.path }) + script.text(), params);
    const problem = failureOf(look);
    if (problem !== undefined) return failure(problem);
    const looked = resultOf(look, {});
    const file = dataOf(look, 'file')!;
    const before = textOf(bytesOfData(look, 'content') ?? new Uint8Array());
    const after = ensureKeys(before, keys, args);
    const common = {
      path: file,
      user: args.user,
      state: args.state,
      exclusive: args.exclusive,
      keyfile: file,
    };
    if (after === before) return makeResult({ changed: looked.get('changed') === true, ...common });
    const [owner, group] = [dataOf(look, 'uid')!, dataOf(look, 'gid')!];
    const mode = dataOf(look, 'content') === undefined ? '0600' : undefined;
    const placed = await placeFile(
      {
        dest: file,
        content: bytesOf(after),
        from: file,
        owner,
        group,
        mode,
        follow: args.follow,
        parentIsMade: args.manage_dir,
      },
      ctx,
    );
    if (placed.get('failed') === true) return placed;
    return makeResult({ changed: true, ...common, diff: placed.get('diff') });
  },
});
