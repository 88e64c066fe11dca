import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, list, path, raw, text } from '../../lib/schema/index.js';
import { exportLine } from './export-line.js';
import { exportId, ganeshaBlock } from './ganesha-block.js';
import { readClients } from './read-clients.js';
import { unsafeDirectory, unsafeReasons } from './unsafe-reasons.js';

const returns = {
  path: text({ doc: 'The directory' }),
  file: text({ doc: 'Where the export is written' }),
  backend: text({ doc: 'kernel or ganesha' }),
  unsafe: list(text({}), { doc: 'Why the export is not safe, when that was allowed' }),
};

export const module = defineModule({
  name: 'exportfs',
  collection: 'tsplay',
  summary: 'Exports a directory over NFS: kernel server or nfs-ganesha',
  notes: [
    'What is unsafe is refused with its reason unless allow_unsafe says otherwise.',
    'When the server does not take the new exports, the old file comes back.',
  ],
  examples: `
- name: Nodes mount their root from here
  exportfs:
    path: /srv/images/node
    clients: 10.0.0.0/24(ro,no_root_squash)`,
  args: {
    path: path({ doc: 'The directory', required: true }),
    clients: raw({
      doc: "Who may mount it: '10.0.0.0/24(ro,no_root_squash)' or {client, options}, or a list of them",
    }),
    options: text({
      doc: 'Options of clients that have none',
      fallback: 'ro,no_root_squash,no_subtree_check',
    }),
    state: choice(['absent', 'present'], { doc: 'Should it be exported?', fallback: 'present' }),
    name: text({ doc: 'Name of the file in exports.d; made from the path by default' }),
    backend: choice(['auto', 'ganesha', 'kernel'], { doc: 'Which server', fallback: 'auto' }),
    export_id: int({ doc: "nfs-ganesha's number of the export; made from the path by default" }),
    pseudo: text({ doc: "The export's path in NFSv4; default is the directory" }),
    allow_unsafe: bool({ doc: 'Export although it is unsafe', fallback: false }),
  },
  rules: [{ kind: 'required_if', name: 'state', is: 'present', names: ['clients'] }],
  returns,
  script: scriptBeside(import.meta.url, 'exportfs.sh'),
  prepare(args, ctx) {
    if (!args.path.startsWith('/'))
      throw new TsplayError({ code: 'bad-path', message: `path must be absolute: ${args.path}` });
    const clients = readClients(args.clients ?? [], args.options);
    const reasons = [...unsafeDirectory(args.path), ...clients.flatMap(unsafeReasons)];
    if (reasons.length > 0 && !args.allow_unsafe) {
      const message = `refusing to export ${args.path}: ${[...new Set(reasons)].join('; ')}`;
      throw new TsplayError({
        code: 'unsafe-export',
        message,
        hint: 'allow_unsafe: true exports it all the same',
      });
    }
    for (const reason of reasons) ctx.warn(`${args.path}: ${reason}`);
    const name = args.name ?? nameOf(args.path);
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name))
      throw new TsplayError({ code: 'bad-name', message: `'${name}' cannot be the name of a file` });
    return {
      clients: undefined,
      name,
      kernel_text: `${exportLine(args.path, clients)}\n`,
      export_id: exportId(args),
      ganesha_text: ganeshaBlock(args, clients),
      is_writable: clients.some((client) => client.options.includes('rw')),
      hides_subtree: clients.some((client) => !client.options.includes('subtree_check')),
    };
  },
  finish: (reply, args) => resultOf(reply, returns, { path: args.path }),
});

const nameOf = (directory: string): string =>
  directory.replace(/^\/+/, '').replace(/[^A-Za-z0-9_.-]+/g, '-') || 'root';
