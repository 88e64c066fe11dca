import { open, readFile, stat } from 'node:fs/promises';
import {
  dataOf,
  defineModule,
  failure,
  failureOf,
  fileArgs,
  fileReturns,
  makeResult,
  resultOf,
  scriptBeside,
  type ModuleContext,
  type Params,
  type Result,
} from '../../lib/module/index.js';
import { bool, int, list, path, text } from '../../lib/schema/index.js';

const returns = {
  ...fileReturns,
  handler: text({
    doc: 'TarArchive, TgzArchive, TarBzipArchive, TarXzArchive, TarZstdArchive or ZipArchive',
  }),
  src: text({ doc: 'The archive' }),
  files: list(text({}), { doc: 'Its entries, with list_files' }),
};

const parts = [
  scriptBeside(import.meta.url, 'place.sh', 'attributes', 'collect'),
  scriptBeside(import.meta.url, 'unarchive.sh', 'fetch-url'),
] as const;

export const module = defineModule({
  name: 'unarchive',
  summary: 'Unpacks an archive: tar (plain, gz, bz2, xz, zst) or zip',
  examples: `
- name: Unpack an archive of the controller
  ansible.builtin.unarchive:
    src: app.tar.gz
    dest: /opt
- name: Unpack what is at the host already
  ansible.builtin.unarchive:
    src: /tmp/app.zip
    dest: /opt
    remote_src: true
`,
  notes: [
    'An entry that would be written outside of dest (`../`, an absolute name) is refused before anything is unpacked.',
    'It is unpacked beside, in dest, and every file takes its place in one step: a full disk leaves what was there. With words for tar or unzip that are about files that are there (`--keep-old-files`, `-U`…) it is unpacked in place.',
    'Needs `tar` or `unzip` and the program of the compression at the host. A tar that cannot compare (busybox) unpacks beside and compares.',
  ],
  args: {
    src: path({
      doc: 'The archive; with remote_src a file or URL at the host',
      required: true,
      missing: 'src (or content) and dest are required',
    }),
    dest: path({
      doc: 'The directory to unpack in, which exists',
      required: true,
      missing: 'src (or content) and dest are required',
    }),
    remote_src: bool({ doc: 'src is at the host', fallback: false }),
    copy: bool({ doc: 'The opposite of remote_src, as it was once called', fallback: true }),
    creates: path({ doc: 'Do nothing when this exists' }),
    include: list(text({}), { doc: 'Unpack only these entries' }),
    exclude: list(text({}), { doc: 'Leave these entries out' }),
    extra_opts: list(text({}), { doc: 'More words for tar or unzip', fallback: [] }),
    keep_newer: bool({ doc: 'Leave files that are newer than in the archive', fallback: false }),
    list_files: bool({ doc: 'Return the names of the entries', fallback: false }),
    validate_certs: bool({ doc: 'Check the certificate of a URL', fallback: true }),
    decrypt: bool({ doc: 'Decrypt src when it is vaulted', fallback: true }),
    io_buffer_size: int({ doc: 'Accepted for compatibility: nothing is buffered', fallback: 65536 }),
    ...fileArgs,
  },
  rules: [{ kind: 'mutually_exclusive', names: ['include', 'exclude'] }],
  returns,
  script: { file: parts[1].file, text: () => parts.map((part) => part.text()).join('\n') },
  async prepare(args, ctx): Promise<Params | Result> {
    if (args.creates !== undefined && (await exists(args.creates, ctx)))
      return makeResult({ changed: false, skipped: true, msg: `skipped, since ${args.creates} exists` });
    if (args.remote_src || !args.copy) return { archive: args.src };
    const file = ctx.findFile('files', args.src);
    if (!(await stat(file)).isFile()) return failure(`${file} is not an archive: it is not a file`);
    const source = args.decrypt && (await isVaulted(file)) ? ctx.unvault(await readFile(file)) : { file };
    return { archive: await ctx.session.stage(source, { signal: ctx.signal }), src: file };
  },
  finish(reply, args) {
    const result = resultOf(reply, returns, { path: args.dest });
    if (failureOf(reply) !== undefined) return result;
    result.set('src', args.src);
    if (dataOf(reply, 'handler') !== undefined) result.set('dest', args.dest);
    if (args.list_files && !result.has('files')) result.set('files', []);
    return result;
  },
});

async function exists(file: string, ctx: ModuleContext): Promise<boolean> {
  const found = await ctx.runModule('stat', makeResult({ path: file, get_checksum: false }));
  const stat = found.get('stat');
  return stat instanceof Map && stat.get('exists') === true;
}

async function isVaulted(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(14), 0, 14, 0);
    return buffer.toString() === '$ANSIBLE_VAULT';
  } finally {
    await handle.close();
  }
}
