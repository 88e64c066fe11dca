import type { Event } from '../../lib/core/event.js';
import type { Json } from '../../lib/core/json.js';
import { run, trustText } from '../../lib/index.js';
import { shownPart, type Answer, type HostAnswer } from './answer.js';
import { argumentsOf } from './playbook-arguments.js';

/** Runs tsplay as a library and gathers its events. */
export async function askTsplay(
  playbook: string,
): Promise<Answer & { readonly problems: readonly string[] }> {
  const { options } = argumentsOf(playbook);
  const events: Event[] = [];
  const extra = options.get('-e')?.split('=');
  const report = await run({
    playbooks: [playbook],
    inventory: options.get('-i')!,
    gathering: 'explicit',
    check: options.has('--check'),
    forceHandlers: options.has('--force-handlers'),
    tags: options.get('--tags')?.split(',') ?? [],
    skipTags: options.get('--skip-tags')?.split(',') ?? [],
    ...(options.has('--limit') ? { limit: options.get('--limit')! } : {}),
    ...(options.has('--start-at-task') ? { startAtTask: options.get('--start-at-task')! } : {}),
    ...(extra ? { extraVars: new Map([[extra[0]!, trustText(extra.slice(1).join('='))]]) } : {}),
    onEvent: (event) => events.push(event),
  });
  return {
    exitCode: report.exitCode,
    tasks: tasksOf(events),
    totals: report.totals as unknown as Answer['totals'],
    problems: report.problems.map((problem) => problem.message),
  };
}

function tasksOf(events: readonly Event[]): Answer['tasks'] {
  const tasks: { readonly id: string; readonly name: string; readonly hosts: Record<string, HostAnswer> }[] =
    [];
  for (const event of events) {
    if (event.type === 'task-start') {
      const { id, name, role } = event.task;
      tasks.push({ id, name: role === undefined ? name : `${role} : ${name}`, hosts: {} });
    } else if (event.type === 'included') {
      const task = tasks.findLast((one) => one.id === event.task.id);
      for (const host of event.hosts) if (task) task.hosts[host] = { status: 'ok', shown: {} };
    } else if (event.type === 'task-result') {
      const result = event.result as Readonly<Record<string, Json>>;
      const task = tasks.findLast((one) => one.id === event.task.id);
      if (task)
        task.hosts[event.host] = {
          status: event.status,
          shown: shownPart(event.task.module.replace(/^ansible\.(builtin|legacy)\./, ''), result),
        };
    }
  }
  return tasks
    .filter((task) => Object.keys(task.hosts).length > 0 && !task.name.endsWith('meta'))
    .map(({ name, hosts }) => ({ name, hosts }));
}
