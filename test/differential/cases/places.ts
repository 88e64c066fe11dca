import { playbookCase, type Case } from '../case.js';

type Node = Readonly<Record<string, unknown>>;

/** What a keyword is tried on: steps that show its effect, and the hosts they run at. */
export interface Probe {
  readonly keyword: string;
  /** Used in turn by the places. */
  readonly values: readonly unknown[];
  readonly steps: readonly Node[];
  readonly hosts?: string;
  /** Keywords of the play besides. */
  readonly play?: Node;
  /** Variables of the role `probe`, which decide what it does. */
  readonly role?: Node;
  readonly places?: readonly Place[];
  readonly run?: string;
}

type Place = keyof typeof builders;

const after = { name: 'after it', debug: { msg: '{{ inventory_hostname }} {{ ansible_play_hosts }}' } };
const notifier = { name: 'notifier', debug: { msg: 'n' }, changed_when: true, notify: 'probed' };

/** Where a keyword may stand, and a play with it there. */
const builders = {
  play: (k: Node, { steps }: Probe) => ({ ...k, tasks: [...steps, after] }),
  block: (k: Node, { steps }: Probe) => ({ tasks: [{ block: steps, ...k }, after] }),
  'inner block': (k: Node, { steps, keyword, values }: Probe) => ({
    tasks: [{ block: [{ block: steps, ...k }], [keyword]: values.at(-1) }, after],
  }),
  task: (k: Node, { steps }: Probe) => ({ tasks: [...steps.map((step) => ({ ...step, ...k })), after] }),
  handler: (k: Node, { steps }: Probe) => ({
    tasks: [notifier, { meta: 'flush_handlers' }, after],
    handlers: steps.map((step) => ({ ...step, listen: 'probed', ...k })),
  }),
  role: (k: Node, { role }: Probe) => ({ roles: [{ role: 'probe', vars: role, ...k }], tasks: [after] }),
  import_role: (k: Node, { role }: Probe) => ({
    tasks: [{ import_role: { name: 'probe' }, vars: role, ...k }, after],
  }),
  include_role: (k: Node, { role }: Probe) => ({
    tasks: [{ include_role: { name: 'probe' }, vars: role, ...k }, after],
  }),
  'include_role apply': (k: Node, { role }: Probe) => ({
    tasks: [{ include_role: { name: 'probe', apply: k }, vars: role }, after],
  }),
  'include_tasks apply': (k: Node) => ({
    tasks: [{ include_tasks: { file: 'tasks/fails.yml', apply: k } }, after],
  }),
  include_tasks: (k: Node) => ({ tasks: [{ include_tasks: 'tasks/fails.yml', ...k }, after] }),
  import_tasks: (k: Node) => ({ tasks: [{ import_tasks: 'tasks/fails.yml', ...k }, after] }),
} as const;

/** One playbook for each place. */
export function atPlaces(probe: Probe): Case[] {
  const places = probe.places ?? (Object.keys(builders) as Place[]);
  return places.map((place, i) => {
    const value = probe.values[i % probe.values.length];
    const play = builders[place]({ [probe.keyword]: value }, probe);
    const name = `${probe.keyword} on ${place}${probe.run ? ` with ${probe.run}` : ''}`;
    return playbookCase(name, [{ hosts: probe.hosts ?? 'web', ...probe.play, ...play }], probe.run);
  });
}
