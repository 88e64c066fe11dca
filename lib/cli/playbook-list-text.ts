import { pyRepr } from '../jinja/index.js';
import type { ListedPlay } from '../run/list-playbooks.js';

/** Which lists are wanted. */
export interface Lists {
  readonly listHosts?: boolean;
  readonly listTasks?: boolean;
  readonly listTags?: boolean;
}

/**
 * What `ansible-playbook --list-hosts --list-tasks --list-tags` prints of a playbook.
 * Source: output recorded from ansible-core 2.14.18.
 */
export function playbookListText(playbook: string, plays: readonly ListedPlay[], lists: Lists): string {
  const wants = lists.listHosts || lists.listTasks || lists.listTags;
  const lines = [`\nplaybook: ${playbook}`];
  if (wants) for (const [i, play] of plays.entries()) lines.push(...playLines(i + 1, play, lists));
  return `${lines.join('\n')}\n`;
}

function playLines(number: number, play: ListedPlay, lists: Lists): string[] {
  return [
    '',
    `  play #${number} (${play.pattern.join(',')}): ${play.name}\tTAGS: [${play.tags.join(',')}]`,
    ...(lists.listHosts ? hostLines(play) : []),
    ...(lists.listTasks ? ['    tasks:', ...play.tasks.map(taskLine)] : []),
    ...(lists.listTags ? [`      TASK TAGS: [${sorted(play.tasks.flatMap(({ tags }) => tags))}]`] : []),
  ];
}

const hostLines = ({ pattern, hosts }: ListedPlay): string[] => [
  `    pattern: ${pyRepr([...pattern])}`,
  `    hosts (${hosts.length}):`,
  ...hosts.map((host) => `      ${host}`),
];

const taskLine = ({ role, name, tags }: ListedPlay['tasks'][number]): string =>
  `      ${role === undefined ? name : `${role} : ${name}`}\tTAGS: [${sorted(tags)}]`;

const sorted = (tags: readonly string[]): string =>
  [...new Set(tags)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).join(', ');
