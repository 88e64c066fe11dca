import type { CheckFinding } from './check-finding.js';

/** What is wrong with the export of a root, in the text of exports(5). Other exports are not looked at. */
export function checkExports(text: string, path: string, where: string): CheckFinding[] {
  const line = text.split('\n').findIndex((each) => pathOf(each) === path);
  if (line < 0) return [];
  const clients = clientsOf(text.split('\n')[line]!);
  return clients.flatMap((client) => checkClient(client, `${where}:${line + 1}`));
}

interface Client {
  readonly name: string;
  readonly options: readonly string[] | undefined;
}

const pathOf = (line: string): string => /^\s*("[^"]*"|[^\s#]+)/.exec(line)?.[1]?.replaceAll('"', '') ?? '';

function clientsOf(line: string): Client[] {
  const rest = line.replace(/^\s*("[^"]*"|\S+)/, '').replace(/#.*/, '');
  return [...rest.matchAll(/([^\s()]*)(?:\(([^)]*)\))?(?=\s|$)/g)]
    .filter(([all]) => all !== '')
    .map(([, name = '', options]) => ({ name, options: options?.split(',') }));
}

function checkClient({ name, options }: Client, where: string): CheckFinding[] {
  const has = (option: string): boolean => options?.includes(option) ?? false;
  const found = (
    reason: string,
    fix: string,
    severity: CheckFinding['severity'] = 'error',
  ): CheckFinding => ({ trap: 'T8', severity, where, reason, fix });
  return [
    ...(name === '' || name === '*'
      ? [
          found(
            `exported to ${name === '' ? 'everybody: there is a space before the options' : 'everybody'}`,
            'name the boot network, 10.0.0.0/24(ro,…)',
          ),
        ]
      : []),
    ...(has('rw') ? [found('exported read-write: one node could change the root of all', 'ro')] : []),
    ...(!has('no_root_squash')
      ? [
          found(
            'root is squashed (the default): files of mode 0600 cannot be read, sshd and sudo fail',
            'no_root_squash',
          ),
        ]
      : []),
    ...(has('subtree_check')
      ? [found('subtree_check gives "stale file handle" after renames', 'no_subtree_check')]
      : []),
    ...(has('insecure')
      ? [found('insecure lets any user of a node speak NFS', 'drop insecure', 'warning')]
      : []),
    ...(has('all_squash')
      ? [found('all_squash: every file seems to belong to nobody', 'no_root_squash')]
      : []),
  ];
}
