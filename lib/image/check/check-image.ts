import type { Session } from '../../remote/session.js';
import type { ImagePlace } from '../image-place.js';
import { lastValue, runImageScript, type Said } from '../image-script.js';
import { checkBootEntry, readBootEntries } from './check-boot-line.js';
import { checkExports } from './check-exports.js';
import type { CheckFinding } from './check-finding.js';
import { checkInitrd } from './check-initrd.js';
import { checkRoot } from './check-root.js';
import { checkServed } from './check-served.js';
import { readInitrd } from './read-initrd.js';

export interface CheckImageOptions {
  /** Default `current`. */
  readonly generation?: number | 'current' | 'newest';
  /** Network drivers of the nodes, one of which must be in the initrd. */
  readonly nicDrivers?: readonly string[];
}

export interface CheckedImage {
  readonly generation: number;
  readonly findings: readonly CheckFinding[];
}

/**
 * Tells without a boot, in seconds, what will not boot: the initrd is opened, and the boot files, the modes, the
 * kernel's versions and the exports are compared with each other.
 */
export async function checkImage(
  session: Session,
  place: ImagePlace,
  options: CheckImageOptions = {},
): Promise<CheckedImage> {
  const said = await runImageScript(session, 'survey', place, {
    wanted: String(options.generation ?? 'current'),
  });
  const value = (key: string): string => lastValue(said, key) ?? '';
  const kernel = value('kernel');
  const files = filesOf(said, 'file ');
  const overlay = /^\s*overlayroot="?[^"\s]/m.test(files.get('etc/overlayroot.conf') ?? '')
    ? 'overlayroot'
    : 'initramfs';
  const findings = [
    ...checkServed({
      kernel,
      release: value('release'),
      modules: all(said, 'modules'),
      modes: modesOf(said),
      differs: differencesOf(said),
    }),
    ...(await checkInitrdFile(session, value('initrd'), {
      kernel,
      builtin: builtinOf(value('builtin')),
      overlay,
      ...(options.nicDrivers ? { nicDrivers: options.nicDrivers } : {}),
    })),
    ...[...filesOf(said, 'node ')].flatMap(([name, text]) => checkNodeFile(name, text, value('number'))),
    ...[...filesOf(said, 'exports ')].flatMap(([name, text]) =>
      checkExports(text, value('export_path'), name),
    ),
    ...checkRoot(files),
  ];
  return { generation: Number(value('number')), findings };
}

const all = (said: Said, key: string): string[] =>
  said.data.filter(([each]) => each === key).map(([, value]) => value);

const filesOf = (said: Said, prefix: string): ReadonlyMap<string, string> =>
  new Map(
    said.data
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), text]),
  );

const modesOf = (said: Said): { path: string; mode: string; type: string }[] =>
  [...new Set(all(said, 'mode'))].map((line) => {
    const [, mode = '', type = '', path = ''] = /^(\S*) (\S+) (.*)$/s.exec(line) ?? [];
    return { path, mode, type };
  });

const differencesOf = (said: Said): { served: string; inImage: string }[] =>
  all(said, 'differs').map((line) => ({
    served: line.split(' ')[0] ?? '',
    inImage: line.split(' ')[1] ?? '',
  }));

const builtinOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split('\n')
      .map((line) => (/([^/]+)\.ko$/.exec(line)?.[1] ?? '').replaceAll('-', '_'))
      .filter(Boolean),
  );

async function checkInitrdFile(
  session: Session,
  path: string,
  subject: Omit<Parameters<typeof checkInitrd>[0], 'where' | 'entries'>,
): Promise<CheckFinding[]> {
  const parts: Buffer[] = [];
  for await (const part of await session.download(path)) parts.push(part);
  try {
    return checkInitrd({ where: path, entries: await readInitrd(Buffer.concat(parts)), ...subject });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        trap: 'T6',
        severity: 'error',
        where: path,
        reason: `the kernel cannot unpack it: ${reason}`,
        fix: 'build the initramfs anew by making a generation',
      },
    ];
  }
}

/** A node's boot file must speak of one generation only, or kernel and root do not belong together. */
function checkNodeFile(name: string, text: string, number: string): CheckFinding[] {
  const where = `nodes/${name}`;
  const numbers = new Set(
    [...text.matchAll(/\/(\d+)\/(?:vmlinuz|initrd\.img|root)\b|tsplay\.gen=(\d+)/g)].map(
      ([, path, word]) => path ?? word,
    ),
  );
  const mixed: CheckFinding[] =
    numbers.size > 1
      ? [
          {
            trap: 'T6',
            severity: 'error',
            where,
            reason: `it takes kernel, initrd and root from different generations (${[...numbers].join(', ')})`,
            fix: 'write @generation@ in all places of the template',
          },
        ]
      : [];
  const isPinned = numbers.size === 1 && !numbers.has(number);
  const entries = readBootEntries(text, where);
  return [...mixed, ...(isPinned ? [] : entries.flatMap(checkBootEntry))];
}
