import { textOf } from '../../lib/remote/bytes.js';
import type { Value } from '../../lib/core/value.js';
import {
  dataOf,
  defineModule,
  failure,
  failedResult,
  failureOf,
  makeResult,
  scriptBeside,
  type ModuleContext,
  type Result,
} from '../../lib/module/index.js';
import type { Reply } from '../../lib/remote/call.js';
import { bool, choice, int, mode, pythonText, text } from '../../lib/schema/index.js';
import { readPpa, trustPpa } from './ppa.js';
import { suggestName, withoutSource, withSource, type Sources } from './sources.js';

const readScript = scriptBeside(import.meta.url, 'read.sh');
const writeScript = scriptBeside(import.meta.url, 'write.sh');
const parts = '/etc/apt/sources.list.d';

export const module = defineModule({
  name: 'apt_repository',
  summary: 'Adds sources of Debian packages, or removes them',
  notes: [
    'The key of `ppa:OWNER/NAME` is the one that Launchpad names; apt_key fetches it from keyserver.ubuntu.com into the keyrings that apt trusts. The host needs gpg, and curl or wget.',
  ],
  examples: `
- name: Packages of a vendor
  apt_repository:
    repo: deb [signed-by=/etc/apt/keyrings/vendor.asc] https://vendor.example.com/debian stable main
    filename: vendor
- name: Packages of somebody on Launchpad
  apt_repository:
    repo: ppa:nginx/stable`,
  args: {
    repo: text({
      doc: 'The line: deb [options] ADDRESS SUITE COMPONENTS, or ppa:OWNER/NAME',
      required: true,
    }),
    state: choice(['absent', 'present'], { doc: 'Should it be there?', fallback: 'present' }),
    filename: text({ doc: 'Name of its file, without .list; made from the address by default' }),
    mode: mode({ doc: 'Mode of a new file; 0644 by default' }),
    update_cache: bool({
      doc: 'Fetch the lists of packages after a change',
      fallback: true,
      aliases: ['update-cache'],
    }),
    update_cache_retries: int({ doc: 'How often to try again', fallback: 5 }),
    update_cache_retry_max_delay: int({ doc: 'Accepted for compatibility', fallback: 12 }),
    install_python_apt: bool({ doc: 'Accepted for compatibility: no Python is needed', fallback: true }),
    validate_certs: bool({ doc: 'Does the certificate of Launchpad matter? For `ppa:`', fallback: true }),
    codename: text({ doc: 'For `ppa:`: the suite; by default the code name of the system' }),
  },
  returns: {
    repo: text({ doc: 'As asked' }),
    state: text({ doc: 'As asked' }),
  },
  async run(args, ctx) {
    if (args.repo.trim() === '') return failure("Please set argument 'repo' to a non-empty value");
    const read = await ctx.call(readScript.text(), { parts });
    const failed = failedResult(read);
    if (failed) return failed;
    const before = readSources(read);
    const answer = { repo: args.repo, state: args.state };
    const ppa = readPpa(args.repo, args.codename ?? dataOf(read, 'codename') ?? '');
    if (ppa === undefined && args.repo.startsWith('ppa:'))
      return failure(`Invalid repository string: ${args.repo}; a PPA needs a name and a codename`, answer);
    const source = ppa?.source ?? args.repo;
    const name = args.filename ?? ppa?.file ?? suggestName(args.repo);
    const file = name.includes('/') ? `${name}.list` : `${parts}/${name}.list`;
    const after = args.state === 'present' ? withSource(before, source, file) : withoutSource(before, source);
    const files = [...after.keys()].filter((each) => after.get(each) !== before.get(each));
    if (files.length === 0) return makeResult({ changed: false, ...answer, diff: new Map() });
    const untrusted =
      ppa && args.state === 'present' ? await trustPpa(ppa, args.validate_certs, ctx) : undefined;
    if (untrusted !== undefined) return failure(untrusted, answer);
    const said = await writeSources(files, before, after, args.mode, ctx);
    if (said !== undefined) return failure(said, answer);
    const refused = args.update_cache ? await updateLists(args.update_cache_retries, ctx) : undefined;
    if (refused !== undefined) {
      await writeSources(files, after, before, undefined, ctx);
      return failure(refused, answer);
    }
    return makeResult({
      changed: true,
      ...answer,
      diff: files.map((each) => diffOfFile(each, before, after)),
    });
  },
});

function readSources(reply: Reply): Sources {
  const found = new Map<string, string>();
  let file = '';
  for (const frame of reply.frames) {
    if (frame.kind !== 'data') continue;
    if (frame.key === 'file') file = textOf(frame.value);
    if (frame.key === 'text') found.set(file, textOf(frame.value));
  }
  return found;
}

async function writeSources(
  files: readonly string[],
  before: Sources,
  after: Sources,
  mode: string | undefined,
  ctx: ModuleContext,
): Promise<string | undefined> {
  for (const file of files) {
    const params = { file, before: before.get(file) ?? '', after: after.get(file) ?? '' };
    const reply = await ctx.call(writeScript.text(), {
      ...params,
      mode: before.has(file) ? undefined : mode,
    });
    if (failureOf(reply) !== undefined) return failureOf(reply);
  }
  return undefined;
}

async function updateLists(retries: number, ctx: ModuleContext): Promise<string | undefined> {
  if (ctx.check) return undefined;
  const args: [string, Value][] = [
    ['update_cache', true],
    ['update_cache_retries', retries],
  ];
  const result: Result = await ctx.runModule('apt', new Map<Value, Value>(args));
  return result.get('failed') === true ? pythonText(result.get('msg') ?? '') : undefined;
}

const diffOfFile = (file: string, before: Sources, after: Sources): Map<Value, Value> =>
  new Map<Value, Value>([
    ['before', before.get(file) ?? ''],
    ['after', after.get(file) ?? ''],
    ['before_header', before.has(file) ? file : '/dev/null'],
    ['after_header', after.get(file) === '' ? '/dev/null' : file],
  ]);
